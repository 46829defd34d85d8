"""« Envoie-moi le tableau » in Teams: the person is asked, and the file goes into their OneDrive."""

import gc
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import aiohttp
import pytest
from aiohttp.test_utils import TestServer, unused_port

from bot.settings import load_settings
from bot.teams import consent, texts
from bot.teams.consent import Uploads
from bot.wiring import Endpoints, running
from dialogs.messages import Offer
from tests.support.connector import ConnectorStandIn, running_connector
from tests.support.databases import Databases
from tests.support.issuer import APP_ID, TENANT, claims, running_issuer, signed
from tests.support.onedrive import OneDriveStandIn, running_onedrive
from tests.support.teams_activities import in_group, mention, personal

CONSENT = "application/vnd.microsoft.teams.card.file.consent"
INFO = "application/vnd.microsoft.teams.card.file.info"
ASKS = "envoie-moi le tableau des actions"


@dataclass(slots=True)
class Teams:
    """A bot in production, over HTTP, with Microsoft's services on loopback."""

    service: ConnectorStandIn
    drive: OneDriveStandIn
    url: str
    session: aiohttp.ClientSession

    async def tells(self, activity: dict[str, Any]) -> list[dict[str, Any]]:
        """Sends an activity; gives the messages that came of it."""
        before = len(self.service.said)
        token = signed(claims(serviceurl=self.service.url))
        async with self.session.post(
            f"{self.url}api/messages",
            json=activity | {"serviceUrl": self.service.url},
            headers={"Authorization": token},
        ) as response:
            assert response.status == 200
        return self.service.said[before:]

    async def answers(
        self, card: dict[str, Any], action: str, *, url: str = ""
    ) -> list[dict[str, Any]]:
        """Clicks on a file consent card."""
        content = card["attachments"][0]["content"]
        name = card["attachments"][0]["name"]
        info = {
            "contentUrl": f"https://ville-my.sharepoint.com/personal/lia/{name}",
            "name": name,
            "uploadUrl": url or f"{self.drive.url}{name}?tempauth=secret",
            "uniqueId": "1150D938",
            "fileType": "xlsx",
        }
        value = {"type": "fileUpload", "action": action, "context": content[f"{action}Context"]}
        return await self.tells(
            personal(
                type="invoke",
                id=f"c-{action}",
                name=consent.INVOKE,
                text=None,
                value=value | ({"uploadInfo": info} if action == "accept" else {}),
            )
        )


@pytest.fixture(autouse=True)
def memory_as_before() -> Iterator[None]:
    """A bot that starts freezes the memory of the process: here, of all tests."""
    yield
    gc.unfreeze()


@pytest.fixture
async def teams(maker: Databases, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Teams]:
    async with _teams(maker.sqlite(), monkeypatch) as made:
        yield made


@asynccontextmanager
async def _teams(url: str, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Teams]:
    async with (
        running_issuer() as issuer,
        running_connector() as service,
        running_onedrive() as drive,
        aiohttp.ClientSession() as session,
    ):
        monkeypatch.setenv("SSL_CERT_FILE", issuer.authority_file)
        settings = load_settings(
            database_url=url,
            app_id=APP_ID,
            tenant_id=TENANT,
            app_secret="a-secret",
            public_url="https://robot.ville.example",
        )
        endpoints = Endpoints(
            metadata=issuer.metadata_url, login=issuer.tls_url, local_services=True
        )
        async with running(settings, endpoints=endpoints) as bot, TestServer(bot.web) as server:
            yield Teams(service, drive, str(server.make_url("/")), session)


