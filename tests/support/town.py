"""The demo town, filled once for many tests."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from bot import demo
from bot.settings import load_settings
from storage.database import open_database

TUESDAY = datetime(2026, 11, 24, 9, 0, tzinfo=ZoneInfo("Europe/Paris"))


def fill(url: str, folder: Path) -> None:
    """Fills an empty database; calendars are written into `folder`."""
    # In a thread of its own: whoever asks may be inside a running loop.
    with ThreadPoolExecutor(1) as pool:
        pool.submit(asyncio.run, _fill(url, folder)).result()


async def _fill(url: str, folder: Path) -> None:
    database = open_database(url)
    await demo.fill(database, now=TUESDAY, folder=folder, settings=load_settings())
    await database.close()
