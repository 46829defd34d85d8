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
from dialogs.routing import topic_of, topic_of_state
from dialogs.scene import Effect, Intent, IntentName, Outcome, Scene, Topic
from dialogs.understand import UNSURE, understand
from storage.database import Database, Stores
from storage.records import JSON, Person, Place, Reference, Role, Talk

log = logging.getLogger(__name__)

MAX_CHARACTERS = 10_000
OPENED_BY_A_PERSON = timedelta(minutes=30)


@dataclass(frozen=True, slots=True, kw_only=True)
class Turned:
    """What a turn did, for its sender and for whoever measures."""

    reply: Reply
    intent: IntentName
    effect: Effect = Effect.NONE
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
                return await self._once(incoming, now=now, reference=reference)
            except _Repeated:
                return await self._again(incoming)

    async def _once(
        self, incoming: Incoming, *, now: datetime, reference: Reference | None
    ) -> Turned:
        async with self._database.begin() as stores:
            asker = await self._asker(incoming.sender, stores)
            if reference is not None:
                reference = await self._remember(reference, asker, stores)
            turned = await self._answer(incoming, asker, stores, now=now)
            new = await stores.turns.put(
                incoming.conversation,
                incoming.activity_id,
                reply=turned.reply.to_json(),
                at=now,
            )
            if not new:
                raise _Repeated
        if reference is not None:
            self._known[reference.conversation] = reference
        return turned

    async def _again(self, incoming: Incoming) -> Turned:
        async with self._database.read() as stores:
            turn = await stores.turns.get(incoming.conversation, incoming.activity_id)
        reply = Reply.from_json(turn.reply) if turn and turn.reply else texts.already_answered()
        return Turned(reply=reply, intent=IntentName.HELP, repeated=True)

    async def _asker(self, sender: Sender, stores: Stores) -> Person:
        knowledge = await self._database.knowledge(stores)
        person = knowledge.by_aad_id(sender.aad_id)
        if person is None:
            person = await _meet(sender, stores)
        if sender.aad_id in self._admins:
            return dataclasses.replace(person, role=Role.ADMIN)
        return person

    async def _remember(self, reference: Reference, asker: Person, stores: Stores) -> Reference:
        if reference.place is Place.PERSONAL:
            reference = dataclasses.replace(reference, person_id=asker.id)
        if self._known.get(reference.conversation) != reference:
            await stores.references.put(reference)
        return reference

    async def _answer(
        self, incoming: Incoming, asker: Person, stores: Stores, *, now: datetime
    ) -> Turned:
        if len(incoming.text) > MAX_CHARACTERS:
            return Turned(reply=texts.too_long(MAX_CHARACTERS), intent=IntentName.OUT_OF_SCOPE)
        scene = Scene(
            asker=asker,
            incoming=incoming,
            stores=stores,
            knowledge=await self._database.knowledge(stores),
            now=now,
        )
        if incoming.click is not None:
            return await self._click(incoming.click.key, incoming.click.choice, scene)
        return await self._message(scene)

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
        outcome = await self._resume(talk, intent, scene)
        if outcome is None:
            return Turned(reply=texts.old_card(), intent=intent.name)
        return await self._keep(intent, outcome, scene, answered=talk)

    async def _message(self, scene: Scene) -> Turned:
        """A sentence: an answer to what is open, a follow-up of the subject, or something new."""
        question, subject = await scene.stores.talks.current(
            scene.incoming.conversation, scene.asker.id, now=scene.now
        )
        intent = understand(
            scene.incoming.text,
            scene.knowledge,
            asker=scene.asker,
            skills=await scene.stores.people.skills(scene.asker.id),
            question=question.state if question else None,
            subject=subject.state if subject else None,
        )
        for talk in (question, subject):
            outcome = await self._resume(talk, intent, scene) if talk else None
            if outcome is not None:
                return await self._keep(intent, outcome, scene, answered=talk)
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

    async def _resume(self, talk: Talk, intent: Intent, scene: Scene) -> Outcome | None:
        name = topic_of_state(talk.state)
        if name == "conversation":
            return await self._meant(talk.state, intent, scene)
        topic = self._topics.get(name)
        # A state that an older release opened and this one no longer knows.
        return await topic.resume(talk.state, intent, scene) if topic else None

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
        """Closes what was answered, opens what is asked, remembers the subject."""
        if answered is not None and answered.asks:
            await scene.stores.talks.close(
                answered.key, closed=intent.text[:80] or intent.name, at=scene.now
            )
        reply = outcome.reply
        if outcome.asks is not None:
            talk = _talk(outcome.asks, scene, asks=True)
            await scene.stores.talks.open(talk)
            reply = dataclasses.replace(reply, key=talk.key)
        if outcome.about is not None:
            await scene.stores.talks.open(_talk(outcome.about, scene, asks=False))
        return Turned(reply=reply, intent=intent.name, effect=outcome.effect)


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


def _talk(state: JSON, scene: Scene, *, asks: bool) -> Talk:
    return Talk(
        key=secrets.token_urlsafe(16),
        conversation=scene.incoming.conversation,
        person_id=scene.asker.id,
        state=state,
        asks=asks,
        expires_at=scene.now + OPENED_BY_A_PERSON,
    )
