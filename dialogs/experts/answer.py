"""Experts in conversation: questions are answered, one's own profile is shown and changed."""

import dataclasses
import re
from datetime import date

from dialogs.experts import find, flow, profile, profile_texts, texts
from dialogs.experts.find import Viewer
from dialogs.experts.flow import Kind
from dialogs.french.words import fold
from dialogs.scene import Effect, Intent, IntentName, Outcome, Scene
from storage.database import Stores
from storage.records import JSON, Knowledge, Person, Place, Skill

_PRONOUN = re.compile(
    r"^\W*(?:et\s+)?(?:elle|il|iel)s?\b|\b(?:ses|son|sa) (?:jours|mail|adresse|groupes?|langues?)"
)
_NOT_THAT = re.compile(r"^\W*(?:non|pardon|plutot|euh)\b.*?(?:,|:|plutot|mais)\s*(?P<that>.+)$")
_AND = re.compile(r"^\W*et\b")


async def start(intent: Intent, scene: Scene) -> Outcome:
    """A question about people, a declaration, « mon profil »."""
    match intent.name:
        case IntentName.DECLARE_SKILL:
            skills = await scene.stores.people.skills(scene.asker.id)
            return flow.declare(intent, scene.asker, skills)
        case IntentName.MY_PROFILE:
            return await _mine(intent, scene)
        case _:
            return await _found(intent.text, scene)


async def resume(state: JSON, intent: Intent, scene: Scene) -> Outcome | None:
    """Goes on with an open proposal, or with the people that were just named."""
    if state["kind"] == Kind.FOUND:
        return await _follow_up(state, intent, scene)
    if "choice" not in intent.slots or intent.name is IntentName.CHOICE:
        changed = flow.amended(state, intent, scene.asker)
        if changed is not None:
            return changed
    match intent.name:
        case IntentName.CONFIRM:
            return await _kept(state, scene)
        case IntentName.CANCEL:
            return Outcome(reply=profile_texts.cancelled())
        case IntentName.DECLARE_SKILL:
            return flow.instead(state, await start(intent, scene))
        case _:
            return None


async def ask(
    question: str, stores: Stores, knowledge: Knowledge, *, asker: Person, today: date
) -> JSON:
    """Job A without a conversation, in the shape of `passerelle ask --json`."""
    viewer = Viewer(person=asker)
    query, ranking = await find.find(question, stores, knowledge, viewer=viewer, today=today)
    return find.to_json(query, ranking)


async def _found(text: str, scene: Scene) -> Outcome:
    query, ranking = await find.find(
        text, scene.stores, scene.knowledge, viewer=_viewer(scene), today=scene.today
    )
    shown = (*ranking.people, *ranking.neighbours)
    about = {"kind": Kind.FOUND, "text": text, "people": [one.person.id for one in shown[:3]]}
    reply = texts.found(query, ranking, scene.knowledge, today=scene.today)
    return Outcome(reply=reply, about=about)


async def _follow_up(state: JSON, intent: Intent, scene: Scene) -> Outcome | None:
    """« et le mercredi ? », « non, le théâtre », « elle est là quand ? »."""
    plain = fold(intent.text)
    if _PRONOUN.search(plain) and state["people"]:
        person = scene.knowledge.person(state["people"][0])
        return await _found(f"{intent.text} {person.name}", scene) if person else None
    if intent.name not in {IntentName.EXPERT_QUESTION, IntentName.CANCEL, IntentName.CHOICE}:
        return None
    instead = _NOT_THAT.match(plain)
    if instead:
        that = intent.text[len(intent.text) - len(instead["that"]) :]
        return await _found(f"qui connaît {that}", scene)
    if intent.name is IntentName.EXPERT_QUESTION and _AND.match(plain):
        return await _found(f"{state['text']} {intent.text}", scene)
    return None


async def _mine(intent: Intent, scene: Scene) -> Outcome:
    skills = await scene.stores.people.skills(scene.asker.id)
    asked = intent.slots.get("skill")
    if isinstance(asked, str) and asked:
        declared = bool(flow.meant(asked, skills))
        return Outcome(reply=profile_texts.check_skill(asked, declared=declared))
    private = scene.incoming.place is Place.PERSONAL
    return Outcome(
        reply=profile_texts.profile(scene.asker, skills, scene.knowledge, in_private=private)
    )


async def _kept(state: JSON, scene: Scene) -> Outcome:
    """Writes what was confirmed, and the index with it."""
    asker = scene.asker
    match state["kind"]:
        case Kind.DAYS:
            asker = await _changed(scene, working_days=tuple(state["days"]))
            reply = profile_texts.days_kept(state["days"])
        case Kind.REMOVE:
            asker = await _removed(state, scene)
            lines = [*(line["text"] for line in state["skills"]), *state["languages"]]
            reply = profile_texts.removed(lines)
        case _:
            added = [flow.skill_from(data) for data in state["skills"]]
            await _replace_same(added, scene)
            reply = profile_texts.added(added)
    await profile.index(asker, scene.stores, scene.knowledge)
    return Outcome(reply=reply, effect=Effect.WRITES)


async def _removed(state: JSON, scene: Scene) -> Person:
    for line in state["skills"]:
        await scene.stores.people.remove_skill(line["id"])
    left = tuple(one for one in scene.asker.languages if one not in state["languages"])
    return await _changed(scene, languages=left) if state["languages"] else scene.asker


async def _changed(scene: Scene, **changes: tuple[str, ...]) -> Person:
    """Stores changes of the asker. A role lent by a setting is not written down."""
    stored = scene.knowledge.person(scene.asker.id)
    role = stored.role if stored else scene.asker.role
    person = dataclasses.replace(scene.asker, role=role, **changes)  # type: ignore[arg-type]  # fields that hold words
    await scene.stores.people.put(person)
    return person


async def _replace_same(lines: list[Skill], scene: Scene) -> None:
    """A line declared again with another level takes the place of the old one."""
    people = scene.stores.people
    old = {fold(skill.text): skill.id for skill in await people.skills(scene.asker.id)}
    for line in lines:
        if fold(line.text) in old:
            await people.remove_skill(old[fold(line.text)])
        await people.add_skill(dataclasses.replace(line, id=0, declared_at=scene.now))


def _viewer(scene: Scene) -> Viewer:
    return Viewer(person=scene.asker, place=scene.incoming.place)
