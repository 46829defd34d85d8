"""One's own profile from one card: each click changes a line, and the card in its place shows it.

all ──line──> one ──level──> levels ──> one        one ──circle──> circles ──> one
               └──teach──> one                      └──remove──> sure? ──> all
"""

import dataclasses
from collections.abc import Sequence

from dialogs.experts import profile, profile_cards
from dialogs.experts.flow import Kind
from dialogs.messages import Reply
from dialogs.scene import Effect, Intent, Outcome, Scene
from storage.records import JSON, Level, Place, Skill, Visibility
from storage.sharing import Wish


async def shown(
    scene: Scene, skills: Sequence[Skill], wishes: Sequence[Wish], *, said: str = ""
) -> Outcome:
    """The whole profile; with buttons in private, unless a question waits for its answer."""
    private = scene.incoming.place is Place.PERSONAL
    edits = private and bool(skills) and not await _is_busy(scene)
    reply = profile_cards.whole(
        scene.asker,
        skills,
        scene.knowledge,
        wishes=wishes,
        in_private=private,
        edits=edits,
        said=said,
    )
    return Outcome(reply=reply, asks=_state() if edits else None)


async def resume(state: JSON, intent: Intent, scene: Scene) -> Outcome | None:
    """A click on the card; None for anything typed, which is about something else."""
    choice = str(intent.slots.get("choice") or "")
    what, _, value = choice.partition(":")
    skills = await scene.stores.people.skills(scene.asker.id)
    line = next(
        (one for one in skills if str(one.id) == (value if what == "line" else state["line"])),
        None,
    )
    match what:
        case "back":
            return await _all(scene, skills)
        case "line" | "level" | "circle" | "remove" if line is not None:
            return _asks(profile_cards.of_line(line, view=what), line)
        case "set" | "see" | "teach" if line is not None:
            return await _changed(line, what, value, scene)
        case "gone" if line is not None:
            return await _removed(line, scene)
        case _ if choice:
            return await _all(scene, skills, said=profile_cards.GONE)
        case _:
            return None


async def _changed(line: Skill, what: str, value: str, scene: Scene) -> Outcome:
    """The person's own act on their own line: done at once, and shown."""
    match what:
        case "set":
            new = dataclasses.replace(line, level=Level(value))
        case "see":
            new = dataclasses.replace(line, visibility=Visibility(value))
        case _:
            new = dataclasses.replace(line, teaches=not line.teaches)
    new = dataclasses.replace(new, confirmed_at=scene.now)
    await scene.stores.people.change_skill(new)
    await profile.index(scene.asker, scene.stores, scene.knowledge)
    outcome = _asks(profile_cards.of_line(new, view="line", said=profile_cards.CHANGED), new)
    return dataclasses.replace(outcome, effect=Effect.WRITES)


async def _removed(line: Skill, scene: Scene) -> Outcome:
    await scene.stores.people.remove_skill(line.id)
    person = profile.without(
        scene.asker, [line.text], stored=scene.knowledge.person(scene.asker.id)
    )
    await scene.stores.people.put(person)
    await profile.index(person, scene.stores, scene.knowledge)
    left = await scene.stores.people.skills(scene.asker.id)
    outcome = await _all(scene, left, said=profile_cards.removed(line))
    return dataclasses.replace(outcome, effect=Effect.WRITES)


async def _all(scene: Scene, skills: Sequence[Skill], *, said: str = "") -> Outcome:
    wishes = await scene.stores.wishes.of(scene.asker.id)
    return await shown(scene, skills, wishes, said=said)


def _asks(reply: Reply, line: Skill) -> Outcome:
    return Outcome(reply=reply, asks=_state(line.id))


def _state(line: int = 0) -> JSON:
    return {"kind": Kind.PROFILE, "line": str(line), "offers": True}


async def _is_busy(scene: Scene) -> bool:
    """Whether a question waits, which the card's buttons would put aside."""
    conversation = scene.incoming.conversation
    waiting = await scene.stores.talks.current(conversation, scene.asker.id, now=scene.now)
    return waiting is not None and not waiting.state.get("offers")
