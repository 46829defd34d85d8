"""Asks action owners for news: due on Tuesdays, sent while the person is at work."""

import dataclasses
import logging
import secrets
from collections import Counter
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from dialogs.actions import reminders, texts
from dialogs.french.calendar import Week, next_worked_day
from storage.database import Database, Stores
from storage.records import Outgoing, Person, Reference, Talk

log = logging.getLogger(__name__)

KIND = "question"
STAYS_OPEN = timedelta(days=14)
AT_MOST = 2  # messages a week that nobody asked for
_TUESDAY = 1
_OPENS, _CLOSES = time(9), time(18)


class Fate(StrEnum):
    """What became of a question that was due."""

    ASKED = "asked"
    ASKED_BEFORE = "asked_before"
    AWAY = "away"  # does not work today
    UNREACHABLE = "unreachable"  # never opened a chat with the bot, or closed it
    BUSY = "busy"  # another question waits for an answer: this one comes later
    ENOUGH = "enough"  # had its messages of the week


async def ask_owners(database: Database, now: datetime) -> int:
    """Asks whoever owes news and is at work, once per week of asking; gives how many were asked.

    A week of asking runs from a Tuesday to the next Monday and is named after its Tuesday: who
    works on Mondays alone is asked on Monday. Whoever was missed, because the bot slept, is asked
    on a later day of theirs in the same week.
    """
    if not _OPENS <= now.time() < _CLOSES:
        return 0
    async with database.read() as stores:
        knowledge = await database.knowledge(stores)
    due = reminders.due(knowledge.actions, knowledge.people, today=now.date())
    fates = Counter([await _ask(database, question, now) for question in due])
    if fates[Fate.ASKED]:
        log.info("owners asked", extra={fate.value: fates[fate] for fate in Fate})
    return fates[Fate.ASKED]


def asking_week(today: date) -> Week:
    """The week whose Tuesday came last."""
    return Week.of(today - timedelta(days=(today.weekday() - _TUESDAY) % 7))


async def _ask(database: Database, question: reminders.Question, now: datetime) -> Fate:
    person = question.person
    if next_worked_day(now.date(), person.working_days) != now.date():
        return Fate.AWAY
    key = f"question:{person.id}:{asking_week(now.date())}"
    async with database.begin() as stores:
        if await stores.outbox.find(key) is not None:
            return Fate.ASKED_BEFORE
        reference = await stores.references.personal(person.id)
        if reference is None:
            return Fate.UNREACHABLE
        held = await _held_back(stores, reference, person, now)
        if held is not None:
            return held
        return await _open(stores, question, reference, key=key, now=now)


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
    question: reminders.Question,
    reference: Reference,
    *,
    key: str,
    now: datetime,
) -> Fate:
    numbers = [action.number for action in question.actions]
    talk = Talk(
        key=secrets.token_urlsafe(16),
        conversation=reference.conversation,
        person_id=question.person.id,
        state={"kind": "actions.asked", "actions": numbers},
        expires_at=now + STAYS_OPEN,
    )
    reply = dataclasses.replace(texts.question(question, today=now.date()), key=talk.key)
    row = Outgoing(
        key=key,
        conversation=reference.conversation,
        body=reply.to_json(),
        kind=KIND,
        due_at=now,
    )
    # Two bots at once: the one whose row is new opens the talk that the row's buttons carry.
    if not await stores.outbox.put(row):
        return Fate.ASKED_BEFORE
    await stores.talks.open(talk)
    return Fate.ASKED
