"""Asks action owners for news: due on Tuesdays, sent while the person is at work."""

import logging
from collections import Counter
from datetime import date, datetime, timedelta

from bot.jobs.unasked import Fate, ask, in_hours
from dialogs.actions import reminders, texts
from dialogs.french.calendar import Week
from storage.database import Database

log = logging.getLogger(__name__)

_TUESDAY = 1


async def ask_owners(database: Database, now: datetime) -> int:
    """Asks whoever owes news and is at work, once per week of asking; gives how many were asked.

    A week of asking runs from a Tuesday to the next Monday and is named after its Tuesday: who
    works on Mondays alone is asked on Monday. Whoever was missed, because the bot slept, is asked
    on a later day of theirs in the same week.
    """
    if not in_hours(now):
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
    numbers = [action.number for action in question.actions]
    return await ask(
        database,
        question.person,
        texts.question(question, today=now.date()),
        {"kind": "actions.asked", "actions": numbers},
        key=f"question:{question.person.id}:{asking_week(now.date())}",
        now=now,
    )
