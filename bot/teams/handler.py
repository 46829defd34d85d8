"""botbuilder's Teams handler: each activity is read, brought to the house, and answered."""

import asyncio
import logging
import traceback
from collections.abc import Awaitable, Sequence
from typing import Protocol, TypeVar, assert_never

from botbuilder.core import InvokeResponse, TurnContext
from botbuilder.core.teams import TeamsActivityHandler
from botbuilder.schema import Activity

from bot.teams import activities, consent, outgoing, texts
from bot.teams.adapter import wrap
from bot.teams.consent import Consent, Handed
from bot.teams.events import (
    Anonymous,
    Change,
    Ignored,
    Install,
    MembersAdded,
    MembersRemoved,
    Removal,
    Sought,
    Spoken,
    StaleCard,
    TooLong,
)
from dialogs.messages import Entry, Incoming, Reply, Sender, say
from storage.records import Reference

T = TypeVar("T")

log = logging.getLogger(__name__)


class House(Protocol):
    """What is behind the door. Each call is one transaction, committed when it returns."""

    async def turn(self, incoming: Incoming, reference: Reference) -> Reply | None:
        """Answers a message or a click. Teams may repeat both: `incoming.activity_id` tells."""
        ...

    async def sought(self, sought: Sought) -> Sequence[Entry]:
        """People to show in somebody's message, for whoever may read it."""
        ...

    async def consented(self, given: Consent) -> Handed:
        """Hands a file over to somebody who was asked; twice is once."""
        ...

    async def installed(self, install: Install, reference: Reference) -> Reply | None:
        """Remembers the conversation; may welcome, once for the two events that tell it."""
        ...

    async def removed(self, removal: Removal, reference: Reference) -> None:
        """Falls silent there."""
        ...

    async def members_added(
        self, people: tuple[Sender, ...], reference: Reference
    ) -> Reply | None:
        """Takes note of who came."""
        ...

    async def members_removed(self, people: tuple[Sender, ...], reference: Reference) -> None:
        """Takes note of who left."""
        ...


