"""Peer training in conversation: to pass on, to learn, and what is in demand."""

import dataclasses
from collections.abc import Sequence

from dialogs.experts import find, flow, peer_texts, sharing
from dialogs.experts.flow import Kind
from dialogs.experts.search import Found
from dialogs.experts.viewing import Viewer
from dialogs.french.words import fold
from dialogs.scene import Effect, Intent, Outcome, Scene
from dialogs.understand.sharing import Sharing, Wanted
from dialogs.understand.sharing import sharing as shared_in
from storage.records import JSON, Person, Role, Skill
from storage.sharing import Wish

MOST_WISHES = 20


def takes(intent: Intent) -> bool:
    """Whether a message is about peer training."""
    return "share" in intent.slots


async def start(intent: Intent, scene: Scene) -> Outcome:
    """Answers such a message."""
    shared = shared_in(intent.text)
    if shared is None:  # the intent says so, and the shape does not: nothing to go by
        return Outcome(reply=peer_texts.what_subject())
    match shared.wanted:
        case Wanted.DEMAND:
            return await _demand(shared, scene)
        case Wanted.LEARN:
            return await _learn(shared, scene)
        case Wanted.STOP_LEARNING:
            return await _stop_learning(shared, scene)
        case Wanted.TEACH | Wanted.STOP_TEACHING:
            return await _teach(shared, intent, scene)


async def kept_wishes(state: JSON, scene: Scene) -> Outcome:
    """Keeps what somebody wants to learn, and names who is glad to pass it on."""
    stores = scene.stores
    for text in state["wishes"]:
        await stores.wishes.add(Wish(person_id=scene.asker.id, text=text, wished_at=scene.now))
    teachers = [await _teachers(text, scene) for text in state["wishes"]]
    pairs = list(zip(state["wishes"], teachers, strict=True))
    reply = peer_texts.wished(pairs, scene.knowledge, today=scene.today)
    return Outcome(reply=reply, effect=Effect.WRITES)


async def waiting(lines: Sequence[Skill], scene: Scene) -> dict[str, int]:
    """For each line that somebody passes on: how many others want to learn it."""
    taught = [line.text for line in lines if line.teaches]
    wishes = await scene.stores.wishes.all() if taught else ()
    counts = {
        text: len(
            {
                wish.person_id
                for wish in wishes
                if wish.person_id != scene.asker.id and sharing.same_subject(text, wish.text)
            }
        )
        for text in taught
    }
    return {text: count for text, count in counts.items() if count}


async def _learn(shared: Sharing, scene: Scene) -> Outcome:
    if not shared.subjects:
        return Outcome(reply=peer_texts.what_subject())
    known = {fold(wish.text) for wish in await scene.stores.wishes.of(scene.asker.id)}
    new = [text[: flow.LONGEST_LINE] for text in shared.subjects if fold(text) not in known]
    if not new:
        return Outcome(reply=peer_texts.wished_before(shared.subjects))
    if len(known) + len(new) > MOST_WISHES:
        return Outcome(reply=peer_texts.too_many(MOST_WISHES))
    state = {"kind": Kind.WISH, "wishes": new}
    return Outcome(reply=peer_texts.confirm_wish(new), effect=Effect.ASKS, asks=state)


async def _stop_learning(shared: Sharing, scene: Scene) -> Outcome:
    """Taken back at once: nothing of others depends on it."""
    mine = await scene.stores.wishes.of(scene.asker.id)
    gone = [
        wish
        for wish in mine
        if not shared.subjects
        or any(sharing.same_subject(text, wish.text) for text in shared.subjects)
    ]
    for wish in gone:
        await scene.stores.wishes.remove(wish.id)
    reply = peer_texts.wish_removed([wish.text for wish in gone])
    return Outcome(reply=reply, effect=Effect.WRITES if gone else Effect.NONE)


async def _teach(shared: Sharing, intent: Intent, scene: Scene) -> Outcome:
    skills = await scene.stores.people.skills(scene.asker.id)
    teaches = shared.wanted is Wanted.TEACH
    if not shared.subjects and not skills:
        return Outcome(reply=peer_texts.what_subject())
    if not shared.subjects and not teaches:
        lines = [dataclasses.replace(one, teaches=False) for one in skills if one.teaches]
        return flow.propose(lines) if lines else Outcome(reply=peer_texts.teaches_nothing())
    if not shared.subjects:
        return Outcome(reply=peer_texts.what_subject())
    return flow.taught(intent, shared.subjects, scene.asker, skills, teaches=teaches)


async def _demand(shared: Sharing, scene: Scene) -> Outcome:
    wanted = sharing.demands(await scene.stores.wishes.all())
    if shared.subjects:
        wanted = tuple(
            one
            for one in wanted
            if any(sharing.same_subject(text, one.subject) for text in shared.subjects)
        )
    rows = []
    for one in wanted[: peer_texts.SHOWN]:
        teachers = await _teachers(one.subject, scene)
        learners = [person for each in one.people if (person := scene.knowledge.person(each))]
        rows.append((one, teachers, learners if _may_see(scene.asker, teachers) else []))
    more = len(wanted) - len(rows)
    return Outcome(reply=peer_texts.demand(rows, more=more, asked=shared.subjects))


def _may_see(asker: Person, teachers: Sequence[Found]) -> bool:
    """Who wants to learn is named to those who pass it on, and to coordination."""
    return asker.role is not Role.AGENT or any(one.person.id == asker.id for one in teachers)


async def _teachers(subject: str, scene: Scene) -> list[Found]:
    """Who is glad to pass a subject on: affirmed by the ordinary search, by a line that says so."""
    viewer = Viewer(person=scene.asker, place=scene.incoming.place)
    _, ranking = await find.find(
        f"qui peut m'apprendre {subject}",
        scene.stores,
        scene.knowledge,
        viewer=viewer,
        today=scene.today,
    )
    return [one for one in ranking.people if any(line.teaches for line in one.why)]
