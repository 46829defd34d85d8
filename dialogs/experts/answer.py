"""Experts in conversation: questions are answered, one's own profile is shown and changed."""

import dataclasses
from datetime import date

from dialogs.experts import (
    find,
    flow,
    followups,
    lookup_texts,
    lookups,
    peers,
    profile,
    profile_edit,
    profile_texts,
    proposal_texts,
    proposals,
    relay,
    texts,
)
from dialogs.experts.flow import Kind
from dialogs.experts.followups import Next
from dialogs.experts.query import Query
from dialogs.experts.viewing import Viewer
from dialogs.french.words import fold
from dialogs.messages import Button, Entry
from dialogs.scene import Effect, Intent, IntentName, Outcome, Scene
from dialogs.understand import READ_AT_MOST
from dialogs.understand.edits import lines_meant
from storage.database import Stores
from storage.records import JSON, Knowledge, Person, Place, Skill, Visibility


async def start(intent: Intent, scene: Scene) -> Outcome:
    """A question about people, a declaration, « mon profil »."""
    if relay.takes(intent):
        return await relay.start(intent, scene)
    if peers.takes(intent):
        return await peers.start(intent, scene)
    if proposals.takes(intent):
        return await proposals.start(intent, scene)
    match intent.name:
        case IntentName.DECLARE_SKILL:
            skills = await scene.stores.people.skills(scene.asker.id)
            return flow.declare(intent, scene.asker, skills)
        case IntentName.MY_PROFILE:
            return await _mine(intent, scene)
        case _:
            return await _found(intent.text[:READ_AT_MOST], scene)


async def resume(state: JSON, intent: Intent, scene: Scene) -> Outcome | None:
    """Goes on with an open question, or with the people that were just named."""
    cancels = intent.name is IntentName.CANCEL
    match state["kind"]:
        case Kind.FOUND:
            if relay.takes(intent):
                return await relay.start(intent, scene, about=state)
            return await _follow_up(state, intent, scene)
        case Kind.RELAY | Kind.RELAY_WHOM if not cancels:
            return await relay.resume(state, intent, scene)
        case Kind.CONFIRM if cancels:
            return await _mine(intent, scene)
        case Kind.PROFILE:
            return await profile_edit.resume(state, intent, scene)
        case Kind.FIRST:
            return await _first(intent, scene)
        case Kind.WHICH if not cancels:
            return flow.chosen_line(state, intent)
        case _:
            return await _proposed(state, intent, scene)


async def _first(intent: Intent, scene: Scene) -> Outcome | None:
    """An answer to « pour quoi peut-on venir vous voir ? »."""
    if intent.name is IntentName.CANCEL:
        return Outcome(reply=proposal_texts.later())
    own = await scene.stores.people.skills(scene.asker.id)
    return flow.first_answer(intent, scene.asker, own)


async def _proposed(state: JSON, intent: Intent, scene: Scene) -> Outcome | None:
    """A change of one's own profile that waits for its « oui »."""
    outcome = await _answered(state, intent, scene)
    if outcome is not None:
        for number in state.get("proposals", ()):
            await scene.stores.wishes.answered(number)
    return outcome


async def _answered(state: JSON, intent: Intent, scene: Scene) -> Outcome | None:
    if state["kind"] == Kind.CONFIRM and intent.name is not IntentName.CONFIRM:
        return None
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


async def seek(
    text: str, stores: Stores, knowledge: Knowledge, *, asker: Person, today: date
) -> list[Entry]:
    """People for a message that the asker writes: only what everybody who reads it may see."""
    viewer = Viewer(person=asker, place=Place.CHANNEL)
    query, ranking = await find.find(text, stores, knowledge, viewer=viewer, today=today)
    return texts.to_insert(query, ranking, knowledge, today=today)


async def _found(text: str, scene: Scene) -> Outcome:
    known = await _known(text, scene)
    return known or await _searched(Next(text), scene, seen=[])


async def _known(text: str, scene: Scene) -> Outcome | None:
    """What needs no search: groups and their members, axes, partners."""
    knowledge, today = scene.knowledge, scene.today
    if not scene.asker.guest and (groups := lookups.members(text, knowledge)):
        people = [person.id for _, theirs in groups for person in theirs]
        met = [(group, tuple(map(_viewer(scene).met, theirs))) for group, theirs in groups]
        reply = lookup_texts.members(met, knowledge, today=today)
        return Outcome(reply=reply, about=_about(people))
    if counted := lookups.all_groups(text, knowledge):
        return Outcome(reply=lookup_texts.all_groups(counted))
    if axes := lookups.all_axes(text, knowledge):
        return Outcome(reply=lookup_texts.all_axes(axes))
    if partner := lookups.partner(text, knowledge):
        found = await find.in_touch(partner, scene.stores, knowledge, viewer=_viewer(scene))
        reply = lookup_texts.partner(partner, found, knowledge, today=today)
        return Outcome(reply=reply, about=_about([one.person.id for one in found]))
    if listed := lookups.partners(text, knowledge):
        return Outcome(reply=lookup_texts.partners(*listed))
    return None