async def test_who_accepts_gets_the_file_in_their_storage(teams: Teams) -> None:
    said, asked = await teams.tells(personal(text=ASKS))
    (shown,) = await teams.answers(asked, "accept")

    (attachment,) = asked["attachments"]
    content, span = teams.drive.files["actions.xlsx"]
    assert said["text"].startswith("Voici le tableau de suivi des actions")
    assert (attachment["contentType"], attachment["name"]) == (CONSENT, "actions.xlsx")
    assert attachment["content"]["sizeInBytes"] == len(content)
    assert content.startswith(b"PK")
    assert span == f"bytes 0-{len(content) - 1}/{len(content)}"
    assert shown["attachments"] == [
        {
            "contentType": INFO,
            "contentUrl": "https://ville-my.sharepoint.com/personal/lia/actions.xlsx",
            "name": "actions.xlsx",
            "content": {"uniqueId": "1150D938", "fileType": "xlsx"},
        }
    ]


async def test_who_declines_gets_one_sentence(teams: Teams) -> None:
    _, asked = await teams.tells(personal(text=ASKS))

    (told,) = await teams.answers(asked, "decline")

    assert told["text"] == texts.FILE_DECLINED
    assert teams.drive.files == {}


@pytest.mark.parametrize(
    ("status", "url"), [(503, ""), (302, ""), (201, "https://evil.example/actions.xlsx")]
)
async def test_a_storage_that_takes_nothing_is_told(teams: Teams, status: int, url: str) -> None:
    _, asked = await teams.tells(personal(text=ASKS))
    teams.drive.status = status

    (told,) = await teams.answers(asked, "accept", url=url)

    assert told["text"] == texts.FILE_FAILED
    assert teams.drive.files == {}


async def test_a_file_of_yesterday_is_told(teams: Teams) -> None:
    card = consent.ask(Offer("nobody-gave-this", "actions.xlsx", 7))

    (told,) = await teams.answers(card, "accept")

    assert told["text"] == texts.FILE_GONE


async def test_elsewhere_a_link_of_the_bot_is_given(teams: Teams) -> None:
    (said,) = await teams.tells(in_group(text=f"<at>Passerelle</at> {ASKS}", entities=[mention()]))

    (button,) = said["attachments"][0]["content"]["actions"]
    assert button["type"] == "Action.OpenUrl"
    assert button["url"].startswith("https://robot.ville.example/files/")


async def test_on_a_laptop_the_button_opens_an_address_of_this_machine(maker: Databases) -> None:
    async with running_connector() as service, aiohttp.ClientSession() as session:
        settings = load_settings(database_url=maker.sqlite(), port=unused_port())
        async with (
            running(settings) as bot,
            TestServer(bot.web, port=settings.port) as server,
        ):
            told = personal(text=ASKS, serviceUrl=service.url)
            async with session.post(server.make_url("/api/messages"), json=told) as response:
                assert response.status == 200
            (button,) = service.said[0]["attachments"][0]["content"]["actions"]
            async with session.get(button["url"]) as fetched:
                content = await fetched.read()

    assert button["type"] == "Action.OpenUrl"
    assert button["url"].startswith(f"http://127.0.0.1:{settings.port}/files/")
    assert content.startswith(b"PK")


@pytest.mark.parametrize("value", [None, 7, {}, {"action": "accept"}, {"context": {"file": "a"}}])
def test_what_is_no_answer_of_ours_is_not_read(value: object) -> None:
    assert consent.read(value) is None


@pytest.mark.parametrize(
    ("url", "good"),
    [
        ("https://ville-my.sharepoint.com/personal/a?tempauth=x", True),
        ("https://ville-my.sharepoint.com:443/a", True),
        ("https://ville.sharepoint.com.evil.example/a", False),
        ("https://sharepoint.com@evil.example/a", False),
        ("https://evilsharepoint.com/a", False),
        ("http://ville-my.sharepoint.com/a", False),
        ("https://ville-my.sharepoint.com:8443/a", False),
        ("http://127.0.0.1:1/a", False),
        ("https://[ville", False),
        ("", False),
    ],
)
async def test_files_go_to_onedrive_only(url: str, *, good: bool) -> None:
    async with aiohttp.ClientSession() as session:
        assert Uploads(session).allows(url) == good
