"""The files that replies may offer, by name, and how each comes about."""

import importlib
from collections.abc import Mapping

from bot.clock import Clock
from bot.office.register import Register, gather_register
from bot.office.shelf import Maker
from storage.database import Stores


def makers(clock: Clock) -> Mapping[str, Maker[Register]]:
    """`actions.xlsx`: the register, as it stands when it is asked for."""

    async def gather(stores: Stores) -> Register:
        return await gather_register(stores, clock)

    return {"actions.xlsx": Maker(gather, _build)}


def _build(register: Register) -> bytes:
    # The libraries of spreadsheets are loaded for the first file, not at the start.
    content: bytes = importlib.import_module("bot.office.register_file").write_register(register)
    return content
