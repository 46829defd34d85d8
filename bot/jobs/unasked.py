"""Questions that the bot asks of its own accord: at work, one at a time, two a week at most."""

import dataclasses
import secrets
from datetime import datetime, time, timedelta
from enum import StrEnum

from dialogs.french.calendar import Week, next_worked_day
from dialogs.messages import Reply
from storage.database import Database, Stores
from storage.records import JSON, Outgoing, Person, Reference, Talk

KIND = "question"
STAYS_OPEN = timedelta(days=14)
AT_MOST = 2  # messages a week that nobody asked for
_OPENS, _CLOSES = time(9), time(18)


class Fate(StrEnum):
    """What became of a question that was due."""

    ASKED = "asked"
    ASKED_BEFORE = "asked_before"
    AWAY = "away"  # does not work today
    UNREACHABLE = "unreachable"  # never opened a chat with the bot, or closed it
    BUSY = "busy"  # another question waits for an answer: this one comes later
    ENOUGH = "enough"  # had its messages of the week


def in_hours(now: datetime) -> bool:
    """Whether people may be asked something at this time of the day."""
    return _OPENS <= now.time() < _CLOSES


async def ask(
    database: Database, person: Person, reply: Reply, state: JSON, *, key: str, now: datetime
) -> Fate:
    """Writes a question to the outbox and opens its talk, once per key, if it may be asked now."""
    if next_worked_day(now.date(), person.working_days) != now.date():
        return Fate.AWAY
    async with database.begin() as stores:
        if await stores.outbox.find(key) is not None:
            return Fate.ASKED_BEFORE
        reference = await stores.references.personal(person.id)
        if reference is None:
            return Fate.UNREACHABLE
        held = await _held_back(stores, reference, person, now)
        if held is not None:
            return held
        return await _open(stores, person, reference, reply, state, key=key, now=now)


async def _held_back(
    stores: Stores, reference: Reference, person: Person, now: datetime
) -> Fate | None:
    waiting = await stores.talks.current(reference.conversation, person.id, now=now)
    if waiting is not None:
        return Fate.BUSY
    since = datetime.combine(Week.of(now.date()).monday, time.min, tzinfo=now.tzinfo)
    sent = await stores.outbox.written(reference.conversation, kind=KIND, since=since)
    return Fate.ENOUGH if sent >= AT_MOST else None


async def _open(
    stores: Stores,
    person: Person,
    reference: Reference,
    reply: Reply,
    state: JSON,
    *,
    key: str,
    now: datetime,
) -> Fate:
    talk = Talk(
        key=secrets.token_urlsafe(16),
        conversation=reference.conversation,
        person_id=person.id,
        state=state,
        expires_at=now + STAYS_OPEN,
    )
    row = Outgoing(
        key=key,
        conversation=reference.conversation,
        body=dataclasses.replace(reply, key=talk.key).to_json(),
        kind=KIND,
        due_at=now,
    )
    # Two bots at once: the one whose row is new opens the talk that the row's buttons carry.
    if not await stores.outbox.put(row):
        return Fate.ASKED_BEFORE
    await stores.talks.open(talk)
    return Fate.ASKED
