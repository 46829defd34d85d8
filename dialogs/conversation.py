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
from dialogs.asker import declared, meet
from dialogs.messages import NO, YES, Incoming, Reply
from dialogs.routing import topic_of, topic_of_state
from dialogs.scene import Effect, Intent, IntentName, Outcome, Scene, Topic
from dialogs.understand import ANSWERS, UNSURE, meant_by, understand
from storage.database import Database, Stores
from storage.records import (
    JSON,
    Opening,
    Person,
    Place,
    Reference,
    Role,
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
            asker = await meet(incoming.sender, stores)
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
            skills=await declared(scene),
            question=question.state if question and not question.state.get("offers") else None,
            subject=subject,
        )
        if question is not None:
            outcome = await self._resume(question.state, intent, scene)
            if outcome is not None:
                intent = _taken_by(question.state, intent, asks=True)
                return await self._keep(intent, outcome, scene, answered=question)
        if subject is not None:
            outcome = await self._resume(subject, intent, scene)
            if outcome is not None:
                intent = _taken_by(subject, intent, asks=False)
                return await self._keep(intent, outcome, scene, answered=None)
        return await self._new(intent, question, scene)

    async def _new(self, intent: Intent, question: Talk | None, scene: Scene) -> Turned:
        """Something new. What was asked stays open, unless it only asked what is meant."""
        if question is not None and intent.name is IntentName.CANCEL:
            outcome = Outcome(reply=texts.cancelled())
            return await self._keep(intent, outcome, scene, answered=question)
        passing = question if question is not None and _only_asks_what_is_meant(question) else None
        waiting = question if question is not passing else None
        if waiting is not None and intent.name in ANSWERS:
            return Turned(reply=texts.no_answer(), intent=intent.name)
        choices = texts.offered(intent.slots.get("alternatives", ()))
        if intent.confidence < UNSURE and choices and intent.name not in ANSWERS:
            if waiting is not None:
                # Asking what is meant would take the place of what was asked.
                return Turned(reply=texts.no_answer(), intent=intent.name)
            return await self._keep(intent, _which(intent.text, choices), scene, answered=passing)
        outcome = await self._topics[topic_of(intent)].start(intent, scene)
        outcome = dataclasses.replace(outcome, reply=texts.with_way_on(outcome.reply, intent.text))
        turned = await self._keep(intent, outcome, scene, answered=passing)
        if waiting is None or waiting.expires_at > scene.now + OPENED_BY_A_PERSON:
            return turned
        note = texts.still_waiting if outcome.asks is None else texts.left_aside
        return dataclasses.replace(turned, reply=note(turned.reply))

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


def _which(text: str, names: Sequence[IntentName]) -> Outcome:
    """Asks which of several readings is meant."""
    state = {"kind": "conversation.which", "text": text, "names": list(names)}
    return Outcome(reply=texts.which(names), effect=Effect.ASKS, asks=state)


def _meaning(choice: str) -> IntentName:
    return {YES: IntentName.CONFIRM, NO: IntentName.CANCEL}.get(choice, IntentName.CHOICE)


def _taken_by(state: JSON, intent: Intent, *, asks: bool) -> Intent:
    """A message that an open talk took means what the talk is about: « fin avril », « 3 sur 5 »."""
    meant = None if intent.name in ANSWERS else meant_by(state, asks=asks)
    return dataclasses.replace(intent, name=meant) if meant else intent


def _only_asks_what_is_meant(question: Talk) -> bool:
    """Such a question, or a card that only offers something, passes when something else is said."""
    return topic_of_state(question.state) == "conversation" or bool(question.state.get("offers"))


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
