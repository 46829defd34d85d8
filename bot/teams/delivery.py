"""The outbox's sender: claims a row, sends it once, settles it; no doubtful row is resent.

    a_publier ──claim──> en_cours ──> publie     taken, with or without an id
        ^                   │───────> a_publier   certainly not taken: again later
        │                   │───────> incertain   perhaps taken: shown to people, never resent
        └───────────────────┘───────> abandonne   refused, or too late

No transaction is open during a network call. The connector's time-out (10 s) is shorter than the
lease (120 s), and a sender that lost its lease settles nothing.
"""

import asyncio
import logging
import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import assert_never

from bot.clock import Clock
from bot.teams.connector import Connector
from bot.teams.outcomes import (
    Ambiguous,
    Delivered,
    Kind,
    NotSent,
    Outcome,
    Refused,
    Throttled,
)
from dialogs import texts
from dialogs.messages import Reply
from storage.database import Database, Stores
from storage.records import JSON, Outgoing, OutgoingState, Reference

log = logging.getLogger(__name__)

LEASE = timedelta(seconds=120)
_IDLE = 2.0  # seconds between two looks at an empty outbox
_FIRST_PAUSE, _LONGEST_PAUSE = 2.0, 60.0  # seconds
_MOST_THROTTLED = 8
_WHOLE_QUEUE = timedelta(minutes=5)
_LOST_LEASE = "l’envoi a été interrompu : il est peut-être parti"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Verdict:
    """How a claim ends."""

    state: OutgoingState
    reason: str = ""
    activity_id: str = ""
    due_at: datetime | None = None
    silence: bool = False


class Delivery:
    """Sends what the outbox holds, one row at a time; as many replicas as one likes."""

    def __init__(
        self,
        *,
        database: Database,
        connector: Connector,
        clock: Clock,
        render: Callable[[Reply], JSON],
        settled: Callable[[OutgoingState], None] = lambda _state: None,
    ) -> None:
        self._database = database
        self._connector = connector
        self._clock = clock
        self._render = render
        self._settled = settled
        self._news = asyncio.Event()

    def wake(self) -> None:
        """Something was put into the outbox."""
        self._news.set()

    async def run(self) -> None:
        """Sends for ever; cancelled to stop."""
        while True:
            try:
                busy = await self.once()
            except Exception:
                # The database is away, say: nothing is lost, the row waits in its table.
                log.exception("delivery failed")
                busy = False
            if not busy:
                await self._pause()

    async def once(self) -> bool:
        """Sends the next due row; False when there is none."""
        now = self._clock()
        async with self._database.begin() as stores:
            lapsed = await stores.outbox.lapse(now=now, reason=_LOST_LEASE)
            row = await stores.outbox.claim(now=now, lease=LEASE)
            reference = await stores.references.get(row.conversation) if row else None
        if lapsed:
            log.warning("deliveries in doubt", extra={"rows": lapsed})
        if row is None:
            return False
        verdict = await self._send(row, reference)
        await self._settle(row, verdict)
        return True

    async def _pause(self) -> None:
        try:
            await asyncio.wait_for(self._news.wait(), _IDLE)
        except TimeoutError:
            return
        self._news.clear()

    async def _send(self, row: Outgoing, reference: Reference | None) -> _Verdict:
        if row.expires_at is not None and row.expires_at <= self._clock():
            return _Verdict(state=OutgoingState.GIVEN_UP, reason="trop tard")
        if reference is None or not reference.active:
            return _Verdict(state=OutgoingState.GIVEN_UP, reason="conversation injoignable")
        activity = self._render(Reply.from_json(row.body))
        outcome = await self._connector.send(reference, activity)
        return self._judge(row, outcome)

    def _judge(self, row: Outgoing, outcome: Outcome) -> _Verdict:
        match outcome:
            case Delivered(id=activity_id):
                return _Verdict(
                    state=OutgoingState.PUBLISHED,
                    activity_id=activity_id,
                    reason="" if activity_id else "sans identifiant",
                )
            case Throttled(retry_after=seconds):
                return self._throttled(row, seconds)
            case NotSent(reason=reason):
                return self._again(_backoff(row.attempts), reason)
            case Ambiguous(reason=reason):
                return _in_doubt(row, reason)
            case Refused(kind=kind, reason=reason):
                return self._refused(kind, reason)
            case _:
                assert_never(outcome)

    def _throttled(self, row: Outgoing, seconds: float) -> _Verdict:
        if row.attempts >= _MOST_THROTTLED:
            return _Verdict(state=OutgoingState.GIVEN_UP, reason="trop de demandes")
        return self._again(max(seconds, _backoff(row.attempts)), "trop de demandes")

    def _refused(self, kind: Kind, reason: str) -> _Verdict:
        match kind:
            case Kind.ADMIN | Kind.IDENTITY:
                # Not this message's fault: the operator has something to mend, the queue waits.
                log.error("the service refuses the bot", extra={"reason": reason})
                return self._again(_WHOLE_QUEUE.total_seconds(), reason)
            case Kind.ROSTER | Kind.BLOCKED | Kind.GONE:
                return _Verdict(state=OutgoingState.GIVEN_UP, reason=reason, silence=True)
            case Kind.OURS:
                return _Verdict(state=OutgoingState.GIVEN_UP, reason=reason)
            case _:
                assert_never(kind)

    def _again(self, seconds: float, reason: str) -> _Verdict:
        due_at = self._clock() + timedelta(seconds=seconds)
        return _Verdict(state=OutgoingState.TO_PUBLISH, reason=reason, due_at=due_at)

    async def _settle(self, row: Outgoing, verdict: _Verdict) -> None:
        now = self._clock()
        async with self._database.begin() as stores:
            mine = await stores.outbox.settle(
                row,
                state=verdict.state,
                now=now,
                reason=verdict.reason,
                activity_id=verdict.activity_id,
                due_at=verdict.due_at,
            )
            if mine and verdict.silence:
                await stores.references.silence(row.conversation, because=verdict.reason)
            if mine and _concerns_a_coordinator(row, verdict):
                await _tell_the_coordinator(row, verdict.state, stores, now)
        if mine:
            self._settled(verdict.state)
        log.info("delivery settled", extra={"kind": row.kind, "state": str(verdict.state)})


