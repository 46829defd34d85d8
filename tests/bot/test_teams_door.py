import asyncio
import json
import logging
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from typing import Any

import pytest

from bot.teams import texts
from bot.teams.connector import Connector
from bot.teams.consent import Consent, Handed
from bot.teams.door import Door
from bot.teams.events import Install, Removal, Sought
from bot.teams.hosts import ServiceHosts
from bot.teams.http import open_session
from bot.teams.inbound import OpenGate, TokenGate
from bot.teams.keys import KeyRing
from bot.teams.outbound import NoCredentials
from bot.teams.pacing import Pacer
from dialogs.messages import Choose, Entry, Incoming, Reply, Sender, Text, say
from storage.records import JSON, Reference
from tests.support.card_schema import problems
from tests.support.connector import ConnectorStandIn, running_connector
from tests.support.issuer import APP_ID, TENANT, claims, running_issuer, signed
from tests.support.teams_activities import (
    BOT,
    CHANNEL,
    click,
    in_channel,
    in_group,
    personal,
    search,
    submit,
)

CARD = Reply(parts=(Text("D’accord\u00a0?"),), buttons=(Choose("Oui", "oui"),), key="k")
SECRET_WORDS = "ma santé"


class House:
    """Answers what it is told to, and remembers what it heard."""

    def __init__(self) -> None:
        self.answer: Callable[[Incoming], Awaitable[Reply | None]] = self._echo
        self.heard: list[Incoming] = []
        self.seen: list[tuple[str, object, str]] = []
        self.sought_words: list[Sought] = []
        self.found = ["somebody"]

    async def _echo(self, incoming: Incoming) -> Reply | None:
        return say(f"Vous dites\u00a0: {incoming.text or incoming.click}")

    async def turn(self, incoming: Incoming, _reference: Reference) -> Reply | None:
        self.heard.append(incoming)
        return await self.answer(incoming)

    async def installed(self, install: Install, reference: Reference) -> Reply | None:
        self.seen.append(("installed", install.by_roster, reference.conversation))
        return None if install.by_roster else say("Bienvenue\u00a0!")

    async def sought(self, sought: Sought) -> Sequence[Entry]:
        self.sought_words.append(sought)
        return [Entry("Lia Marchetti", ("médiatrice",), quote="LSF, niveau B1")] * len(self.found)

    async def consented(self, given: Consent) -> Handed:
        return Handed.FAILED if given.accepted else Handed.DECLINED

    async def removed(self, removal: Removal, reference: Reference) -> None:
        self.seen.append(("removed", removal.upgrade, reference.conversation))

    async def members_added(
        self, people: tuple[Sender, ...], reference: Reference
    ) -> Reply | None:
        self.seen.append(("added", [person.aad_id for person in people], reference.conversation))
        return None

    async def members_removed(self, people: tuple[Sender, ...], reference: Reference) -> None:
        self.seen.append(("left", [person.aad_id for person in people], reference.conversation))
        raise RuntimeError(SECRET_WORDS)


class Rig:
    def __init__(self, service: ConnectorStandIn, door: Door, house: House) -> None:
        self.service = service
        self.door = door
        self.house = house

    async def receive(self, activity: dict[str, Any]) -> tuple[int, JSON | None]:
        body = json.dumps(activity | {"serviceUrl": self.service.url}).encode()
        return await self.door.receive(None, body, peer="127.0.0.1")

    @property
    def texts(self) -> list[str]:
        return [message.get("text", "") for message in self.service.said]


@pytest.fixture
async def rig() -> AsyncIterator[Rig]:
    hosts = ServiceHosts(local=True)
    async with running_connector() as service, open_session() as session:
        connector = Connector(session, credentials=NoCredentials(), hosts=hosts, pacer=Pacer())
        house = House()
        door = Door(
            gate=OpenGate(hosts),
            house=house,
            connector=connector,
            patience=0.5,
            reply_patience=0.5,
        )
        yield Rig(service, door, house)
        await door.finish()


async def test_message_is_answered_below_it(rig: Rig) -> None:
    assert await rig.receive(personal(text="Bonjour")) == (200, None)

    assert rig.texts == ["Vous dites\u00a0: Bonjour"]
    assert rig.service.requests[0].path == "/v3/conversations/a:lia/activities/1700000000001"
    assert rig.service.said[0]["from"] == BOT


async def test_answer_in_a_channel_goes_to_the_thread(rig: Rig) -> None:
    await rig.receive(in_channel())

    thread = f"{CHANNEL};messageid=1699999999000"
    assert rig.service.requests[0].path == f"/v3/conversations/{thread}/activities/1700000000001"


