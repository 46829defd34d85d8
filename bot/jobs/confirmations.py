"""Twice a year: does what somebody declared still hold? One click answers."""

import logging
from collections import Counter
from datetime import date, datetime, timedelta

from bot.jobs.unasked import Fate, ask, in_hours
from dialogs.experts import profile_texts
from dialogs.experts.flow import Kind
from storage.database import Database
from storage.records import Skill

log = logging.getLogger(__name__)

HOLDS_FOR = timedelta(days=182)
_SUMMER = 6


async def ask_confirmations(database: Database, now: datetime) -> int:
    """Asks whoever said nothing of a line for six months, once in a half-year; gives how many."""
    if not in_hours(now):
        return 0
    async with database.read() as stores:
        knowledge = await database.knowledge(stores)
        lines = await stores.people.declared_before(now - HOLDS_FOR)
    by_person: dict[str, list[Skill]] = {}
    for line in lines:
        by_person.setdefault(line.person_id, []).append(line)
    fates: Counter[Fate] = Counter()
    for person_id, theirs in by_person.items():
        person = knowledge.person(person_id)
        if person is not None:
            key = f"confirm:{person_id}:{half_year(now.date())}"
            reply = profile_texts.still_true(theirs)
            state = {"kind": Kind.CONFIRM}
            fates[await ask(database, person, reply, state, key=key, now=now)] += 1
    if fates[Fate.ASKED]:
        log.info("confirmations asked", extra={fate.value: fates[fate] for fate in Fate})
    return fates[Fate.ASKED]


def half_year(today: date) -> str:
    """« 2026-1 » until the end of June, then « 2026-2 »."""
    return f"{today.year}-{1 if today.month <= _SUMMER else 2}"
