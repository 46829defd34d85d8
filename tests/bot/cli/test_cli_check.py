import asyncio
import os
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.cli.check import Finding, findings
from bot.settings import load_settings
from bot.teams.http import proxy_of
from bot.wiring import Endpoints
from storage.database import open_database
from storage.records import Feed
from tests.support.issuer import APP_ID, TENANT, Issuer, running_issuer
from tests.support.shell import Shell

READY = {"ok": True, "about": "prêt", "text": "la base et les identifiants répondent"}
NO_FEED = {
    "ok": False,
    "about": "agendas",
    "text": "aucun agenda : « passerelle feeds add »",
}


@pytest.fixture
def production(shell: Shell, demo_url: str, monkeypatch: pytest.MonkeyPatch) -> Shell:
    monkeypatch.setenv("PASSERELLE_DATABASE_URL", demo_url)
    for name, value in {"APP_ID": APP_ID, "APP_SECRET": "a-secret", "TENANT_ID": TENANT}.items():
        monkeypatch.setenv(f"PASSERELLE_{name}", value)
    return shell


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)
    proxy_of.cache_clear()
    yield
    proxy_of.cache_clear()


def test_a_bot_on_a_laptop_is_ready(empty: Shell) -> None:
    told = empty("check", "--json").json
    shown = empty("check").lines

    assert told[0] == {
        "ok": True,
        "about": "mode",
        "text": "local, sans identifiants : seule cette machine peut lui parler",
    }
    assert told[-2:] == [READY, NO_FEED]
    assert shown[-2:] == [
        "bon     prêt : la base et les identifiants répondent",
        "À VOIR  agendas : aucun agenda : « passerelle feeds add »",
    ]
    assert "bon     PASSERELLE_PORT : Port d’écoute du serveur = 3978" in shown
    assert len(shown) == len(told)


def test_a_bot_without_its_schema_could_not_work(shell: Shell) -> None:
    told = shell.fails("check")

    assert told.lines[-1].startswith(
        "À VOIR  prêt : La base n’est pas prête : lancez « passerelle db upgrade »"
    )
    assert told.err == ""


def test_a_bot_without_its_database_could_not_work(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PASSERELLE_DATABASE_URL", "postgresql://moi:canari@127.0.0.1:1/ville")
    monkeypatch.setenv("PASSERELLE_FEEDS_PROXY", "http://moi:canari@mandataire.ville:3128")

    told = shell.fails("check", "--json")

    assert told.json[-1]["text"].startswith("La base de données ne peut pas être ouverte : ")
    assert told.err == ""
    assert "postgresql://moi:…@127.0.0.1:1/ville" in told.out
    assert "canari" not in told.out


def test_settings_are_told_in_french(empty: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PASSERELLE_ADMINS", f"{TENANT}, {APP_ID}")

    told = {item["about"]: item["text"] for item in empty("check", "--json").json}

    assert told["PASSERELLE_ADMINS"].endswith(f" = {TENANT}, {APP_ID}")
    assert told["PASSERELLE_EMULATOR"].endswith(" = non")
    assert told["PASSERELLE_APP_SECRET"].endswith(" = non réglé")
    assert told["PASSERELLE_PUBLIC_URL"].endswith(" = aucun")


async def _put(*feeds: Feed) -> None:
    database = open_database(os.environ["PASSERELLE_DATABASE_URL"])
    async with database.begin() as stores:
        for feed in feeds:
            await stores.programme.put_feed(feed)
    await database.close()


def test_calendars_are_looked_at(empty: Shell) -> None:
    now = datetime.now(UTC)
    asyncio.run(
        _put(
            Feed(name="À jour", url="a.ics", venue="luxy", read_at=now),
            Feed(name="En retard", url="b.ics", venue="luxy", read_at=now - timedelta(days=3)),
            Feed(
                name="En panne",
                url="c.ics",
                venue="luxy",
                read_at=now,
                trouble="Le lien a changé.",
            ),
        )
    )

    told = empty("check", "--json").json

    assert {item["about"]: (item["ok"], item["text"]) for item in told[-3:]} == {
        "agenda À jour": (True, "lu"),
        "agenda En retard": (False, "pas lu depuis plus de deux jours"),
        "agenda En panne": (False, "Le lien a changé."),
    }


async def findings_with(issuer: Issuer) -> list[Finding]:
    endpoints = Endpoints(metadata=issuer.metadata_url, login=issuer.tls_url, local_services=True)
    found = await findings(load_settings(), endpoints)
    return [one for one in found if not one.about.startswith("PASSERELLE_")]


@pytest.mark.usefixtures("production")
async def test_a_bot_in_production_is_ready(monkeypatch: pytest.MonkeyPatch) -> None:
    async with running_issuer() as issuer:
        monkeypatch.setenv("SSL_CERT_FILE", issuer.authority_file)

        found = await findings_with(issuer)

    assert found[:3] == [
        Finding("mode", f"production, locataire {TENANT}"),
        Finding("prêt", "la base et les identifiants répondent"),
        Finding("horloge", "à l’heure"),
    ]


@pytest.mark.usefixtures("production")
async def test_what_microsoft_refuses_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    async with running_issuer() as issuer:
        monkeypatch.setenv("SSL_CERT_FILE", issuer.authority_file)
        issuer.secret = "another"
        issuer.jwks_uri = "http://elsewhere.example/keys"

        _, identity, keys, clock = await findings_with(issuer)

    assert identity.text.startswith("Microsoft refuse les identifiants de l’application (")
    assert keys.text == (
        "Les clés de Microsoft ne peuvent pas être lues : les messages seraient refusés."
    )
    assert (identity.blocks, keys.blocks, clock.ok) == (True, True, True)
    assert "a-secret" not in f"{identity} {keys}"


@asynccontextmanager
async def telling(moment: datetime) -> AsyncIterator[str]:
    """A server with a clock of its own, as Microsoft's or as a town hall's proxy."""

    async def answer(_request: web.Request) -> web.Response:
        return web.Response(headers={"Date": format_datetime(moment, usegmt=True)})

    app = web.Application()
    app.router.add_route("*", "/{path:.*}", answer)
    server = TestServer(app)
    await server.start_server()
    try:
        yield str(server.make_url("/"))
    finally:
        await server.close()


async def clock_with(metadata: str) -> Finding:
    found = await findings(
        load_settings(), Endpoints(metadata=metadata, login="http://nulle-part")
    )
    return next(one for one in found if one.about == "horloge")


@pytest.mark.usefixtures("production")
async def test_a_clock_that_is_off_blocks() -> None:
    async with telling(datetime.now(UTC) - timedelta(minutes=12)) as url:
        clock = await clock_with(url)

    text = "décalée de 12 minutes : les jetons seraient refusés"
    assert clock == Finding("horloge", text, ok=False, blocks=True)


@pytest.mark.usefixtures("production")
async def test_a_clock_that_cannot_be_compared_is_told() -> None:
    clock = await clock_with("http://127.0.0.1:1/")

    text = "n’a pas pu être comparée à celle de Microsoft"
    assert clock == Finding("horloge", text, ok=False)


@pytest.mark.usefixtures("production")
async def test_the_clock_is_compared_through_the_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    async with telling(datetime.now(UTC)) as proxy:
        monkeypatch.setenv("http_proxy", proxy)

        clock = await clock_with("http://login.example/")

    assert clock == Finding("horloge", "à l’heure")