@pytest.mark.parametrize("make", [in_group, in_channel])
async def test_message_without_mention_is_neither_heard_nor_logged(
    rig: Rig, make: Callable[..., dict[str, Any]], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)

    assert await rig.receive(make(entities=[], text=SECRET_WORDS)) == (200, None)

    assert rig.house.heard == []
    assert rig.service.requests == []
    assert SECRET_WORDS not in caplog.text


async def test_people_are_found_from_the_compose_box(rig: Rig) -> None:
    status, answer = await rig.receive(search("  LSF  ", count=25))

    assert status == 200
    assert answer is not None
    found = answer["composeExtension"]
    assert (found["type"], found["attachmentLayout"]) == ("result", "list")
    (result,) = found["attachments"]
    assert problems(result["content"]) == []
    assert result["preview"] == {
        "contentType": "application/vnd.microsoft.card.thumbnail",
        "content": {"title": "Lia Marchetti", "text": "LSF, niveau B1"},
    }
    (heard,) = rig.house.sought_words
    assert (heard.text, heard.skip, heard.count) == ("LSF", 0, 8)
    assert rig.service.requests == []


@pytest.mark.parametrize(
    ("activity", "said"),
    [
        (search("", initial=True), texts.SEEK_HINT),
        (search("curling"), texts.nobody_for("curling")),
        (search("LSF") | {"from": {"id": "29:x", "name": "x"}}, texts.NO_IDENTITY),
        (search("x" * 5_000), texts.SEEK_HINT),
        (search("LSF", value="odd"), texts.SEEK_HINT),
    ],
)
async def test_the_compose_box_says_why_it_shows_nobody(
    rig: Rig, activity: dict[str, Any], said: str
) -> None:
    rig.house.found = []

    status, answer = await rig.receive(activity)

    assert (status, answer) == (200, {"composeExtension": {"type": "message", "text": said}})


async def test_answer_leaves_after_the_turn_returned(rig: Rig) -> None:
    async def look(_incoming: Incoming) -> Reply:
        await asyncio.sleep(0.05)
        assert rig.service.requests == []
        return say("ok")

    rig.house.answer = look
    await rig.receive(personal())

    assert rig.texts == ["ok"]


async def test_nothing_to_say_sends_nothing(rig: Rig) -> None:
    async def silent(_incoming: Incoming) -> None:
        return None

    rig.house.answer = silent

    assert await rig.receive(personal()) == (200, None)
    invoked = await rig.receive(click({"talk": "k", "choice": "oui"}))

    assert invoked[1] == {
        "statusCode": 200,
        "type": "application/vnd.microsoft.activity.message",
        "value": texts.DONE,
    }
    assert rig.service.requests == []


async def test_choice_replaces_the_card(rig: Rig) -> None:
    status, body = await rig.receive(click({"talk": "k", "choice": "oui"}))

    assert status == 200
    assert body
    assert body["type"] == "application/vnd.microsoft.card.adaptive"
    assert body["value"]["body"][0]["text"].startswith("Vous dites")
    assert "actions" not in body["value"]
    assert rig.service.requests == []


async def test_choice_without_trigger_and_a_card_in_answer(rig: Rig) -> None:
    async def ask(_incoming: Incoming) -> Reply:
        return CARD

    rig.house.answer = ask
    activity = click({"talk": "k", "choice": "oui"})
    del activity["value"]["trigger"]

    _, body = await rig.receive(activity)

    assert body
    assert body["value"]["actions"][0]["data"] == {"talk": "k", "choice": "oui"}


async def test_sentence_of_a_button_is_answered_in_the_conversation(rig: Rig) -> None:
    status, body = await rig.receive(click({"say": "Aide"}, verb="dire"))

    assert (status, body) == (
        200,
        {
            "statusCode": 200,
            "type": "application/vnd.microsoft.activity.message",
            "value": texts.ANSWERED_BELOW,
        },
    )
    assert rig.texts == ["Vous dites\u00a0: Aide"]
    assert rig.service.requests[0].path == "/v3/conversations/a:lia/activities"


async def test_click_of_an_older_client_is_answered_by_a_message(rig: Rig) -> None:
    assert await rig.receive(submit({"say": "Aide"})) == (200, None)
    assert rig.texts == ["Vous dites\u00a0: Aide"]


