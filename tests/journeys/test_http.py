"""Journeys through a running bot: activities in over HTTP, answers out to the Connector."""

import asyncio
import io
import itertools
import json
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from unittest.mock import patch
from zoneinfo import ZoneInfo

import aiohttp
import openpyxl
import pytest
from aiohttp import web
from aiohttp.test_utils import unused_port
from sqlalchemy import text

from bot.content.demo.agents import people
from bot.jobs.digests import send_now
from bot.settings import load_settings
from bot.teams import texts
from bot.wiring import Bot, running
from dialogs.french.calendar import Week
from storage.database import open_database
from storage.records import JSON, ActionStatus, Person, Refusal
from storage.sharing import Subscription
from tests.support import town as towns
from tests.support.card_schema import problems
from tests.support.connector import ConnectorStandIn, running_connector
from tests.support.teams_activities import CHANNEL, click, in_channel, personal, search

pytestmark = pytest.mark.usefixtures("process_as_before")
CAMILLE, LAMINE, KENZA = "Camille Ferrandier", "Lamine Sourdeval", "Kenza Lapeyre"
NADEGE = "Nadège Olivarès"


class Town:
    """A bot that runs, people who write to it, and what they read."""

    def __init__(self, bot: Bot, url: str, teams: ConnectorStandIn) -> None:
        self.bot = bot
        self.url = url
        self.teams = teams
        self._ids = itertools.count(1)

    async def says(self, name: str, text: str) -> JSON:
        """Writes in a personal chat; gives the message that comes back."""
        return await self.answer(_in_private(name, text=text, id=self._id()))

    async def mentions(self, name: str, text: str) -> JSON:
        """Writes to the bot in a channel; gives the message that comes back."""
        said = f"<at>Passerelle</at> {text}"
        return await self.answer(in_channel(**_from(name), text=said, id=self._id()))

    async def clicks(self, name: str, message: JSON, label: str, **changes: object) -> str:
        """Presses a button of a card; gives the text of the card that takes its place."""
        status, answer = await self.post(self._press(name, message, label, **changes))
        assert (status, answer["type"]) == (200, "application/vnd.microsoft.card.adaptive")
        return _text({"attachments": [{"content": answer["value"]}]})

    async def says_with(self, name: str, message: JSON, label: str) -> str:
        """Presses a button that says a sentence; gives the text of the message that comes back."""
        before = len(self.teams.said)
        status, answer = await self.post(self._press(name, message, label))
        assert (status, answer["type"]) == (200, "application/vnd.microsoft.activity.message")
        return _text(self.teams.said[before])

    def _press(self, name: str, message: JSON, label: str, **changes: object) -> JSON:
        button = next(one for one in _card(message)["actions"] if one["title"] == label)
        by = _private(name) | {"id": self._id()} | changes
        return click(button["data"], verb=button["verb"], **by)

    async def answer(self, activity: JSON) -> JSON:
        """Sends an activity; gives the one message that it brings."""
        before = len(self.teams.said)
        assert await self.post(activity) == (200, None)
        (message,) = self.teams.said[before:]
        return message

    async def post(self, activity: JSON) -> tuple[int, Any]:
        """Sends an activity as Teams does."""
        body = activity | {"serviceUrl": self.teams.url}
        address = f"{self.url}/api/messages"
        async with aiohttp.ClientSession() as session, session.post(address, json=body) as answer:
            return answer.status, await answer.json() if await answer.read() else None

    async def get(self, address: str) -> tuple[int, bytes, aiohttp.ClientResponse]:
        """Fetches a path of the bot, or an address that it gave."""
        url = address if address.startswith("http") else f"{self.url}{address}"
        async with aiohttp.ClientSession() as session, session.get(url) as response:
            return response.status, await response.read(), response

    async def until_said(self, count: int) -> JSON:
        """Waits for what the bot sends of its own accord; gives the last message."""
        async with asyncio.timeout(15):
            while len(self.teams.said) < count:  # noqa: ASYNC110 - the progress of another task
                await asyncio.sleep(0.02)
        return self.teams.said[-1]

    def _id(self) -> str:
        return str(next(self._ids))


def _from(name: str) -> dict[str, Any]:
    person = next(one for one in people() if one.name == name)
    return {"from": {"id": f"29:{person.id}", "name": name, "aadObjectId": person.aad_id}}


def _private(name: str) -> dict[str, Any]:
    sender = _from(name)
    chat = {"id": f"a:{sender['from']['id']}", "conversationType": "personal", "tenantId": "t"}
    return {**sender, "conversation": chat}


def _in_private(name: str, **changes: object) -> JSON:
    return personal(**_private(name), **changes)


def _card(message: JSON) -> JSON:
    (attachment,) = message["attachments"]
    card: JSON = attachment["content"]
    assert problems(card) == []
    return card


