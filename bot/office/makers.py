"""The files that replies may offer, by name, and how each comes about."""

from collections.abc import Mapping

from bot.clock import Clock
from bot.office.register_file import Register, write_register
from bot.office.shelf import Maker
from storage.database import Stores


def makers(clock: Clock) -> Mapping[str, Maker[Register]]:
    """`actions.xlsx`: the register, as it stands when it is asked for."""

    async def gather(stores: Stores) -> Register:
        return await gather_register(stores, clock)

    return {"actions.xlsx": Maker(gather, write_register)}


async def gather_register(stores: Stores, clock: Clock) -> Register:
    """All that the table of the register shows."""
    return Register(
        actions=await stores.actions.register(),
        people={person.id: person for person in await stores.people.all()},
        journal=await stores.actions.journal(),
        today=clock().date(),
    )