async def test_stale_card_gets_a_friendly_sentence(rig: Rig) -> None:
    status, body = await rig.receive(click({"old": 1}))
    assert await rig.receive(submit({"old": 1})) == (200, None)

    assert (status, body) == (
        200,
        {
            "statusCode": 400,
            "type": "application/vnd.microsoft.error",
            "value": {"code": "BadRequest", "message": texts.STALE_CARD},
        },
    )
    assert rig.texts == [texts.STALE_CARD.replace("\n", "\n\n")]
    assert rig.house.heard == []


async def test_long_and_anonymous_messages_get_a_sentence(rig: Rig) -> None:
    await rig.receive(personal(text="a" * 12_345))
    await rig.receive(personal(**{"from": {"id": "29:x"}}))
    invoked = await rig.receive(click({"say": "Aide"}, verb="dire", **{"from": {"id": "29:x"}}))

    assert rig.texts[0].startswith("Votre message est très long (12\u00a0345\u00a0caractères)")
    assert rig.texts[1:] == [texts.NO_IDENTITY] * 2
    assert invoked[0] == 200
    assert rig.house.heard == []


async def fails(_incoming: Incoming) -> Reply:
    raise ValueError(SECRET_WORDS)


async def hangs(_incoming: Incoming) -> Reply:
    await asyncio.sleep(60)
    raise AssertionError