def _text(message: JSON) -> str:
    """What a screen reader says, with plain blanks."""
    said = _card(message)["fallbackText"] if message.get("attachments") else message["text"]
    return str(said).replace("\u00a0", " ").replace("\n\n", "\n")


def _since_sunday(zone: ZoneInfo) -> Callable[[], datetime]:
    begun, sunday = datetime.now(zone), datetime(2026, 11, 22, 5, tzinfo=zone)
    return lambda: sunday + (datetime.now(zone) - begun)


@asynccontextmanager
async def running_town(database_url: str) -> AsyncIterator[Town]:
    port = unused_port()
    settings = load_settings(database_url=database_url, port=port)
    # Nobody is asked anything of the bot's own accord on a Sunday, before the day begins.
    quiet = patch("bot.wiring.town_clock", _since_sunday)
    async with running_connector() as teams, AsyncExitStack() as stack:
        with quiet:  # the clock is made once, when the bot is put together
            bot = await stack.enter_async_context(running(settings))
        runner = web.AppRunner(bot.web)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", port).start()
        try:
            yield Town(bot, f"http://127.0.0.1:{port}", teams)
        finally:
            await runner.cleanup()


async def _read_already(database_url: str) -> None:
    """The town's calendars were read just now: a bot that starts leaves them alone."""
    database = open_database(database_url)
    async with database.begin() as stores:
        for feed in await stores.programme.feeds():
            await stores.programme.put_feed(replace(feed, tried_at=datetime.now(UTC)))
    await database.close()


@pytest.fixture
async def town(demo_url: str) -> AsyncIterator[Town]:
    await _read_already(demo_url)
    async with running_town(demo_url) as running_there:
        yield running_there


async def test_a_question_brings_a_card_with_the_people(town: Town) -> None:
    told = _text(await town.says(CAMILLE, "Qui connaît la LSF ?"))

    assert told.split("\n")[:4] == [
        "LSF : 2 personnes",
        "• Nadège Olivarès",
        "  « LSF niveau B1, je peux accueillir en langue des signes »",
        "  Compétence déclarée, à l’aise",
    ]
    assert town.teams.requests[0].path == "/v3/conversations/a:29:demo-01/activities/1"


async def test_a_skill_is_declared_by_a_click_on_either_database(
    database_url: str, tmp_path: Path
) -> None:
    towns.fill(database_url, tmp_path)
    await _read_already(database_url)
    async with running_town(database_url) as town:
        asked = await town.says(LAMINE, "je m’y connais en vitrail")
        before = _text(await town.says(LAMINE, "mon profil"))
        added = await town.clicks(LAMINE, asked, "Ajouter")
        again = await town.clicks(LAMINE, asked, "Ajouter")
        after = _text(await town.says(LAMINE, "mon profil"))
        found = _text(await town.says(CAMILLE, "qui connaît le vitrail ?"))

    assert "vitrail" not in before
    assert added.startswith("C’est noté : « vitrail ». Merci !")
    assert again.startswith("C’est déjà réglé, à ")
    assert after.count("• vitrail") == 1
    assert found.split("\n")[:2] == ["Vitrail : 1 personne", "• Lamine Sourdeval"]


async def test_an_action_is_updated_after_a_click_and_its_table_is_fetched(town: Town) -> None:
    asked = await town.says(KENZA, "l’action 60 est terminée")
    confirmed = await town.clicks(KENZA, asked, "Noter comme terminée")
    offered = await town.says(KENZA, "envoie-moi le tableau")
    # On a laptop the address is that of the laptop: no address for a card of Teams.
    (button,) = offered["attachments"][0]["content"]["actions"]

    status, content, response = await town.get(button["url"])

    async with town.bot.database.read() as stores:
        action = next(one for one in await stores.actions.register() if one.number == 60)
    sheet = openpyxl.load_workbook(io.BytesIO(content))["Actions"]
    row = next(row for row in sheet.iter_rows(values_only=True) if row[0] == 60)
    assert confirmed.startswith("C’est enregistré.\nAction 60 : ")
    assert (action.status, action.progress) == (ActionStatus.DONE, 100)
    assert (status, row[4], row[6], row[7]) == (200, KENZA, "terminée", 100)
    assert {name: response.headers[name] for name in ("Content-Disposition", "Cache-Control")} == {
        "Content-Disposition": "attachment; filename*=UTF-8''actions.xlsx",
        "Cache-Control": "private, no-store",
    }


