"""Answers about one's own data, erasure and roles (« my_profile » with an `op`, see `flow.takes`)."""

from collections.abc import Sequence

from dialogs.account import texts
from dialogs.account.flow import (
    Kind,
    Op,
    asks_erase,
    asks_forget,
    asks_role,
    asks_which,
    chosen,
    meant,
    takes,
    wanted_role,
)
from dialogs.scene import Effect, Intent, IntentName, Outcome, Scene
from storage.records import JSON, Person, Place, Role

__all__ = ["resume", "start", "takes"]


async def start(intent: Intent, scene: Scene) -> Outcome:
    """Answers a new message that `takes` said yes to."""
    match Op(intent.slots["op"]):
        case Op.DATA:
            return await _data(scene)
        case Op.ERASE:
            return await _ask_erase(scene)
        case Op.SHOW_ROLES:
            return Outcome(reply=texts.roles(await _with_roles(scene)))
        case (Op.SET_ROLE | Op.FORGET_PERSON) as op:
            return await _for_somebody(op, intent, scene)


async def resume(state: JSON, intent: Intent, scene: Scene) -> Outcome | None:
    """Goes on after a question; None when the message is about something else."""
    if intent.name is IntentName.CANCEL:
        return Outcome(reply=texts.left_as_is())
    kind = Kind(state["kind"])
    if kind is Kind.WHICH:
        return await _chosen(state, intent, scene)
    if intent.name is not IntentName.CONFIRM:
        return None
    if kind is Kind.ERASE:
        await scene.stores.people.erase(scene.asker.id)
        return Outcome(reply=texts.erased(), effect=Effect.WRITES)
    return await _confirmed(kind, state, scene)


async def _data(scene: Scene) -> Outcome:
    if scene.incoming.place is not Place.PERSONAL:
        return Outcome(reply=texts.data_elsewhere())
    me, stores = scene.asker, scene.stores
    skills = await stores.people.skills(me.id)
    told = {me.name, me.job_title, me.service, *me.disciplines, *me.languages}
    told |= {skill.text for skill in skills} | {venue.name for venue in scene.knowledge.venues}
    told |= {group.name for group in scene.knowledge.groups}
    lines = dict.fromkeys(line.text for line in await stores.experts.of(me.id))
    others = [line for line in lines if line not in told]
    waiting = await stores.relays.open_of(me.id, now=scene.now)
    asked = [relay.question for relay in waiting]
    return Outcome(reply=texts.data(me, skills, scene.knowledge, lines=others, asked=asked))


async def _ask_erase(scene: Scene) -> Outcome:
    last = scene.asker.role is Role.ADMIN and len(await _administrators(scene)) == 1
    reply = texts.confirm_erase(last_administrator=last)
    return Outcome(reply=reply, effect=Effect.ASKS, asks=asks_erase())


async def _for_somebody(op: Op, intent: Intent, scene: Scene) -> Outcome:
    if scene.asker.role is not Role.ADMIN:
        return Outcome(reply=texts.not_allowed(await _administrators(scene)))
    role = wanted_role(intent)
    if op is Op.SET_ROLE and role is None:
        return Outcome(reply=texts.which_role())
    people = meant(intent.text, scene.knowledge.people)
    if not people:
        return Outcome(reply=texts.who_is_meant())
    if len(people) > 1:
        asks = asks_which(op, people, role=role)
        return Outcome(reply=texts.which_person(people), effect=Effect.ASKS, asks=asks)
    return await _ask(op, people[0], role, scene)


async def _ask(op: Op, person: Person, role: Role | None, scene: Scene) -> Outcome:
    """The question before the deed, unless the deed makes no sense."""
    if op is Op.FORGET_PERSON and person.id == scene.asker.id:
        return await _ask_erase(scene)
    if op is Op.FORGET_PERSON or role is None:
        reply, asks = texts.confirm_forget(person), asks_forget(person)
        return Outcome(reply=reply, effect=Effect.ASKS, asks=asks)
    if person.role is role:
        return Outcome(reply=texts.role_held(person, role))
    if await _is_last_administrator(person, scene):
        return Outcome(reply=texts.last_administrator(person))
    reply, asks = texts.confirm_role(person, role), asks_role(person, role)
    return Outcome(reply=reply, effect=Effect.ASKS, asks=asks)


async def _chosen(state: JSON, intent: Intent, scene: Scene) -> Outcome | None:
    person = chosen(intent, state["people"], scene.knowledge.people)
    if person is None:
        return None
    role = Role(state["role"]) if state["role"] else None
    return await _ask(Op(state["op"]), person, role, scene)


async def _confirmed(kind: Kind, state: JSON, scene: Scene) -> Outcome:
    """Does what was asked, if the asker still may and the person still is there."""
    people = scene.stores.people
    person = await people.get(state["person"])
    if person is None:
        return Outcome(reply=texts.gone())
    if scene.asker.role is not Role.ADMIN:
        return Outcome(reply=texts.not_allowed(await _administrators(scene)))
    if await _is_last_administrator(person, scene):
        return Outcome(reply=texts.last_administrator(person))
    if kind is Kind.FORGET:
        await people.erase(person.id)
        return Outcome(reply=texts.forgotten(person), effect=Effect.WRITES)
    role = Role(state["role"])
    await people.set_role(person.id, role)
    return Outcome(reply=texts.role_set(person, role), effect=Effect.WRITES)


async def _with_roles(scene: Scene) -> Sequence[Person]:
    return await scene.stores.people.with_role(Role.COORDINATOR, Role.ADMIN)


async def _administrators(scene: Scene) -> Sequence[Person]:
    return await scene.stores.people.with_role(Role.ADMIN)


async def _is_last_administrator(person: Person, scene: Scene) -> bool:
    return person.role is Role.ADMIN and len(await _administrators(scene)) == 1
