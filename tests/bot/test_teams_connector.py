import asyncio
import dataclasses
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from itertools import pairwise

import aiohttp
import pytest

from bot.teams.connector import Connector, Member
from bot.teams.hosts import ServiceHosts
from bot.teams.http import open_session
from bot.teams.outbound import IdentityRefused, NoCredentials, TokenUnavailable
from bot.teams.outcomes import (
    Ambiguous,
    Delivered,
    Kind,
    NotSent,
    Outcome,
    Refused,
    Throttled,
)
from bot.teams.pacing import Pacer
from storage.records import Place, Reference
from tests.support.connector import ConnectorStandIn, running_connector

HELLO = {"type": "message", "text": "Bonjour"}
THREAD = "19:publics@thread.tacv2;messageid=17"


class Tokens:
    """A token source whose tokens are numbered."""

    def __init__(self) -> None:
        self.number = 1
        self.error: Exception | None = None

    async def token(self, _scope: str) -> str:
        if self.error:
            raise self.error
        return f"token-{self.number}"

    def forget(self, _scope: str, *, used: str = "") -> None:
        self.number += used == f"token-{self.number}"


class Rig:
    def __init__(self, service: ConnectorStandIn, session: aiohttp.ClientSession) -> None:
        self.service = service
        self.session = session
        self.tokens = Tokens()
        self.connector = self.make()
        self.reference = Reference(
            conversation=THREAD,
            place=Place.CHANNEL,
            service_url=service.url,
            tenant_id="t",
            bot_id="28:bot",
            bot_name="Passerelle",
        )

    def make(self, *, pacer: Pacer | None = None, timeout: float = 10) -> Connector:
        return Connector(
            self.session,
            credentials=self.tokens,
            hosts=ServiceHosts(local=True),
            pacer=pacer or Pacer(per_second=1000, interval=0),
            timeout=aiohttp.ClientTimeout(total=timeout, connect=timeout),
        )


@pytest.fixture
async def rig() -> AsyncIterator[Rig]:
    async with running_connector() as service, open_session() as session:
        yield Rig(service, session)


async def test_message_is_sent_with_its_token_to_the_conversation(rig: Rig) -> None:
    outcome = await rig.connector.send(rig.reference, HELLO)

    request = rig.service.requests[0]
    assert outcome == Delivered("m1")
    assert request.path == f"/v3/conversations/{THREAD}/activities"
    assert request.authorization == "Bearer token-1"
    assert rig.service.said == [
        HELLO
        | {
            "conversation": {"id": THREAD},
            "from": {"id": "28:bot", "name": "Passerelle"},
        }
    ]


async def test_answer_names_what_it_answers(rig: Rig) -> None:
    await rig.connector.reply(rig.reference, "17/..", HELLO)

    assert rig.service.requests[0].path == f"/v3/conversations/{THREAD}/activities/17/.."
    assert rig.service.said[0]["replyToId"] == "17/.."


async def test_local_mode_sends_no_token(rig: Rig) -> None:
    rig.connector = Connector(
        rig.session, credentials=NoCredentials(), hosts=ServiceHosts(local=True)
    )

    assert await rig.connector.send(rig.reference, HELLO) == Delivered("m1")
    assert rig.service.requests[0].authorization == ""


REFUSALS = [
    (400, "BadArgument", Kind.OURS),
    (403, "BotNotInConversationRoster", Kind.ROSTER),
    (403, "ForbiddenOperationException", Kind.ROSTER),
    (403, "BotDisabledByAdmin", Kind.ADMIN),
    (403, "ConversationBlockedByUser", Kind.BLOCKED),
    (403, "MessageWritesBlocked", Kind.BLOCKED),
    (403, "InvalidBotApiHost", Kind.OURS),
    (404, "ConversationNotFound", Kind.GONE),
    (404, "ActivityNotFoundInConversation", Kind.GONE),
    (404, "", Kind.OURS),
    (413, "MessageSizeTooBig", Kind.OURS),
    (302, "", Kind.OURS),
]


