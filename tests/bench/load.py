"""Sends questions to a bot over HTTP and receives its answers: client and Connector in one."""

import asyncio
import itertools
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import aiohttp
from aiohttp import web

CONNECTIONS = 16


@dataclass(frozen=True, slots=True)
class Figures:
    """What one run gave: turns per second, and milliseconds from question to answer received."""

    turns: int
    answers: int
    per_second: float
    p50: float
    p99: float


class Connector:
    """The Bot Connector's one route that answers come by; counts them."""

    def __init__(self) -> None:
        self.answers = 0
        self._ids = itertools.count(1)
        self._runner: web.AppRunner | None = None

    async def start(self) -> str:
        """Listens on a free port of loopback and gives its address."""
        app = web.Application()
        for path in ("/v3/conversations/{c}/activities", "/v3/conversations/{c}/activities/{a}"):
            app.router.add_post(path, self._take)
        self._runner = web.AppRunner(app, access_log=None)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        port = self._runner.addresses[0][1]
        return f"http://127.0.0.1:{port}"

    async def stop(self) -> None:
        assert self._runner is not None
        await self._runner.cleanup()

    async def _take(self, request: web.Request) -> web.Response:
        said = await request.json()
        assert _is_answer(said), said
        self.answers += 1
        return web.json_response({"id": str(next(self._ids))}, status=201)


def _is_answer(said: dict[str, Any]) -> bool:
    """A card about people, or the echo; an apology is none."""
    cards = said.get("attachments") or []
    return bool(cards and cards[0]["content"]["body"]) or str(said.get("text")).startswith("Echo")


async def measure(
    url: str,
    texts: Sequence[str],
    *,
    connector: Connector,
    activity: Callable[[str, int], dict[str, object]],
    headers: dict[str, str],
) -> Figures:
    """Asks every text once, over CONNECTIONS connections; a turn ends when it is acknowledged."""
    questions = iter(list(enumerate(texts)))
    times: list[float] = []
    before = connector.answers

    async def client(session: aiohttp.ClientSession) -> None:
        for number, text in questions:
            began = time.perf_counter()
            body = activity(text, number)
            async with session.post(url, json=body, headers=headers) as response:
                await response.read()
                assert response.status < 300, response.status
            times.append((time.perf_counter() - began) * 1000)

    async with aiohttp.ClientSession() as session:
        began = time.perf_counter()
        await asyncio.gather(*(client(session) for _ in range(CONNECTIONS)))
        seconds = time.perf_counter() - began
    cuts = statistics.quantiles(times, n=100)
    return Figures(
        turns=len(times),
        answers=connector.answers - before,
        per_second=len(times) / seconds,
        p50=cuts[49],
        p99=cuts[98],
    )
