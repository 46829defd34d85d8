"""Lines that a head of service thought of: the person is asked, on a day and at an hour they work."""

import logging
from collections import Counter
from datetime import datetime

from bot.jobs.unasked import Fate, ask, in_hours
from dialogs.experts import proposal_texts
from dialogs.experts.flow import Kind, skill_json
from storage.database import Database
from storage.records import Skill
from storage.sharing import Proposal

log = logging.getLogger(__name__)


async def ask_proposed(database: Database, now: datetime) -> int:
    """Asks each person once about all that was proposed; gives how many were asked."""
    if not in_hours(now):
        return 0
    async with database.read() as stores:
        knowledge = await database.knowledge(stores)
        waiting = await stores.wishes.proposals()
    by_person: dict[str, list[Proposal]] = {}
    for proposal in waiting:
        by_person.setdefault(proposal.person_id, []).append(proposal)
    fates: Counter[Fate] = Counter()
    for person_id, theirs in by_person.items():
        person = knowledge.person(person_id)
        if person is not None:
            lines = [Skill(person_id=person_id, text=one.text) for one in theirs]
            state = {
                "kind": Kind.ADD,
                "skills": [skill_json(line) for line in lines],
                "proposals": [one.id for one in theirs],
            }
            by = knowledge.person(theirs[0].proposed_by)
            reply = proposal_texts.proposed([line.text for line in lines], by)
            key = f"proposal:{person_id}:{theirs[-1].id}"
            fates[await ask(database, person, reply, state, key=key, now=now)] += 1
    if fates[Fate.ASKED]:
        log.info("proposals asked", extra={fate.value: fates[fate] for fate in Fate})
    return fates[Fate.ASKED]
