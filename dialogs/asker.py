"""Who speaks: met at their first message, known with what they declared at every other."""

import dataclasses
import logging

from dialogs.messages import Sender
from dialogs.remembered import Remembered
from dialogs.scene import Scene
from storage.database import Stores
from storage.records import Knowledge, Person, Skill

log = logging.getLogger(__name__)


async def meet(sender: Sender, stores: Stores) -> Person:
    """A person's first message: linked to the imported agent with the same address, else added."""
    imported = await stores.people.by_email(sender.email) if sender.email else None
    if imported is not None and imported.aad_id is None and not sender.guest:
        person = dataclasses.replace(imported, aad_id=sender.aad_id)
    else:
        person = Person(
            id=sender.aad_id,
            name=sender.name,
            email=sender.email,
            aad_id=sender.aad_id,
            guest=sender.guest,
        )
    await stores.people.put(person)
    log.info("person met", extra={"imported": imported is not None})
    return person


async def declared(scene: Scene) -> tuple[Skill, ...]:
    """The asker's own lines, read once for each revision of what is known."""
    known = _skills_of(scene.knowledge)
    if scene.asker.id not in known:
        known[scene.asker.id] = await scene.stores.people.skills(scene.asker.id)
    return known[scene.asker.id]


def _no_skills_yet(_knowledge: Knowledge) -> dict[str, tuple[Skill, ...]]:
    return {}


_skills_of = Remembered(_no_skills_yet)