class Trouble(Exception):
    """A turn that ended badly, with the sentence that the person gets."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class Handler(TeamsActivityHandler):
    """Never raises for what the house does: the person gets a sentence, the log the place.

    `patience` is how long, in seconds, a turn may take.
    """

    def __init__(self, house: House, *, patience: float = 10.0) -> None:
        super().__init__()
        self._house = house
        self._patience = patience

    async def on_message_activity(self, turn_context: TurnContext) -> None:
        """A message, or a click that an older client sends as one."""
        activity = turn_context.activity
        try:
            reply = await self._answer(activities.message(activity), activity)
        except Trouble as trouble:
            reply = say(trouble.sentence)
        if reply:
            await _say(reply, turn_context)

    async def on_invoke_activity(self, turn_context: TurnContext) -> InvokeResponse:
        """A click on a card; the other invokes are features that the manifest does not ask for."""
        match turn_context.activity.name:
            case "adaptiveCard/action":
                return InvokeResponse(status=200, body=await self._clicked(turn_context))
            case "composeExtension/query":
                return InvokeResponse(status=200, body=await self._sought(turn_context))
            case consent.INVOKE:
                await self._handed(turn_context)
                return InvokeResponse(status=200, body={})
            case "message/submitAction":
                return InvokeResponse(status=200, body={})
            case _:
                return InvokeResponse(status=501)

    async def on_installation_update(self, turn_context: TurnContext) -> None:
        """The app was added, removed or upgraded."""
        await self._changed(activities.installation(turn_context.activity), turn_context)

    async def on_conversation_update_activity(self, turn_context: TurnContext) -> None:
        """Somebody came or went. The base class would ask the roster, blocking the event loop."""
        await self._changed(activities.roster(turn_context.activity), turn_context)

    async def on_message_update_activity(self, turn_context: TurnContext) -> None:
        """An edited message was answered as it was."""

    async def on_message_delete_activity(self, turn_context: TurnContext) -> None:
        """A deleted message was answered."""

    async def on_event_activity(self, turn_context: TurnContext) -> None:
        """Read receipts and meetings are not ours."""

    async def _clicked(self, turn_context: TurnContext) -> dict[str, object]:
        activity = turn_context.activity
        event = activities.card_action(activity)
        if isinstance(event, StaleCard):
            return outgoing.invoke_error(texts.STALE_CARD, status=400)
        try:
            reply = await self._answer(event, activity)
        except Trouble as trouble:
            return outgoing.invoke_error(trouble.sentence)
        if isinstance(event, Incoming) and event.click:
            await _offer(reply, turn_context)
            return outgoing.invoke_response(reply)
        # A sentence said by a button is answered like a typed one: the card stays for the others.
        if reply:
            await _say(reply, turn_context)
        return outgoing.invoke_message(texts.ANSWERED_BELOW)

    async def _sought(self, turn_context: TurnContext) -> dict[str, object]:
        activity = turn_context.activity
        asked = activities.search(activity)
        if isinstance(asked, Anonymous):
            return outgoing.search_message(texts.NO_IDENTITY)
        if not asked.text:
            return outgoing.search_message(texts.SEEK_HINT)
        try:
            people = await self._within(self._house.sought(asked), activity)
        except Trouble as trouble:
            return outgoing.search_message(trouble.sentence)
        return outgoing.search_results(people, nobody=texts.nobody_for(asked.text))

    async def _handed(self, turn_context: TurnContext) -> None:
        given = consent.read(turn_context.activity.value)
        if given is None:
            await _say(say(texts.STALE_CARD), turn_context)
            return
        try:
            became = await self._within(self._house.consented(given), turn_context.activity)
        except Trouble as trouble:
            await _say(say(trouble.sentence), turn_context)
            return
        match became:
            case Handed.TAKEN:
                await turn_context.send_activity(wrap(consent.info(given)))
            case Handed.DECLINED:
                await _say(say(texts.FILE_DECLINED), turn_context)
            case Handed.GONE:
                await _say(say(texts.FILE_GONE), turn_context)
            case Handed.FAILED:
                await _say(say(texts.FILE_FAILED), turn_context)
            case _:
                assert_never(became)

    async def _answer(self, event: Spoken, activity: Activity) -> Reply | None:
        match event:
            case Incoming():
                turn = self._house.turn(event, activities.reference(activity))
                return await self._within(turn, activity)
            case TooLong(length=length):
                return say(texts.too_long(length, limit=activities.LONGEST_TEXT))
            case StaleCard():
                return say(texts.STALE_CARD)
            case Anonymous():
                return say(texts.NO_IDENTITY)
            case Ignored():
                return None
            case _:
                assert_never(event)

    async def _changed(self, event: Change, turn_context: TurnContext) -> None:
        activity = turn_context.activity
        try:
            reply = await self._within(self._take(event, activities.reference(activity)), activity)
        except Trouble:
            return  # logged; nobody asked anything
        if reply:
            await _say(reply, turn_context)

    async def _take(self, event: Change, reference: Reference) -> Reply | None:
        match event:
            case Install():
                return await self._house.installed(event, reference)
            case Removal():
                await self._house.removed(event, reference)
            case MembersAdded(people=people):
                return await self._house.members_added(people, reference)
            case MembersRemoved(people=people):
                await self._house.members_removed(people, reference)
            case Ignored():
                pass
            case _:
                assert_never(event)
        return None

    async def _within(self, work: Awaitable[T], activity: Activity) -> T:
        """The house's answer in time. Raises `Trouble` for anything else."""
        try:
            async with asyncio.timeout(self._patience):
                return await work
        except TimeoutError as error:
            log.error(  # noqa: TRY400 - a traceback may quote people's words
                "turn too slow", extra={"activity": activity.id, "kind": activity.type}
            )
            raise Trouble(texts.TOO_SLOW) from error
        except Exception as error:  # the rim: whatever the house raised, Teams must not see a 500
            _log_failure(error, activity)
            raise Trouble(texts.TROUBLE) from error


async def _say(reply: Reply, turn_context: TurnContext) -> None:
    await turn_context.send_activity(wrap(outgoing.activity(reply)))
    await _offer(reply, turn_context)


async def _offer(reply: Reply | None, turn_context: TurnContext) -> None:
    """Each file is a message of its own: Teams splits attachments, and tells no id."""
    for offer in reply.offers if reply else ():
        await turn_context.send_activity(wrap(consent.ask(offer)))


def _log_failure(error: Exception, activity: Activity) -> None:
    """Where it broke, without the message of the error: databases quote people's words in it."""
    frames = traceback.extract_tb(error.__traceback__)[-6:]
    log.error(
        "turn failed",
        extra={
            "activity": activity.id,
            "kind": activity.type,
            "error": type(error).__name__,
            "where": [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames],
        },
    )