@pytest.mark.parametrize(("status", "code", "kind"), REFUSALS)
async def test_refusal_tells_what_to_do_about_it(
    rig: Rig, status: int, code: str, kind: Kind
) -> None:
    rig.service.fail_next(status, code=code)

    outcome = await rig.connector.send(rig.reference, HELLO)

    assert outcome == Refused(f"HTTP {status} {code}".rstrip(), kind)
    assert len(rig.service.requests) == 1


@pytest.mark.parametrize("status", [408, 500, 502, 503, 504])
async def test_doubtful_answer_is_never_repeated(rig: Rig, status: int) -> None:
    rig.service.fail_next(status, body="<html>", taken=True)

    outcome = await rig.connector.send(rig.reference, HELLO)

    assert outcome == Ambiguous(f"HTTP {status}")
    assert len(rig.service.said) == 1


async def test_broken_connection_after_sending_is_doubtful(rig: Rig) -> None:
    rig.service.reset_next()

    outcome = await rig.connector.send(rig.reference, HELLO)

    assert isinstance(outcome, Ambiguous)
    assert len(rig.service.said) == 1


async def test_silence_is_doubtful_and_bounded(rig: Rig) -> None:
    answer = rig.service.hang_next()
    connector = rig.make(timeout=0.2)

    outcome = await connector.send(rig.reference, HELLO)
    answer.set()

    assert isinstance(outcome, Ambiguous)
    assert len(rig.service.said) == 1


async def test_nobody_there_is_certainly_not_sent(rig: Rig) -> None:
    nowhere = dataclasses.replace(rig.reference, service_url="http://127.0.0.1:9/")

    assert isinstance(await rig.connector.send(nowhere, HELLO), NotSent)


@pytest.mark.parametrize("body", ["", "<html>ok</html>", '{"id": "m', "[1]", '{"id": 7}'])
async def test_accepted_without_an_id_is_delivered(rig: Rig, body: str) -> None:
    rig.service.fail_next(201, body=body, taken=True)

    assert await rig.connector.send(rig.reference, HELLO) == Delivered("")


async def test_text_and_card_together_lose_the_id(rig: Rig) -> None:
    both = HELLO | {"attachments": [{"contentType": "x", "content": {}}]}

    assert await rig.connector.send(rig.reference, both) == Delivered("")


def in_forty_seconds() -> str:
    return format_datetime(datetime.now(UTC) + timedelta(seconds=40), usegmt=True)


PAUSES: list[tuple[int, Callable[[], str], float]] = [
    (429, lambda: "7", 7),
    (429, lambda: "0.5", 0.5),
    (429, in_forty_seconds, 40),
    (429, lambda: "", 2),
    (429, lambda: "soon", 2),
    (429, lambda: "nan", 2),
    (429, lambda: "-3", 0),
    (429, lambda: "999999", 3600),
    (412, lambda: "", 2),
]


@pytest.mark.parametrize(("status", "header", "pause"), PAUSES)
async def test_throttling_tells_how_long_to_wait(
    rig: Rig, status: int, header: Callable[[], str], pause: float
) -> None:
    rig.service.fail_next(status, headers={"Retry-After": header()})

    outcome = await rig.connector.send(rig.reference, HELLO)

    assert isinstance(outcome, Throttled)
    assert outcome.retry_after == pytest.approx(pause, abs=1.5)


async def test_refused_token_is_renewed_once_and_nothing_is_lost(rig: Rig) -> None:
    rig.service.accepts = {"token-2"}

    assert await rig.connector.send(rig.reference, HELLO) == Delivered("m1")
    assert [request.authorization for request in rig.service.requests] == [
        "Bearer token-1",
        "Bearer token-2",
    ]


async def test_token_refused_twice_is_a_matter_of_identity(rig: Rig) -> None:
    rig.service.accepts = set()

    outcome = await rig.connector.send(rig.reference, HELLO)

    assert outcome == Refused("HTTP 401 Unauthorized", Kind.IDENTITY)
    assert len(rig.service.requests) == 2


