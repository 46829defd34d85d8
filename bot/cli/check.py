"""What `passerelle check` finds, in French: settings, database, credentials, feeds, clock."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

import aiohttp

from bot.cli.common import refuse_absent
from bot.cli.ending import sentence
from bot.readiness import Readiness
from bot.settings import Settings, unknown_names
from bot.settings_forms import GUID
from bot.teams.http import open_session, proxy_of
from bot.teams.keys import KeyRing
from bot.wiring import Endpoints, credentials
from storage.database import Database, open_database

_PASSWORD = re.compile(r"(://[^:/@]*):[^@]*@")
_LATE_FEED = timedelta(days=2)
_CLOCK_OFF = timedelta(minutes=4)  # tokens are judged with five minutes of leeway


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the check; `blocks` when the bot could not work."""

    about: str
    text: str
    ok: bool = True
    blocks: bool = False


async def findings(settings: Settings, endpoints: Endpoints | None = None) -> list[Finding]:
    """Looks at everything; never raises for what it looks at."""
    endpoints = endpoints or Endpoints()
    found = [_mode(settings), *_described(settings), *_odd(settings)]
    try:
        refuse_absent(settings)
        async with _open(settings) as database, open_session() as session:
            found += await _readiness(settings, endpoints, database, session)
            if not settings.is_local:
                found.append(await _clock(session, endpoints.metadata))
            found += await _feeds(database, blocked=any(item.blocks for item in found))
    except Exception as error:  # noqa: BLE001 - what is looked at may fail in any way
        found.append(Finding("prêt", sentence(error), ok=False, blocks=True))
    return found


@asynccontextmanager
async def _open(settings: Settings) -> AsyncIterator[Database]:
    database = open_database(settings.database_url)
    try:
        yield database
    finally:
        await database.close()


def _odd(settings: Settings) -> list[Finding]:
    """Settings that nobody reads, and identifiers that are none: the bot starts, and is silent."""
    odd = [Finding("réglages", told, ok=False) for told in unknown_names()]
    for name in ("app_id", "tenant_id"):
        value = getattr(settings, name)
        if value and not GUID.fullmatch(value):
            text = f"« {value} » n’a pas la forme d’un identifiant de Microsoft"
            odd.append(Finding(f"PASSERELLE_{name.upper()}", text, ok=False))
    if not (settings.is_local or settings.public_url):
        text = "sans adresse publique, ni fichiers ni images dans les canaux"
        odd.append(Finding("PASSERELLE_PUBLIC_URL", text, ok=False))
    return odd


def _mode(settings: Settings) -> Finding:
    if settings.is_local:
        return Finding("mode", "local, sans identifiants : seule cette machine peut lui parler")
    return Finding("mode", f"production, locataire {settings.tenant_id}")


def _described(settings: Settings) -> list[Finding]:
    lines = []
    for name, field in Settings.model_fields.items():
        value = getattr(settings, name)
        shown = ("réglé" if value else "non réglé") if not field.repr else _shown(value)
        lines.append(Finding(f"PASSERELLE_{name.upper()}", f"{field.description} = {shown}"))
    return lines


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, tuple):
        return ", ".join(value) or "aucun"
    # What stands between a name and a host is a password.
    return _PASSWORD.sub(r"\1:…@", str(value)) if value not in {"", None} else "aucun"


async def _readiness(
    settings: Settings, endpoints: Endpoints, database: Database, session: aiohttp.ClientSession
) -> list[Finding]:
    keys = None if settings.is_local else KeyRing(session, metadata_url=endpoints.metadata)
    identity = credentials(settings, endpoints)
    readiness = Readiness(database=database, credentials=identity, keys=keys)
    problems = await readiness.problems()
    if not problems:
        return [Finding("prêt", "la base et les identifiants répondent")]
    return [Finding("prêt", problem, ok=False, blocks=True) for problem in problems]


async def _clock(session: aiohttp.ClientSession, metadata: str) -> Finding:
    """Compares this machine's clock with Microsoft's: tokens depend on it."""
    proxy = proxy_of(urlsplit(metadata).scheme, urlsplit(metadata).hostname or "")
    try:
        async with session.head(metadata, proxy=proxy) as response:
            theirs = parsedate_to_datetime(response.headers["Date"])
    except (aiohttp.ClientError, TimeoutError, KeyError, ValueError):
        return Finding("horloge", "n’a pas pu être comparée à celle de Microsoft", ok=False)
    off = abs(datetime.now(UTC) - theirs)
    if off > _CLOCK_OFF:
        text = f"décalée de {off.total_seconds() / 60:.0f} minutes : les jetons seraient refusés"
        return Finding("horloge", text, ok=False, blocks=True)
    return Finding("horloge", "à l’heure")


async def _feeds(database: Database, *, blocked: bool) -> list[Finding]:
    if blocked:
        return []
    async with database.read() as stores:
        feeds = await stores.programme.feeds()
    if not feeds:
        return [Finding("agendas", "aucun agenda : « passerelle feeds add »", ok=False)]
    lines = []
    for feed in feeds:
        late = feed.read_at is None or datetime.now(UTC) - feed.read_at > _LATE_FEED
        text = feed.trouble or ("pas lu depuis plus de deux jours" if late else "lu")
        lines.append(Finding(f"agenda {feed.name}", text, ok=not (feed.trouble or late)))
    return lines
