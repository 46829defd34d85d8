"""The first meeting: one card, one question, three suggestions."""

import dataclasses
import secrets
from datetime import datetime, timedelta

from dialogs.experts import proposal_texts
from dialogs.experts.flow import Kind
from dialogs.experts.suggestions import suggestions
from dialogs.messages import Reply
from storage.database import Stores
from storage.records import Knowledge, Person, Talk

STAYS_OPEN = timedelta(days=14)


async def first_meeting(
    person: Person, stores: Stores, knowledge: Knowledge, *, conversation: str, now: datetime
) -> Reply | None:
    """Asks « pour quoi peut-on venir vous voir ? »; None for guests, and who has said so already."""
    if person.guest or await stores.people.skills(person.id):
        return None
    reply = proposal_texts.first_question(person, knowledge, suggestions(person))
    talk = Talk(
        key=secrets.token_urlsafe(16),
        conversation=conversation,
        person_id=person.id,
        state={"kind": Kind.FIRST},
        expires_at=now + STAYS_OPEN,
    )
    await stores.talks.open(talk)
    return dataclasses.replace(reply, key=talk.key)
