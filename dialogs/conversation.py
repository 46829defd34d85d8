"""One turn: who speaks, what is open, what it means, which topic answers, what stays open.

Everything happens in one transaction; the reply leaves after the commit. An activity that comes a
second time gets the first answer and has no second effect.
"""

import asyncio
import dataclasses
import logging
import secrets
import weakref
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from dialogs import texts
from dialogs.messages import NO, YES, Incoming, Reply, Sender
from dialogs.remembered import Remembered
from dialogs.routing import topic_of, topic_of_state
from dialogs.scene import Effect, Intent, IntentName, Outcome, Scene, Topic
from dialogs.understand import UNSURE, understand
from storage.database import Database, Stores
from storage.records import (
    JSON,
    Knowledge,
    Opening,
    Person,
    Place,
    Reference,
    Role,
    Skill,
    Talk,
    Turn,
)

log = logging.getLogger(__name__)

MAX_CHARACTERS = 10_000
OPENED_BY_A_PERSON = timedelta(minutes=30)  # a question; and how long a subject is remembered


@dataclass(frozen=True, slots=True, kw_only=True)
class Turned:
    """What a turn did, for its sender and for whoever measures."""

    reply: Reply
    intent: IntentName
    effect: Effect = Effect.NONE
    about: JSON | None = None
    repeated: bool = False


class _Repeated(Exception):
    """Another delivery of the same activity was answered first."""


class Conversation:
    """All talks of the town. `topics` are by name: experts, programme, actions, account, help."""

    def __init__(
        self,
        *,
        database: Database,
        topics: Mapping[str, Topic],
        admins: frozenset[str] = frozenset(),
    ) -> None:
        self._database = database
        self._topics = topics
        self._admins = admins
        # Two messages of one person in one place are answered one after the other.
        self._order: weakref.WeakValueDictionary[str, asyncio.Lock] = weakref.WeakValueDictionary()
        self._known: dict[str, Reference] = {}

    async def turn(
        self, incoming: Incoming, *, now: datetime, reference: Reference | None = None
    ) -> Turned:
        """Answers one message or click; remembers how to reach its conversation again."""
        order = self._order.setdefault(
            f"{incoming.conversation}\n{incoming.sender.aad_id}", asyncio.Lock()
        )
        async with order:
            try:
                turned, reference = await self._database.transact(
                    lambda stores: self._once(incoming, stores, now=now, reference=reference)
                )
            except _Repeated:
                return await self._again(incoming)
            if reference is not None:
                self._known[reference.conversation] = reference
            return turned

    async def _once(
        self, incoming: Incoming, stores: Stores, *, now: datetime, reference: Reference | None
    ) -> tuple[Turned, Reference | None]:
        """The turn, and the reference as it is stored now."""
        opening = await stores.turns.opening(
            incoming.conversation, incoming.sender.aad_id, now=now, lasts=OPENED_BY_A_PERSON
        )
        knowledge = await self._database.knowledge(stores, revision=opening.revision)
        asker = knowledge.person(opening.person_id)
        if asker is None:
            asker = await _meet(incoming.sender, stores)
            knowledge = await self._database.knowledge(stores)
        if incoming.sender.aad_id in self._admins:
            asker = dataclasses.replace(asker, role=Role.ADMIN)
        if reference is not None:
            reference = await self._remember(reference, asker, stores)
        scene = Scene(asker=asker, incoming=incoming, stores=stores, knowledge=knowledge, now=now)
        turned = await self._answer(scene, opening)
        if not await stores.turns.put(await _memory(turned, scene)):
            raise _Repeated
        return turned, reference

    async def _again(self, incoming: Incoming) -> Turned:
        async with self._database.read() as stores:
            turn = await stores.turns.get(incoming.conversation, incoming.activity_id)
        reply = Reply.from_json(turn.reply) if turn and turn.reply else texts.already_answered()
        return Turned(reply=reply, intent=IntentName.HELP, repeated=True)

    async def _remember(self, reference: Reference, asker: Person, stores: Stores) -> Reference:
        if reference.place is Place.PERSONAL:
            reference = dataclasses.replace(reference, person_id=asker.id)
        if self._known.get(reference.conversation) != reference:
            await stores.references.put(reference)
        return reference

    async def _answer(self, scene: Scene, opening: Opening) -> Turned:
        incoming = scene.incoming
        if len(incoming.text) > MAX_CHARACTERS:
            return Turned(reply=texts.too_long(MAX_CHARACTERS), intent=IntentName.OUT_OF_SCOPE)
        if incoming.click is not None:
            return await self._click(incoming.click.key, incoming.click.choice, scene)
        return await self._message(scene, opening.question, opening.about)

    async def _click(self, key: str, choice: str, scene: Scene) -> Turned:
        """A button of a question: it counts once, for the person asked, while it is open."""
        talk = await scene.stores.talks.get(key)
        intent = Intent(name=_meaning(choice), text=choice, slots={"choice": choice})
        if talk is None or talk.expires_at <= scene.now:
            return Turned(reply=texts.old_card(), intent=intent.name)
        if talk.person_id != scene.asker.id:
            return Turned(reply=texts.not_yours(), intent=intent.name)
        if talk.closed:
            reply = texts.already_settled(talk.closed_at, scene.now)
            return Turned(reply=reply, intent=intent.name)
        outcome = await self._resume(talk.state, intent, scene)
        if outcome is None:
            return Turned(reply=texts.old_card(), intent=intent.name)
        return await self._keep(intent, outcome, scene, answered=talk)

    async def _message(self, scene: Scene, question: Talk | None, subject: JSON | None) -> Turned:
        """A sentence: an answer to what is open, a follow-up of the subject, or something new."""
        intent = understand(
            scene.incoming.text,
            scene.knowledge,
            asker=scene.asker,
            skills=await _declared(scene),
            question=question.state if question else None,
            subject=subject,
        )
        if question is not None:
            outcome = await self._resume(question.state, intent, scene)
            if outcome is not None:
                return await self._keep(intent, outcome, scene, answered=question)
        if subject is not None:
            outcome = await self._resume(subject, intent, scene)
            if outcome is not None:
                return await self._keep(intent, outcome, scene, answered=None)
        return await self._new(intent, question, scene)

    async def _new(self, intent: Intent, question: Talk | None, scene: Scene) -> Turned:
        if question is not None and intent.name is IntentName.CANCEL:
            outcome = Outcome(reply=texts.cancelled())
            return await self._keep(intent, outcome, scene, answered=question)
        choices = intent.slots.get("alternatives", ())
        if intent.confidence < UNSURE and len(choices) > 1:
            return await self._keep(intent, _which(intent.text, choices), scene, answered=None)
        outcome = await self._topics[topic_of(intent)].start(intent, scene)
        turned = await self._keep(intent, outcome, scene, answered=None)
        if question is not None and outcome.asks is None:
            return dataclasses.replace(turned, reply=texts.still_waiting(turned.reply))
        return turned

    async def _resume(self, state: JSON, intent: Intent, scene: Scene) -> Outcome | None:
        name = topic_of_state(state)
        if name == "conversation":
            return await self._meant(state, intent, scene)
        topic = self._topics.get(name)
        # A state that an older release opened and this one no longer knows.
        return await topic.resume(state, intent, scene) if topic else None

    async def _meant(self, state: JSON, intent: Intent, scene: Scene) -> Outcome | None:
        """The answer to « vouliez-vous dire … ? »."""
        if intent.name is IntentName.CONFIRM:
            return _which(state["text"], [IntentName(name) for name in state["names"]])
        choice = intent.slots.get("choice") or texts.chosen(intent.text)
        if choice not in set(IntentName):
            return None
        again = understand(state["text"], scene.knowledge, asker=scene.asker)
        meant = dataclasses.replace(again, name=IntentName(choice), confidence=1.0)
        return await self._topics[topic_of(meant)].start(meant, scene)

    async def _keep(
        self, intent: Intent, outcome: Outcome, scene: Scene, *, answered: Talk | None
    ) -> Turned:
        """Closes what was answered, opens what is asked, hands on the subject."""
        if answered is not None:
            await scene.stores.talks.close(
                answered.key, closed=intent.text[:80] or intent.name, at=scene.now
            )
        reply = outcome.reply
        if outcome.asks is not None:
            talk = _talk(outcome.asks, scene)
            await scene.stores.talks.open(talk)
            reply = dataclasses.replace(reply, key=talk.key)
        return Turned(reply=reply, intent=intent.name, effect=outcome.effect, about=outcome.about)


