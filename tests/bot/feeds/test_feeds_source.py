"""A source by address or path: what is fetched from a site on this machine, what never is."""

import asyncio
import gzip
import os
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer, unused_port

from bot.feeds import ical, texts
from bot.feeds.child import read_in_child
from bot.feeds.fetch import MOST_HOPS, Fetched, Policy, PublicOnly, fetch
from bot.feeds.reading import FeedUnreadable, Reading
from bot.feeds.source import FeedSource
from bot.settings import load_settings
from storage.records import EventStatus, Occurrence
from tests.support.issuer import running_issuer

PARIS = ZoneInfo("Europe/Paris")
START, END = date(2026, 11, 1), date(2026, 12, 1)
HERE = Policy(loopback=True)
CALENDAR = (
    b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:a\r\nDTSTART:20261105T190000Z\r\n"
    b"DTEND:20261105T200000Z\r\nSTATUS:TENTATIVE\r\nSUMMARY:Bal\r\nCATEGORIES:danse\r\n"
    b"END:VEVENT\r\nEND:VCALENDAR\r\n"
)
BAL = Occurrence(
    feed="",
    uid="a",
    start=datetime(2026, 11, 5, 19, tzinfo=UTC),
    end=datetime(2026, 11, 5, 20, tzinfo=UTC),
    summary="Bal",
    status=EventStatus.ANNOUNCED,
    categories=("danse",),
)


@pytest.fixture
async def site() -> AsyncIterator[str]:
    """A site whose paths each do one thing; gives its address."""

    async def good(request: web.Request) -> web.Response:
        marks = {"ETag": '"un"', "Last-Modified": "Mon, 02 Nov 2026 08:00:00 GMT"}
        if request.headers.get("If-None-Match") == '"un"':
            return web.Response(status=304, headers=marks)
        return web.Response(body=CALENDAR, headers=marks)

    async def sent_on(request: web.Request) -> web.Response:
        left = int(request.match_info["left"])
        target = "/agenda" if left == 0 else f"/renvoi/{left - 1}"
        return web.Response(status=302, headers={"Location": target})

    async def elsewhere(request: web.Request) -> web.Response:
        return web.Response(status=301, headers={"Location": request.query["vers"]})

    async def refused(request: web.Request) -> web.Response:
        return web.Response(status=int(request.match_info["status"]))

    async def bomb(_request: web.Request) -> web.Response:
        body = gzip.compress(bytes(2 * ical.MOST_BYTES))
        return web.Response(body=body, headers={"Content-Encoding": "gzip"})

    async def slow(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse()
        await response.prepare(request)
        for _ in range(40):
            await response.write(b" ")
            await asyncio.sleep(0.05)
        return response

    async def cut(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Length": "1000"})
        await response.prepare(request)
        await response.write(b"BEGIN:VCALENDAR")
        assert request.transport
        request.transport.abort()
        return response

    app = web.Application()
    app.router.add_get("/agenda", good)
    app.router.add_get("/renvoi/{left}", sent_on)
    app.router.add_get("/ailleurs", elsewhere)
    app.router.add_get("/code/{status}", refused)
    app.router.add_get("/bombe", bomb)
    app.router.add_get("/lent", slow)
    app.router.add_get("/coupe", cut)
    server = TestServer(app)
    await server.start_server()
    yield str(server.make_url("")).rstrip("/")
    await server.close()


async def reason_of(url: str, policy: Policy = HERE) -> str:
    with pytest.raises(FeedUnreadable) as refused:
        await fetch(url, policy)
    return refused.value.reason


async def test_a_calendar_is_fetched_with_its_marks(site: str) -> None:
    marks = {"etag": '"un"', "modified": "Mon, 02 Nov 2026 08:00:00 GMT"}

    fetched = await fetch(f"{site}/agenda", HERE)
    again = await fetch(f"{site}/agenda", HERE, **marks)

    assert fetched == Fetched(data=CALENDAR, **marks)
    assert again == Fetched(data=None, **marks)


async def test_a_site_may_send_on_a_few_times(site: str) -> None:
    fetched = await fetch(f"{site}/renvoi/{MOST_HOPS - 1}", HERE)

    assert fetched.data == CALENDAR
    assert await reason_of(f"{site}/renvoi/{MOST_HOPS}") == texts.TOO_MANY_HOPS


@pytest.mark.parametrize(
    ("target", "reason"),
    [
        ("http://10.0.0.1/agenda", texts.NOT_HTTPS),
        ("https://10.0.0.1/agenda", texts.NUMERIC_HOST),
        ("file:///etc/passwd", texts.NOT_AN_ADDRESS),
        ("https://a:b@agenda.example/", texts.NO_CREDENTIALS),
    ],
)
async def test_each_place_that_a_site_sends_on_to_is_checked(
    site: str, target: str, reason: str
) -> None:
    assert await reason_of(f"{site}/ailleurs?vers={target}") == reason


@pytest.mark.parametrize("status", [204, 401, 403, 404, 410, 429, 500, 503])
async def test_a_refusal_of_the_site_is_told(site: str, status: int) -> None:
    assert await reason_of(f"{site}/code/{status}") == texts.refused("127.0.0.1", status)


async def test_bytes_are_counted_after_decompression(site: str) -> None:
    assert await reason_of(f"{site}/bombe") == texts.too_big(ical.MOST_BYTES)


async def test_a_slow_site_is_given_up(site: str) -> None:
    hasty = Policy(loopback=True, timeout=aiohttp.ClientTimeout(total=0.2))

    assert await reason_of(f"{site}/lent", hasty) == texts.too_late("127.0.0.1")


async def test_an_answer_that_breaks_off_is_told(site: str) -> None:
    assert await reason_of(f"{site}/coupe") == texts.no_answer("127.0.0.1")


async def test_nobody_there_is_told() -> None:
    url = f"http://127.0.0.1:{unused_port()}/agenda"

    assert await reason_of(url) == texts.no_answer("127.0.0.1")


async def test_a_certificate_of_nobody_is_not_trusted() -> None:
    async with running_issuer() as issuer:
        reason = await reason_of(f"{issuer.tls_url}/agenda")

    assert reason == texts.not_trusted("127.0.0.1")


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("https://", texts.NOT_AN_ADDRESS),
        ("https://[ville/agenda", texts.NOT_AN_ADDRESS),
        ("https://ville.example:port/", texts.NOT_AN_ADDRESS),
        ("ftp://ville.example/agenda.ics", texts.NOT_AN_ADDRESS),
        ("http://ville.example/agenda.ics", texts.NOT_HTTPS),
        ("http://127.0.0.1/agenda.ics", texts.NOT_HTTPS),
        ("https://moi:secret@ville.example/", texts.NO_CREDENTIALS),
        ("https://127.0.0.1/", texts.NUMERIC_HOST),
        ("https://2130706433/", texts.NUMERIC_HOST),
        ("https://[::1]/", texts.NUMERIC_HOST),
        ("https://ville.example:8443/", texts.ODD_PORT),
        ("Webcal://localhost/agenda.ics", texts.private_network("localhost")),
    ],
)
async def test_an_address_is_checked_before_anything_is_sent(url: str, reason: str) -> None:
    assert await reason_of(url, Policy()) == reason


