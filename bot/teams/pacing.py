"""Keeps what the bot sends of its own accord below the limits of Teams."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

_MARGIN = 1.04  # timers wake a little early or late: stay below the limit all the same
_MANY_THREADS = 1_000


@dataclass(slots=True)
class _Thread:
    free_at: float = 0.0
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)


class Pacer:
    """At most `per_second` requests for the app, one message per `interval` seconds in a thread.

    Answers to people only count (`note`) and never wait: what nobody asked for gives way to them.
    """

    def __init__(
        self,
        *,
        per_second: float = 20.0,
        interval: float = 1.0,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self._step = _MARGIN / per_second
        self._interval = interval * _MARGIN
        self._now = now
        self._free_at = 0.0
        self._threads: dict[str, _Thread] = {}

    def note(self) -> None:
        """Counts a request that does not wait."""
        self._free_at = max(self._free_at, self._now()) + self._step

    async def wait(self) -> None:
        """Waits for the app's next place."""
        place = max(self._free_at, self._now())
        self._free_at = place + self._step
        await asyncio.sleep(place - self._now())

    @asynccontextmanager
    async def turn(self, thread: str) -> AsyncIterator[None]:
        """Waits for the turn of a message in `thread`, which lasts until the block ends."""
        own = self._thread(thread)
        async with own.lock:
            await asyncio.sleep(max(own.free_at - self._now(), 0.0))
            await self.wait()
            own.free_at = self._now() + self._interval
            yield

    def _thread(self, name: str) -> _Thread:
        if len(self._threads) > _MANY_THREADS:
            now = self._now()
            self._threads = {
                key: thread
                for key, thread in self._threads.items()
                if thread.lock.locked() or thread.free_at > now
            }
        return self._threads.setdefault(name, _Thread())