def _in_doubt(row: Outgoing, reason: str) -> _Verdict:
    # A question or a notice to one person is dropped: the next one is never far.
    state = OutgoingState.UNCERTAIN if row.kind == "digest" else OutgoingState.GIVEN_UP
    return _Verdict(state=state, reason=reason)


def _backoff(attempts: int) -> float:
    """Seconds before the next try: 2, 4, 8 … 60, give or take a quarter."""
    pause = min(_FIRST_PAUSE * 2 ** max(attempts - 1, 0), _LONGEST_PAUSE)
    return float(pause * random.uniform(0.75, 1.25))  # noqa: S311 - spreads retries, guards nothing


def _concerns_a_coordinator(row: Outgoing, verdict: _Verdict) -> bool:
    ended_badly = verdict.state in {OutgoingState.UNCERTAIN, OutgoingState.GIVEN_UP}
    return ended_badly and row.kind == "digest"


async def _tell_the_coordinator(
    row: Outgoing, state: OutgoingState, stores: Stores, now: datetime
) -> None:
    """One notice to whoever connected the channel, in the same transaction as the settling."""
    channel = await stores.groups.channel(row.conversation)
    person_id = channel.connected_by if channel else None
    chat = await stores.references.personal(person_id) if person_id else None
    if channel is None or chat is None:
        return
    notice = Outgoing(
        key=f"notice:{row.key}",
        conversation=chat.conversation,
        body=texts.digest_not_delivered(channel.name, state).to_json(),
        kind="notice",
        due_at=now,
        expires_at=now + timedelta(days=3),
    )
    await stores.outbox.put(notice)