@pytest.mark.parametrize(
    ("error", "outcome"),
    [
        (TokenUnavailable("timeout"), NotSent("no token: timeout")),
        (
            IdentityRefused("AADSTS7000215"),
            Refused("no token: AADSTS7000215", Kind.IDENTITY),
        ),
    ],
)
async def test_without_a_token_nothing_is_sent(
    rig: Rig, error: Exception, outcome: Outcome
) -> None:
    rig.tokens.error = error

    assert await rig.connector.send(rig.reference, HELLO) == outcome
    assert rig.service.requests == []


@pytest.mark.parametrize("local", [True, False])
async def test_foreign_address_gets_no_request(rig: Rig, *, local: bool) -> None:
    address = "https://evil.example/" if local else rig.service.url
    connector = Connector(
        rig.session, credentials=rig.tokens, hosts=ServiceHosts(local=local), pacer=Pacer()
    )
    elsewhere = dataclasses.replace(rig.reference, service_url=address)

    outcome = await connector.reply(elsewhere, "1", HELLO)

    assert outcome == Refused("service address not allowed", Kind.OURS)
    assert rig.service.requests == []


async def test_redirect_does_not_carry_the_token_away(rig: Rig) -> None:
    rig.service.fail_next(307, headers={"Location": f"{rig.service.url}v3/conversations"})

    assert isinstance(await rig.connector.send(rig.reference, HELLO), Refused)
    assert len(rig.service.requests) == 1


async def test_update_replaces_and_repeats_in_doubt(rig: Rig) -> None:
    await rig.connector.send(rig.reference, HELLO)
    rig.service.fail_next(502)

    outcome = await rig.connector.update(rig.reference, "m1", HELLO | {"text": "Bonsoir"})

    assert outcome == Delivered("m1")
    assert [message["text"] for message in rig.service.said] == ["Bonsoir"]


async def test_update_of_a_deleted_message_is_gone(rig: Rig) -> None:
    await rig.connector.send(rig.reference, HELLO)
    assert await rig.connector.delete(rig.reference, "m1") == Delivered("")

    outcome = await rig.connector.update(rig.reference, "m1", HELLO)

    assert outcome == Refused("HTTP 404 ActivityNotFoundInConversation", Kind.GONE)


async def test_personal_chat_is_opened_in_the_tenant(rig: Rig) -> None:
    outcome = await rig.connector.create_personal(rig.reference, "aad-lia")

    assert outcome == Delivered("a:aad-lia")
    assert rig.service.requests[0].body == {
        "isGroup": False,
        "bot": {"id": "28:bot", "name": "Passerelle"},
        "members": [{"id": "aad-lia"}],
        "tenantId": "t",
        "channelData": {"tenant": {"id": "t"}},
    }


async def test_personal_chat_without_an_id_is_no_chat(rig: Rig) -> None:
    rig.service.fail_next(201)

    outcome = await rig.connector.create_personal(rig.reference, "aad-lia")

    assert outcome == Ambiguous("conversation opened without an id")


PEOPLE = [
    {"id": "29:1", "aadObjectId": "a1", "name": "Lia", "email": "lia@ville.example"},
    {"id": "29:2", "objectId": "a2", "name": "Noé", "userPrincipalName": "noe@ville.example"},
    {"id": "29:3", "aadObjectId": "a3", "name": "Ana", "userRole": "guest"},
    {"id": "29:4", "aadObjectId": "a4", "name": "Io", "userPrincipalName": "io#EXT#@v.example"},
    {"id": "29:5", "aadObjectId": "a5", "name": "Ugo", "tenantId": "another"},
    {"id": "29:6", "name": "Nobody"},
]


async def test_members_come_page_by_page(rig: Rig) -> None:
    rig.service.people = PEOPLE

    assert await rig.connector.members(rig.reference) == (
        Member(id="29:1", aad_id="a1", name="Lia", email="lia@ville.example"),
        Member(id="29:2", aad_id="a2", name="Noé", email="noe@ville.example"),
        Member(id="29:3", aad_id="a3", name="Ana", guest=True),
        Member(id="29:4", aad_id="a4", name="Io", email="io#EXT#@v.example", guest=True),
        Member(id="29:5", aad_id="a5", name="Ugo", guest=True),
    )
    assert len(rig.service.requests) == 3


