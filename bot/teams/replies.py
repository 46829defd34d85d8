"""Brings an answer to its conversation, in the background when the service takes its time."""

import asyncio
import logging

from bot.teams.connector import Connector
from bot.teams.outcomes import Delivered, Kind, NotSent, Outcome, Refused, Throttled
from storage.records import JSON, Reference

_TRIES = 3
_LONGEST_PAUSE = 60.0

log = logging.getLogger(__name__)


class Replies:
    """Answers under way. The turn is committed: nothing here may undo it.

    `patience` is how long, in seconds, a turn waits for its answer to be taken. Beyond, the
    activity is acknowledged all the same: Teams repeats it after 15 s (msteams-docs#6084).
    """

    def __init__(self, connector: Connector, *, patience: float = 3.0, pause: float = 1.0) -> None:
        self._connector = connector
        self._patience = patience
        self._pause = pause
        self._under_way: set[asyncio.Task[Outcome]] = set()

    async def deliver(
        self, address: Reference, reply_to_id: str, activity: JSON
    ) -> Outcome | None:
        """What became of the answer, None while it is still under way."""
        task = asyncio.create_task(self._insist(address, reply_to_id, activity))
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)
        done, _ = await asyncio.wait({task}, timeout=self._patience)
        return task.result() if done else None

    async def finish(self, *, within: float = 10.0) -> None:
        """Waits for the answers under way, then gives up the rest: for the end of the process."""
        if not self._under_way:
            return
        _, late = await asyncio.wait(self._under_way, timeout=within)
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)

    async def _insist(self, address: Reference, reply_to_id: str, activity: JSON) -> Outcome:
        """Tries again what was not taken; in doubt, an answer is rather lost than doubled."""
        outcome: Outcome = NotSent("not tried")
        for attempt in range(_TRIES):
            outcome = await self._connector.reply(address, reply_to_id, activity)
            if isinstance(outcome, Throttled):
                await asyncio.sleep(min(outcome.retry_after, _LONGEST_PAUSE))
            elif isinstance(outcome, NotSent):
                await asyncio.sleep(self._pause * 2**attempt)
            else:
                break
        if isinstance(outcome, Refused) and outcome.kind is Kind.OURS:
            plain = _as_text(activity)
            if plain:
                outcome = await self._connector.reply(address, reply_to_id, plain)
        if not isinstance(outcome, Delivered):
            log.error("answer lost", extra={"outcome": repr(outcome)})
        return outcome


def _as_text(activity: JSON) -> JSON | None:
    """The words of a card that the service would not take."""
    attachments = activity.get("attachments")
    if not attachments:
        return None
    return {
        "type": "message",
        "textFormat": "plain",
        "text": attachments[0]["content"]["fallbackText"].replace("\n", "\n\n"),
    }