async def _searched(question: Next, scene: Scene, *, seen: list[str]) -> Outcome:
    knowledge, today = scene.knowledge, scene.today
    query, ranking = await find.find(
        question.text,
        scene.stores,
        knowledge,
        viewer=_viewer(scene),
        today=today,
        without=question.without,
        strict=question.strict,
    )
    if query.presence and not ranking.named and not scene.asker.guest:
        seen_people = (_viewer(scene).met(person) for person in knowledge.people)
        there = lookups.present(query, seen_people)
        about = followups.remembered(query, [person.id for person in there], [])
        reply = lookup_texts.present(query, there, knowledge, today=today)
        return Outcome(reply=reply, about=_about(**about))
    shown = [one.person.id for one in (*ranking.people, *ranking.neighbours)]
    about = _about(**followups.remembered(query, shown, seen))
    ways = () if ranking.people else await _in_vain(query, scene, again=bool(question.without))
    reply = texts.found(
        query, ranking, knowledge, today=today, again=bool(question.without), ways=ways
    )
    return Outcome(reply=reply, about=about)


async def _in_vain(query: Query, scene: Scene, *, again: bool) -> tuple[Button, ...]:
    """Counts what nobody declared, by concept alone, and gives whom to ask instead.

    « quelqu'un d'autre ? » (`again`) is no new want: somebody was named before.
    """
    if scene.asker.guest:
        return ()
    if not again:
        await scene.stores.relays.missed(query.concepts, on=scene.today)
    channels = frozenset(one.group for one in await scene.stores.groups.reachable())
    return relay.ways_on(query, scene.knowledge, channels)


def _about(people: list[str], **more: object) -> JSON:
    """The subject that the next message may go on with."""
    return {"kind": Kind.FOUND, "people": people, **more}


async def _follow_up(state: JSON, intent: Intent, scene: Scene) -> Outcome | None:
    """« et le mercredi ? », « non, le théâtre », « elle est là quand ? »."""
    question = followups.following(state, intent, scene.knowledge, today=scene.today)
    if question is None:
        return None
    return await _searched(question, scene, seen=list(question.without))


async def _mine(intent: Intent, scene: Scene) -> Outcome:
    skills = await scene.stores.people.skills(scene.asker.id)
    asked = intent.slots.get("skill")
    if isinstance(asked, str) and asked:
        declared = bool(lines_meant(asked, skills))
        return Outcome(reply=profile_texts.check_skill(asked, declared=declared))
    private = scene.incoming.place is Place.PERSONAL
    wishes = await scene.stores.wishes.of(scene.asker.id) if private else ()
    return await profile_edit.shown(scene, skills, wishes)


async def _kept(state: JSON, scene: Scene) -> Outcome:
    """Writes what was confirmed, and the index with it."""
    asker = scene.asker
    match state["kind"]:
        case Kind.CONFIRM:
            await scene.stores.people.confirm_skills(asker.id, at=scene.now)
            reply = profile_texts.confirmed()
        case Kind.PROPOSE:
            return await proposals.kept(state, scene)
        case Kind.WISH:
            return await peers.kept_wishes(state, scene)
        case Kind.DAYS:
            asker = await _changed(scene, working_days=tuple(state["days"]))
            reply = profile_texts.days_kept(state["days"])
        case Kind.DAYS_CIRCLE:
            circle = Visibility(state["circle"])
            asker = await _changed(scene, days_visibility=circle)
            reply = profile_texts.days_circle_kept(circle)
        case Kind.REMOVE:
            asker = await _removed(state, scene)
            lines = [*(line["text"] for line in state["skills"]), *state["languages"]]
            reply = profile_texts.removed(lines)
        case _:
            added = [flow.skill_from(data) for data in state["skills"]]
            newly = await _replace_same(added, scene)
            reply = profile_texts.added(added, await peers.waiting(newly, scene))
    await profile.index(asker, scene.stores, scene.knowledge)
    return Outcome(reply=reply, effect=Effect.WRITES)


async def _removed(state: JSON, scene: Scene) -> Person:
    for line in state["skills"]:
        await scene.stores.people.remove_skill(line["id"])
    left = tuple(one for one in scene.asker.languages if one not in state["languages"])
    gone = [
        fold(text) for text in (*(line["text"] for line in state["skills"]), *state["languages"])
    ]
    dropped = tuple(dict.fromkeys((*scene.asker.dropped, *gone)))
    if state["languages"]:
        return await _changed(scene, languages=left, dropped=dropped)
    return await _changed(scene, dropped=dropped)


async def _changed(scene: Scene, **changes: tuple[str, ...] | Visibility) -> Person:
    """Stores changes of the asker. A role lent by a setting is not written down."""
    stored = scene.knowledge.person(scene.asker.id)
    role = stored.role if stored else scene.asker.role
    own = tuple(dict.fromkeys((*scene.asker.own_fields, *(changes.keys() - {"dropped"}))))
    person = dataclasses.replace(scene.asker, role=role, own_fields=own, **changes)  # type: ignore[arg-type]  # fields that hold words
    await scene.stores.people.put(person)
    return person


async def _replace_same(lines: list[Skill], scene: Scene) -> list[Skill]:
    """A line said again takes the place of the old one; gives those newly passed on."""
    people = scene.stores.people
    own = await people.skills(scene.asker.id)
    for line in lines:
        same = [
            skill for skill in own if skill.id == line.id or fold(skill.text) == fold(line.text)
        ]
        for skill in same:
            await people.remove_skill(skill.id)
        await people.add_skill(dataclasses.replace(line, id=0, declared_at=scene.now))
    taught = {skill.id for skill in own if skill.teaches}
    return [line for line in lines if line.teaches and line.id not in taught]


def _viewer(scene: Scene) -> Viewer:
    return Viewer(person=scene.asker, place=scene.incoming.place)