async def test_a_calendar_is_followed_and_told_once_when_nothing_changes(town: Town) -> None:
    async with town.bot.database.begin() as stores:
        made = datetime.now(UTC)
        await stores.subscriptions.add(Subscription(token="known", venue="luxy", made_at=made))

    address = f"{town.url}/calendar/known.ics"
    status, content, response = await town.get(address)
    async with aiohttp.ClientSession() as session:
        mark = {"If-None-Match": response.headers["ETag"]}
        async with session.get(address, headers=mark) as again:
            unchanged = again.status
        async with session.get(f"{town.url}/calendar/other.ics") as other:
            unknown = other.status

    assert (status, unchanged, unknown) == (200, 304, 404)
    assert content.startswith(b"BEGIN:VCALENDAR")
    assert "Le Luxy" in content.decode()


@pytest.mark.parametrize(
    "asked",
    [
        "je voudrais suivre le programme du Luxy dans Outlook",
        "comment mettre l’agenda du groupe handicap dans mon calendrier ?",
    ],
)
async def test_somebody_asks_for_the_programme_in_their_own_calendar(
    town: Town, asked: str
) -> None:
    # On a laptop the address is that of the laptop: no address for a card of Teams.
    given = [await town.says(name, asked) for name in (LAMINE, KENZA)]
    (button,), (again,) = (one["attachments"][0]["content"]["actions"] for one in given)

    status, content, _response = await town.get(button["url"])

    assert status == 200
    assert content.startswith(b"BEGIN:VCALENDAR")
    assert again["url"] == button["url"]


async def test_a_question_goes_to_colleagues_and_their_answer_comes_back(town: Town) -> None:
    await town.says(NADEGE, "bonjour")  # coordinates, and can be reached from now on
    await town.says(LAMINE, "qui connaît le vitrail ?")
    asked = await town.says(LAMINE, "demande à la coordination")
    sent = await town.clicks(LAMINE, asked, "Envoyer")
    posted = await town.until_said(4)
    thanked = await town.says(NADEGE, "je peux aider pour la demande 1")
    answer = await town.until_said(6)

    assert sent.startswith("C’est envoyé à la coordination.")
    assert "De la part de Lamine Sourdeval" in _text(posted)
    assert _text(thanked).startswith("Merci ! Lamine vient de recevoir votre nom.")
    assert _text(answer).startswith("Nadège Olivarès peut vous aider")
    assert town.teams.requests[-1].path.startswith("/v3/conversations/a:29:demo-")


async def test_a_question_of_a_thread_is_answered_in_its_channel_once(town: Town) -> None:
    thread = in_channel()["conversation"]
    await town.says(NADEGE, "bonjour")
    await town.mentions(LAMINE, "qui connaît le vitrail ?")  # who has no chat with the bot
    asked = await town.mentions(LAMINE, "demande à la coordination")
    sent = await town.clicks(LAMINE, asked, "Envoyer", conversation=thread)
    posted = await town.until_said(4)
    thanked = await town.says_with(NADEGE, posted, "Je peux aider")
    again = await town.says_with(NADEGE, posted, "Je peux aider")
    await town.until_said(7)
    (answer,) = [
        request
        for request in town.teams.requests
        if request.path == f"/v3/conversations/{CHANNEL}/activities"
    ]

    assert "Je réponds ici dès que quelqu’un répond" in sent
    assert thanked.startswith("Merci ! Lamine vient de recevoir votre nom.")
    assert again.startswith("Cette demande a déjà trouvé sa réponse")
    assert "Question de Lamine Sourdeval : « qui connaît le vitrail ? »" in _text(answer.body)


async def test_people_are_put_into_a_message_from_the_compose_box(town: Town) -> None:
    status, answer = await town.post(search("LSF") | _private(CAMILLE))

    assert status == 200
    results = answer["composeExtension"]["attachments"]
    assert [one["preview"]["content"]["title"] for one in results] == [
        "Nadège Olivarès",
        "Solveig Hartmann",
    ]
    assert "Joignable" in results[0]["content"]["fallbackText"]


async def test_a_link_that_nobody_gave_is_gone(town: Town) -> None:
    status, content, _ = await town.get("/files/inconnu")

    assert (status, content.decode()) == (
        404,
        "Ce lien a expiré. Redemandez le fichier au robot.",
    )


async def test_a_channel_is_connected_and_gets_its_digest_once(town: Town) -> None:
    asked = await town.mentions(CAMILLE, "ce canal suit le groupe handicap")
    thread = in_channel()["conversation"]
    connected = await town.clicks(CAMILLE, asked, "Connecter le canal", conversation=thread)
    now = town.bot.clock()
    week = Week.of(now.date())

    counts = [
        await send_now(town.bot.database, group="handicap", week=week, now=now) for _ in range(2)
    ]
    town.bot.delivery.wake()
    digest = await town.until_said(2)

    assert "Publics en situation de handicap" in connected
    assert counts == [1, 0]
    assert _text(digest).startswith("Le programme du ")
    assert town.teams.requests[-1].path == f"/v3/conversations/{CHANNEL}/activities"
    assert len(town.teams.said) == 2


