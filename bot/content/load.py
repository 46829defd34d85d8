"""Puts reference content into a database; twice is once."""

from bot.content.reference import Reference
from storage.database import Database


async def load_reference(database: Database, content: Reference) -> str:
    """Adds what is missing and renews names; actions that stand in the register stay."""
    async with database.begin() as stores:
        for venue in content.venues:
            await stores.town.put_venue(venue)
        for partner in content.partners:
            await stores.town.put_partner(partner)
        for group in content.groups:
            await stores.town.put_group(group)
        await stores.town.set_axes(content.axes)
        known = {action.number for action in await stores.actions.register()}
        new = [action for action in content.actions if action.number not in known]
        for action in new:
            await stores.actions.put(action)
    return (
        f"{len(content.venues)} équipements et services, {len(content.partners)} partenaires, "
        f"{len(content.groups)} groupes de travail, {len(new)} actions ajoutées."
    )
