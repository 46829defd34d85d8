"""The register as its Excel table shows it, gathered from the stores."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from bot.clock import Clock
from storage.database import Stores
from storage.records import Action, JournalEntry, Person


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """What the table is made from."""

    actions: tuple[Action, ...]
    people: Mapping[str, Person]
    journal: tuple[JournalEntry, ...]
    today: date


async def gather_register(stores: Stores, clock: Clock) -> Register:
    """All that the table of the register shows."""
    return Register(
        actions=await stores.actions.register(),
        people={person.id: person for person in await stores.people.all()},
        journal=await stores.actions.journal(),
        today=clock().date(),
    )