async def test_a_repeated_activity_gets_the_same_answer_and_has_one_effect(town: Town) -> None:
    question = _in_private(LAMINE, text="je m’y connais en vitrail", id="un")
    yes = _in_private(LAMINE, text="oui", id="deux")

    first = [await town.answer(question), await town.answer(yes)]
    again = [await town.answer(question), await town.answer(yes)]

    profile = _text(await town.says(LAMINE, "mon profil"))
    assert [_text(message) for message in again] == [_text(message) for message in first]
    assert profile.count("• vitrail") == 1


async def test_a_card_of_an_older_release_gets_a_sentence(town: Town) -> None:
    old = await town.post(click({"old": 1}, **_private(LAMINE)))
    lost = await town.post(click({"key": "inconnue", "choice": "oui"}, **_private(LAMINE)))

    assert old[0] == lost[0] == 200
    assert old[1]["value"]["message"] == lost[1]["value"]["message"] == texts.STALE_CARD


@pytest.mark.parametrize("said", ["", "   ", "\u200b"])
async def test_an_empty_message_gets_a_friendly_answer(town: Town, said: str) -> None:
    told = _text(await town.says(CAMILLE, said))

    assert told.startswith("Ce que je sais faire\n")


async def test_a_message_beyond_measure_gets_a_sentence(town: Town) -> None:
    told = _text(await town.says(CAMILLE, "a" * 10_001))

    assert told == texts.too_long(10_001, limit=10_000).replace("\u00a0", " ")


async def test_a_channel_message_without_a_mention_is_not_read(town: Town) -> None:
    answer = await town.post(
        in_channel(**_from(CAMILLE), text="qui connaît la LSF ?", entities=[])
    )
    _, counters, _ = await town.get("/metrics")

    assert answer == (200, None)
    assert town.teams.requests == []
    assert b"passerelle_turns_total{" not in counters


async def test_somebody_is_linked_to_their_imported_profile_by_the_roster(town: Town) -> None:
    async with town.bot.database.begin() as stores:
        await stores.people.put(
            Person(id="p9", name="Zoé Été", email="zoe@example.org", job_title="relieuse")
        )
    newcomer = {"id": "29:zoe", "aadObjectId": "aad-zoe", "name": "Zoé"}
    town.teams.people = [{**newcomer, "email": "Zoe@example.org", "userRole": "user"}]

    told = _text(await town.answer(personal(**{"from": newcomer}, text="mon profil")))

    async with town.bot.database.read() as stores:
        person = await stores.people.by_aad_id("aad-zoe")
    assert told.split("\n")[:2] == ["• Zoé Été", "  relieuse"]
    assert person is not None
    assert person.id == "p9"


async def test_the_bot_welcomes_once_and_falls_silent_when_it_is_removed(town: Town) -> None:
    def install(action: str) -> JSON:
        return in_channel(**_from(CAMILLE), type="installationUpdate", action=action, text=None)

    welcome = await town.answer(install("add"))
    again = await town.post(install("add"))
    removed = await town.post(install("remove"))

    async with town.bot.database.read() as stores:
        reference = await stores.references.get(CHANNEL)
    assert _text(welcome)
    assert (again, removed, len(town.teams.said)) == ((200, None), (200, None), 1)
    assert reference is not None
    assert not reference.active


async def test_the_bot_tells_that_it_is_alive_and_ready(town: Town) -> None:
    await town.says(CAMILLE, "bonjour")
    refused, _ = await town.post({"type": "message"})

    alive = await town.get("/healthz")
    ready = await town.get("/readyz")
    _, counters, _ = await town.get("/metrics")

    assert alive[:2] == (200, b'{"status": "ok"}')
    assert ready[:2] == (200, b'{"ready": true, "problems": []}')
    assert refused == 400
    assert b'passerelle_turns_total{effect="none",intent="greeting"} 1.0' in counters
    assert b'passerelle_refused_total{status="400"} 1.0' in counters


async def test_a_bot_whose_schema_is_gone_is_alive_and_not_ready(town: Town) -> None:
    async with town.bot.database.engine.begin() as connection:
        await connection.execute(text("DELETE FROM alembic_version"))

    alive, _, _ = await town.get("/healthz")
    status, content, _ = await town.get("/readyz")

    assert (alive, status) == (200, 503)
    assert json.loads(content) == {
        "ready": False,
        "problems": ["Le schéma de la base n’est pas à jour : lancez « passerelle db upgrade »."],
    }


async def test_a_bot_on_a_laptop_without_its_schema_says_so_at_once(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="passerelle db upgrade"):
        async with running_town(f"sqlite:///{tmp_path / 'vide.db'}"):
            pass