async def test_members_of_a_conversation_without_the_bot(rig: Rig) -> None:
    rig.service.fail_next(403, code="BotNotInConversationRoster")

    outcome = await rig.connector.members(rig.reference)

    assert outcome == Refused("HTTP 403 BotNotInConversationRoster", Kind.ROSTER)


async def test_members_of_a_service_out_of_reach(rig: Rig) -> None:
    nowhere = dataclasses.replace(rig.reference, service_url="http://127.0.0.1:9/")

    assert isinstance(await rig.connector.members(nowhere), NotSent)
    assert isinstance(await rig.connector.member(nowhere, "a1"), NotSent)
    assert isinstance(await rig.connector.update(nowhere, "m1", HELLO), NotSent)
    assert isinstance(await rig.connector.delete(nowhere, "m1"), NotSent)
    assert isinstance(await rig.connector.create_personal(nowhere, "a1"), NotSent)


async def test_one_member(rig: Rig) -> None:
    rig.service.people = PEOPLE

    known = await rig.connector.member(rig.reference, "a1")
    unknown = await rig.connector.member(rig.reference, "a9")

    assert known == Member(id="29:1", aad_id="a1", name="Lia", email="lia@ville.example")
    assert unknown == Refused("HTTP 404 MemberNotFoundInConversation", Kind.OURS)


async def test_one_connection_serves_many_messages(rig: Rig) -> None:
    for _ in range(20):
        await rig.connector.send(rig.reference, HELLO)

    assert rig.session.connector
    assert len(rig.session.connector._conns) == 1


async def test_messages_of_one_thread_keep_their_distance(rig: Rig) -> None:
    connector = rig.make(pacer=Pacer(per_second=1000, interval=0.2))
    sends = [connector.send(rig.reference, HELLO | {"text": str(n)}) for n in range(4)]

    await asyncio.gather(*sends)

    at = [request.at for request in rig.service.requests]
    assert [message["text"] for message in rig.service.said] == ["0", "1", "2", "3"]
    assert all(later - earlier > 0.19 for earlier, later in pairwise(at))


async def test_one_slow_thread_does_not_hold_the_others(rig: Rig) -> None:
    connector = rig.make(pacer=Pacer(per_second=1000, interval=0.3))
    other = dataclasses.replace(rig.reference, conversation="19:other@thread.tacv2")
    waiting = [asyncio.create_task(connector.send(rig.reference, HELLO)) for _ in range(5)]
    await asyncio.sleep(0)

    async with asyncio.timeout(0.25):
        assert isinstance(await connector.send(other, HELLO), Delivered)

    for task in waiting:
        task.cancel()
    await asyncio.gather(*waiting, return_exceptions=True)


async def test_app_stays_below_its_rate_and_answers_do_not_wait(rig: Rig) -> None:
    connector = rig.make(pacer=Pacer(per_second=50, interval=0))
    others = [
        dataclasses.replace(rig.reference, conversation=f"19:{n}@thread.v2") for n in range(40)
    ]
    sends = [asyncio.create_task(connector.send(other, HELLO)) for other in others]
    await asyncio.sleep(0)

    async with asyncio.timeout(0.3):
        await connector.reply(rig.reference, "1", HELLO)
    answered = len(rig.service.said)
    await asyncio.gather(*sends)

    at = [request.at for request in rig.service.requests if "19:publics" not in request.path]
    assert answered < 20
    assert at[-1] - at[0] > 0.75


async def test_pacer_forgets_quiet_threads() -> None:
    pacer = Pacer(per_second=1e9, interval=0)
    for number in range(1_500):
        async with pacer.turn(f"19:{number}"):
            pass

    assert len(pacer._threads) <= 1_001