async def _meet(sender: Sender, stores: Stores) -> Person:
    """A person's first message: linked to the imported agent with the same address, else added."""
    imported = await stores.people.by_email(sender.email) if sender.email else None
    if imported is not None and imported.aad_id is None and not sender.guest:
        person = dataclasses.replace(imported, aad_id=sender.aad_id)
    else:
        person = Person(
            id=sender.aad_id,
            name=sender.name,
            email=sender.email,
            aad_id=sender.aad_id,
            guest=sender.guest,
        )
    await stores.people.put(person)
    log.info("person met", extra={"imported": imported is not None})
    return person


def _which(text: str, names: Sequence[IntentName]) -> Outcome:
    """Asks which of several readings is meant."""
    state = {"kind": "conversation.which", "text": text, "names": list(names)}
    return Outcome(reply=texts.which(names), effect=Effect.ASKS, asks=state)


def _meaning(choice: str) -> IntentName:
    return {YES: IntentName.CONFIRM, NO: IntentName.CANCEL}.get(choice, IntentName.CHOICE)


async def _declared(scene: Scene) -> tuple[Skill, ...]:
    """The asker's own lines, read once for each revision of what is known."""
    known = _skills_of(scene.knowledge)
    if scene.asker.id not in known:
        known[scene.asker.id] = await scene.stores.people.skills(scene.asker.id)
    return known[scene.asker.id]


def _no_skills_yet(_knowledge: Knowledge) -> dict[str, tuple[Skill, ...]]:
    return {}


_skills_of = Remembered(_no_skills_yet)


async def _memory(turned: Turned, scene: Scene) -> Turn:
    """The turn as it is kept; nothing of somebody who has just been erased."""
    person_id: str | None = scene.asker.id
    if turned.effect is Effect.WRITES and await scene.stores.people.get(scene.asker.id) is None:
        person_id = None
    return Turn(
        conversation=scene.incoming.conversation,
        activity_id=scene.incoming.activity_id,
        person_id=person_id,
        reply=turned.reply.to_json(),
        about=turned.about,
        at=scene.now,
    )


def _talk(state: JSON, scene: Scene) -> Talk:
    return Talk(
        key=secrets.token_urlsafe(16),
        conversation=scene.incoming.conversation,
        person_id=scene.asker.id,
        state=state,
        expires_at=scene.now + OPENED_BY_A_PERSON,
    )
