"""Runs both bots in turn, five times each, and prints the figures side by side."""

import asyncio
import os
import signal
import socket
import statistics
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import aiohttp

from tests.bench.load import CONNECTIONS, Connector, Figures, measure
from tests.bench.questions import questions
from tests.support.issuer import TENANT, claims, running_issuer, signed
from tests.support.teams_activities import personal

SEED = 20261124
TURNS, RUNS = 500, 5
_PATIENCE = 60.0


@dataclass(frozen=True, slots=True)
class Run:
    """A bot's load figures, its seconds from start to ready, its peak memory in MB."""

    figures: Figures
    ready: float
    memory: float


async def main() -> None:
    """Prints what `make bench` is about."""
    texts = questions(TURNS, seed=SEED)
    connector = Connector()
    service_url = await connector.start()
    ours: list[Run] = []
    echo: list[Run] = []
    async with running_issuer() as issuer:
        with tempfile.TemporaryDirectory() as folder:
            for number in range(RUNS):
                # In turn: a machine that slows down slows both.
                town = await _town(Path(folder) / f"{number}.db")
                ours.append(
                    await _run(
                        ["tests.bench.ours", issuer.metadata_url, issuer.tls_url],
                        {**town, "SSL_CERT_FILE": issuer.authority_file},
                        texts,
                        connector=connector,
                        service_url=service_url,
                    )
                )
                echo.append(
                    await _run(
                        ["tests.bench.echo"],
                        {},
                        texts,
                        connector=connector,
                        service_url=service_url,
                    )
                )
    await connector.stop()
    _print(ours, echo)


async def _town(path: Path) -> dict[str, str]:
    """A demo town of its own for each run, as an environment."""
    environment = {"PASSERELLE_DATABASE_URL": f"sqlite:///{path}"}
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "demo", "--prepare"), env={**os.environ, **environment}
    )
    assert await process.wait() == 0
    return environment


async def _run(
    module: list[str],
    environment: dict[str, str],
    texts: list[str],
    *,
    connector: Connector,
    service_url: str,
) -> Run:
    port = _free_port()
    name, *rest = module
    async with _process([name, str(port), *rest], environment) as process:
        began = time.perf_counter()
        await _ready(f"http://127.0.0.1:{port}/readyz")
        ready = time.perf_counter() - began
        # The echo bot checks nobody; a token would only make it fail.
        headers = {"Authorization": signed(claims(serviceurl=service_url))} if rest else {}

        def activity(text: str, number: int) -> dict[str, object]:
            return personal(
                id=f"a{number}",
                text=text,
                serviceUrl=service_url,
                conversation={
                    "id": f"a:{number % CONNECTIONS}",
                    "conversationType": "personal",
                    "tenantId": TENANT,
                },
            )

        figures = await measure(
            f"http://127.0.0.1:{port}/api/messages",
            texts,
            connector=connector,
            activity=activity,
            headers=headers,
        )
        return Run(figures, ready, _peak_memory(process.pid))


@asynccontextmanager
async def _process(
    arguments: list[str], environment: dict[str, str]
) -> AsyncIterator[asyncio.subprocess.Process]:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", *arguments), env={**os.environ, **environment}
    )
    try:
        yield process
    finally:
        process.send_signal(signal.SIGTERM)
        await process.wait()


async def _ready(url: str) -> None:
    deadline = time.perf_counter() + _PATIENCE
    async with aiohttp.ClientSession() as session:
        while time.perf_counter() < deadline:
            try:
                async with session.get(url) as response:
                    if response.status == 200:
                        return
            except aiohttp.ClientError:
                pass
            await asyncio.sleep(0.02)
    raise TimeoutError(url)


def _peak_memory(pid: int) -> float:
    """Peak resident memory in MB, from the kernel's own account (Linux)."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM"))


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def _print(ours: list[Run], echo: list[Run]) -> None:
    print(f"{TURNS} different questions, {CONNECTIONS} connections, {RUNS} runs, seed {SEED}")
    heads = ("turns/s", "p50 ms", "p99 ms", "ready s", "peak MB", "answers")
    print(" " * 14 + "".join(f"{head:>10}" for head in heads))
    for name, runs in (("Passerelle", ours), ("echo bot", echo)):
        print(f"{name:14}" + _row(runs))
    ratios = [
        mine.figures.per_second / theirs.figures.per_second
        for mine, theirs in zip(ours, echo, strict=True)
    ]
    each = ", ".join(f"{ratio:.1f}" for ratio in ratios)
    print(f"Passerelle answers {_median(ratios):.1f} times as many turns (run by run: {each}).")


def _row(runs: list[Run]) -> str:
    figures = [run.figures for run in runs]
    return (
        f"{_median([each.per_second for each in figures]):10.0f}"
        f"{_median([each.p50 for each in figures]):10.1f}"
        f"{_median([each.p99 for each in figures]):10.1f}"
        f"{_median([run.ready for run in runs]):10.2f}"
        f"{max(run.memory for run in runs):10.0f}"
        f"{min(each.answers for each in figures):10d}"
    )


def _median(values: list[float]) -> float:
    return statistics.median(values)


if __name__ == "__main__":
    asyncio.run(main())