async def test_a_public_address_is_the_one_that_was_checked() -> None:
    (found, *_) = await PublicOnly(HERE).resolve("localhost", 80)

    assert (found["hostname"], found["port"]) == ("localhost", 80)


async def test_a_calendar_is_read_in_a_child() -> None:
    found = await read_in_child(CALENDAR, START, END, feed="", zone=PARIS)

    assert found == Reading((BAL,))


async def test_a_child_says_why_it_cannot_read() -> None:
    with pytest.raises(FeedUnreadable, match="page web"):
        await read_in_child(b"<html>Agenda</html>", START, END, feed="", zone=PARIS)


async def test_a_child_that_lasts_is_killed() -> None:
    with pytest.raises(FeedUnreadable) as late:
        await read_in_child(CALENDAR, START, END, feed="", zone=PARIS, wall=0.001)

    assert late.value.reason == texts.TOO_SLOW


def source() -> FeedSource:
    return FeedSource(load_settings())


async def test_a_source_is_an_address_or_a_path(site: str, tmp_path: Path) -> None:
    path = tmp_path / "agenda.ics"
    path.write_bytes(CALENDAR)

    by_address = await source().read(f"{site}/agenda", START, END)
    by_path = await source().read(str(path), START, END)

    assert by_address == by_path == Reading((BAL,))


async def test_a_path_that_holds_no_file_is_told(tmp_path: Path) -> None:
    large = tmp_path / "grand.ics"
    with large.open("wb") as file:
        file.truncate(ical.MOST_BYTES + 1)
    pipe = tmp_path / "tuyau"
    os.mkfifo(pipe)

    reasons = []
    for path in (tmp_path / "rien.ics", tmp_path, pipe, large, large / "dedans"):
        with pytest.raises(FeedUnreadable) as refused:
            await source().read(str(path), START, END)
        reasons.append(refused.value.reason)

    assert reasons == [
        texts.NO_FILE,
        texts.NOT_A_FILE,
        texts.NOT_A_FILE,
        texts.too_big(ical.MOST_BYTES),
        texts.NO_RIGHT,
    ]