@pytest.mark.parametrize(
    ("trouble", "sentence"), [(fails, texts.TROUBLE), (hangs, texts.TOO_SLOW)]
)
async def test_failing_turn_tells_the_person_and_not_the_words(
    rig: Rig,
    trouble: Callable[[Incoming], Awaitable[Reply]],
    sentence: str,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    rig.house.answer = trouble

    said = await rig.receive(personal(text=SECRET_WORDS))
    clicked = await rig.receive(click({"talk": "k", "choice": "oui"}))

    assert said == (200, None)
    assert rig.texts == [sentence]
    assert clicked == (
        200,
        {
            "statusCode": 500,
            "type": "application/vnd.microsoft.error",
            "value": {"code": "InternalServerError", "message": sentence},
        },
    )
    records = [record for record in caplog.records if record.name.startswith("bot.")]
    assert len(records) == 2
    assert all(SECRET_WORDS not in str(record.__dict__) for record in records)


INVOKES: list[tuple[object, tuple[int, object]]] = [
    ("message/submitAction", (200, {})),
    ("task/fetch", (501, None)),
    ("composeExtension/fetchTask", (501, None)),
    ("signin/verifyState", (501, None)),
    (None, (501, None)),
    ({"a": 1}, (501, None)),
]


@pytest.mark.parametrize(("name", "answer"), INVOKES)
async def test_other_invokes(rig: Rig, name: object, answer: tuple[int, object]) -> None:
    assert await rig.receive(click({}, name=name)) == answer


@pytest.mark.parametrize("value", [None, 7, [], {}, {"action": None}, {"action": {"type": 1}}])
async def test_malformed_card_action_is_no_500(rig: Rig, value: object) -> None:
    status, body = await rig.receive(click({}, value=value))

    assert status == 200
    assert body
    assert body["type"] == "application/vnd.microsoft.error"


async def test_comings_and_goings_reach_the_house(rig: Rig) -> None:
    noe = {"id": "29:noe", "aadObjectId": "aad-noe"}
    for changes in (
        {"type": "installationUpdate", "action": "add"},
        {"type": "conversationUpdate", "membersAdded": [BOT]},
        {"type": "conversationUpdate", "membersAdded": [noe]},
        {"type": "conversationUpdate", "membersRemoved": [noe]},
        {"type": "installationUpdate", "action": "remove-upgrade"},
    ):
        assert await rig.receive(in_channel(text=None, **changes)) == (200, None)

    assert rig.house.seen == [
        ("installed", False, CHANNEL),
        ("installed", True, CHANNEL),
        ("added", ["aad-noe"], CHANNEL),
        ("left", ["aad-noe"], CHANNEL),
        ("removed", True, CHANNEL),
    ]
    assert rig.texts == ["Bienvenue\u00a0!"]


@pytest.mark.parametrize(
    "changes",
    [
        {"type": "messageReaction", "reactionsAdded": [{"type": "like"}]},
        {"type": "messageUpdate", "channelData": {"eventType": "editMessage"}},
        {"type": "messageDelete", "channelData": {"eventType": "softDeleteMessage"}},
        {"type": "typing"},
        {"type": "event", "name": "application/vnd.microsoft.meetingStart", "value": 7},
        {"type": "endOfConversation"},
        {"type": "conversationUpdate", "channelData": {"eventType": "channelRenamed"}},
        {"type": "conversationUpdate", "channelData": {"eventType": "teamDeleted", "team": 7}},
        {"type": "installationUpdate", "action": "unheard-of"},
        {"type": "somethingNew"},
    ],
)
async def test_what_is_not_ours_passes_by(rig: Rig, changes: dict[str, Any]) -> None:
    assert await rig.receive(personal(text=None, **changes)) == (200, None)
    assert rig.house.heard == []
    assert rig.house.seen == []
    assert rig.service.requests == []


@pytest.mark.parametrize(
    "body",
    [b"", b"[]", b"7", b"null", b"{", b"\xff\xfe", b"[" * 100_000, b'{"a":' * 50_000, b"{}x"],
)
async def test_body_that_is_no_activity_is_400(rig: Rig, body: bytes) -> None:
    assert await rig.door.receive(None, body, peer="127.0.0.1") == (400, None)


async def test_activity_without_the_necessary_is_400(rig: Rig) -> None:
    for field in ("type", "id", "conversation"):
        assert await rig.receive(personal(**{field: None})) == (400, None)


async def test_stranger_is_refused(rig: Rig) -> None:
    body = json.dumps(personal(serviceUrl=rig.service.url)).encode()

    assert await rig.door.receive(None, body, peer="192.0.2.1") == (403, None)
    assert rig.house.heard == []


async def test_slow_service_does_not_hold_the_acknowledgement(rig: Rig) -> None:
    go_on = rig.service.hang_next()
    started = time.monotonic()

    assert await rig.receive(personal()) == (200, None)
    took = time.monotonic() - started
    go_on.set()
    await rig.door.finish()

    assert took < 2
    assert len(rig.service.said) == 1


async def test_hanging_chats_do_not_slow_the_others(rig: Rig) -> None:
    events = [rig.service.hang_next() for _ in range(8)]
    stuck = [asyncio.create_task(rig.receive(personal(id=str(n)))) for n in range(8)]
    while len(rig.service.requests) < 8:  # noqa: ASYNC110 - another server's progress
        await asyncio.sleep(0.01)

    async with asyncio.timeout(1):
        await rig.receive(personal(id="99"))

    for event in events:
        event.set()
    assert await asyncio.gather(*stuck) == [(200, None)] * 8


async def test_throttled_answer_waits_and_leaves(rig: Rig) -> None:
    rig.service.fail_next(429, headers={"Retry-After": "0.1"}, times=2)

    await rig.receive(personal())
    await rig.door.finish()

    assert len(rig.service.said) == 1
    assert len(rig.service.requests) == 3


async def test_doubtful_answer_is_not_doubled(rig: Rig, caplog: pytest.LogCaptureFixture) -> None:
    rig.service.reset_next()

    await rig.receive(personal(text=SECRET_WORDS))

    assert len(rig.service.requests) == 1
    assert "answer lost" in caplog.text
    assert SECRET_WORDS not in caplog.text


async def test_card_too_big_for_the_service_is_said_in_words(rig: Rig) -> None:
    async def ask(_incoming: Incoming) -> Reply:
        return CARD

    rig.house.answer = ask
    rig.service.fail_next(413, code="MessageSizeTooBig")

    await rig.receive(personal())

    assert rig.texts == ["D’accord\u00a0?\n\n[Oui]"]


async def test_end_of_the_process_gives_up_what_hangs(rig: Rig) -> None:
    go_on = rig.service.hang_next()
    await rig.receive(personal())

    await rig.door._replies.finish(within=0.05)
    go_on.set()

    assert not rig.door._replies._under_way


async def test_production_door_answers_signed_activities_only(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async with running_issuer() as issuer, open_session() as session:
        keys = KeyRing(session, metadata_url=issuer.metadata_url)
        hosts = ServiceHosts()
        house = House()
        door = Door(
            gate=TokenGate(app_id=APP_ID, tenant_id=TENANT, keys=keys, hosts=hosts),
            house=house,
            connector=Connector(session, credentials=NoCredentials(), hosts=hosts),
        )
        body = json.dumps(in_channel(entities=[])).encode()

        good = await door.receive(signed(claims()), body)
        bad = await door.receive(signed(claims(aud="x")), body)
        none = await door.receive(None, body)

    assert (good, bad, none) == ((200, None), (401, None), (401, None))
    refusals = [record for record in caplog.records if record.message == "activity refused"]
    assert len(refusals) == 2
    assert all(record.exc_info is None for record in refusals)
