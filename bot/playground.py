"""The Microsoft 365 Agents Playground: Microsoft's own client, to try the bot in a browser.

It comes from npm at run time (its pre-release licence does not allow copying it).
"""

import asyncio
import json
import os
import shutil
from asyncio.subprocess import DEVNULL, Process
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from storage.records import Person, Refusal

PACKAGE = "@microsoft/m365agentsplayground@0.2.28"
PORT = 56150
_OTHERS = 5  # the client wants exactly so many besides the current user
_STOPS_WITHIN = 5.0
_INSTALLS_WITHIN = 120.0  # seconds: where npm reaches nothing it would try for many minutes
_TENANT = "6f0a4e0c-1f0b-4f57-9a35-5f3c1d6e2b10"
_TEAM = "19:direction-affaires-culturelles@thread.tacv2"


def is_available() -> bool:
    """Whether this machine has Node.js and npm."""
    return shutil.which("node") is not None and shutil.which("npm") is not None


async def install(folder: Path) -> Path:
    """Installs the client into `folder` once; gives the path of its command."""
    if not is_installed(folder):
        npm = await asyncio.create_subprocess_exec(
            *("npm", "install", "--no-audit", "--no-fund", "--prefix", str(folder), PACKAGE),
            stdin=DEVNULL,
            stdout=DEVNULL,
            stderr=DEVNULL,
        )
        try:
            await asyncio.wait_for(npm.wait(), _INSTALLS_WITHIN)
        except TimeoutError:
            await _stop(npm)
        if npm.returncode != 0 or not is_installed(folder):
            raise Refusal("L’Agents Playground n’a pas pu être installé avec npm.")
    return _command(folder)


def _command(folder: Path) -> Path:
    return folder / "node_modules" / "@microsoft" / "m365agentsplayground" / "cli.js"


def is_installed(folder: Path) -> bool:
    """Whether the client is there already."""
    folder.mkdir(parents=True, exist_ok=True)
    return _command(folder).exists()


@asynccontextmanager
async def open_playground(
    folder: Path, *, bot: str, people: Sequence[Person], port: int = PORT, browser: bool = True
) -> AsyncIterator[str]:
    """Runs the client against the bot at address `bot`; gives its own address."""
    command = await install(folder)
    config = folder / "playground.yml"
    # JSON is YAML too: no library for one file.
    config.write_text(json.dumps(_config(people), ensure_ascii=False, indent=2), "utf-8")
    environment = {
        **os.environ,
        "M365_AGENTS_PLAYGROUND_CONFIG_PATH": str(config.resolve()),
        "M365_AGENTS_PLAYGROUND_LOGFILE": str((folder / "playground.log").resolve()),
    }
    if not browser:
        environment["TEAMSAPPTESTER_BROWSER"] = "none"
    process = await asyncio.create_subprocess_exec(
        "node",
        str(command.resolve()),
        "start",
        *("-e", f"{bot}/api/messages", "-c", "msteams", "-p", str(port), "--disable-telemetry"),
        env=environment,
        stdin=DEVNULL,
        stdout=DEVNULL,
        stderr=DEVNULL,
    )
    try:
        yield f"http://localhost:{port}"
    finally:
        await _stop(process)


def _config(people: Sequence[Person]) -> dict[str, object]:
    """The first person is the one who types; the next five are around."""
    current, others = people[0], people[1 : 1 + _OTHERS]
    return {
        "version": "0.1.1",
        "tenantId": _TENANT,
        "bot": {"id": "28:passerelle", "name": "Passerelle"},
        "currentUser": _user(current),
        "users": [_user(person) for person in others],
        "personalChat": {"id": "a:chat-passerelle"},
        "groupChat": {"id": "19:reunion-de-service@thread.v2", "name": "Réunion de service"},
        "team": {
            "id": _TEAM,
            "name": "Affaires culturelles",
            "aadGroupId": "2c9d2b0e-63a1-4a7f-b4f4-0e4a9f2f7c11",
            "channels": [{"id": "19:groupe-handicap@thread.tacv2", "name": "Groupe handicap"}],
        },
    }


def _user(person: Person) -> dict[str, str | None]:
    first, _, last = person.name.partition(" ")
    return {
        "id": f"29:{person.id}",
        "name": person.name,
        "userPrincipleName": person.email,  # the client's own spelling
        "aadObjectId": person.aad_id,
        "givenName": first,
        "surname": last,
        "email": person.email,
    }


async def _stop(process: Process) -> None:
    if process.returncode is not None:
        return
    process.terminate()
    try:
        await asyncio.wait_for(process.wait(), _STOPS_WITHIN)
    except TimeoutError:
        process.kill()
        await process.wait()
