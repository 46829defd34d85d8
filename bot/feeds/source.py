"""A programming source, by address or path: fetched or opened, then read in a child process."""

import asyncio
import stat
from datetime import date
from pathlib import Path

from bot.feeds import texts
from bot.feeds.child import read_in_child
from bot.feeds.fetch import Policy, fetch
from bot.feeds.ical import MOST_BYTES
from bot.feeds.reading import FeedUnreadable, Reading
from bot.settings import Settings

_SCHEMES = ("https://", "http://", "webcal://")


class FeedSource:
    """Reads calendars as the settings allow: the town's proxy, loopback in local mode."""

    def __init__(self, settings: Settings) -> None:
        self._zone = settings.zone
        self._policy = Policy(proxy=settings.feeds_proxy, loopback=settings.is_local)

    async def read(self, url: str, start: date, end: date) -> Reading:
        """What the source gives in [start, end) of the town's days; raises FeedUnreadable."""
        data = await self._data(url)
        # The records name the feed; the reader has no use for its name.
        return await read_in_child(data, start, end, feed="", zone=self._zone)

    async def _data(self, url: str) -> bytes:
        if not url.lower().startswith(_SCHEMES):
            return await asyncio.to_thread(_opened, Path(url))
        fetched = await fetch(url, self._policy)
        if fetched.data is None:
            raise FeedUnreadable(texts.EMPTY)
        return fetched.data


def _opened(path: Path) -> bytes:
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise FeedUnreadable(texts.NOT_A_FILE)
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except FileNotFoundError as missing:
        raise FeedUnreadable(texts.NO_FILE) from missing
    except OSError as refused:
        raise FeedUnreadable(texts.NO_RIGHT) from refused
    if len(data) > MOST_BYTES:
        raise FeedUnreadable(texts.too_big(MOST_BYTES))
    return data
