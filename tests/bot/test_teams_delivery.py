from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.teams.connector import Connector
from bot.teams.delivery import LEASE, Delivery
from bot.teams.hosts import ServiceHosts
from bot.teams.http import open_session
from bot.teams.outbound import NoCredentials
from bot.teams.outgoing import activity
from bot.teams.pacing import Pacer
from dialogs.messages import say
from storage.database import Database
from storage.records import Channel, Outgoing, OutgoingState, Person, Place, Reference
from tests.support.connector import ConnectorStandIn, running_connector

NOW = datetime(2026, 11, 23, 8, 30, tzinfo=ZoneInfo("Europe/Paris"))
CHANNEL = "19:handicap@thread.tacv2"


@dataclass(slots=True)
class Rig:
    """The sender over a real connector client, with a clock that the test turns."""

    database: Database
    service: ConnectorStandIn
    delivery: Delivery
    now: datetime = NOW
    settled: list[OutgoingState] = field(default_factory=list)

    async def put(self, key: str = "digest:c:2026-W48", *, kind: str = "digest") -> None:
        row = Outgoing(
            key=key,
            conversation=CHANNEL,
            body=say("Le programme").to_json(),
            kind=kind,
            due_at=self.now,
            expires_at=NOW + timedelta(days=6),
        )
        async with self.database.begin() as stores:
            await stores.outbox.put(row)

    async def state(self, key: str = "digest:c:2026-W48") -> tuple[str, str]:
        async with self.database.read() as stores:
            row = await stores.outbox.find(key)
        assert row is not None
        return row.state, row.reason


@pytest.fixture
async def rig(database: Database) -> AsyncIterator[Rig]:
    async with running_connector() as service, open_session() as session:
        connector = Connector(
            session,
            credentials=NoCredentials(),
            hosts=ServiceHosts((), local=True),
            pacer=Pacer(per_second=1000, interval=0),
        )
        made = Rig(database=database, service=service, delivery=None)  # type: ignore[arg-type]  # set below
        made.delivery = Delivery(
            database=database,
            connector=connector,
            clock=lambda: made.now,
            render=activity,
            settled=made.settled.append,
        )
        async with database.begin() as stores:
            await stores.people.put(Person(id="p1", name="Lia Fontanel"))
            for name, place in ((CHANNEL, Place.CHANNEL), ("a:lia", Place.PERSONAL)):
                await stores.references.put(
                    Reference(
                        conversation=name,
                        place=place,
                        service_url=service.url,
                        bot_id="28:bot",
                        person_id="p1" if place is Place.PERSONAL else None,
                    )
                )
            channel = Channel(
                conversation=CHANNEL, group="handicap", connected_by="p1", name="Handicap"
            )
            await stores.groups.connect(channel)
        yield made


async def test_a_row_is_sent_once(rig: Rig) -> None:
    await rig.put()

    done = [await rig.delivery.once() for _ in range(3)]

    assert done == [True, False, False]
    assert [message["text"] for message in rig.service.said] == ["Le programme"]
    assert await rig.state() == ("publie", "")
    assert rig.settled == [OutgoingState.PUBLISHED]


async def test_what_was_not_taken_goes_again_after_the_pause_that_was_asked(rig: Rig) -> None:
    await rig.put()
    rig.service.fail_next(429, headers={"Retry-After": "30"})
    await rig.delivery.once()
    early = await rig.delivery.once()
    rig.now += timedelta(seconds=60)

    late = await rig.delivery.once()

    assert (early, late) == (False, True)
    assert len(rig.service.said) == 1


async def test_a_doubtful_digest_is_never_sent_again_and_its_coordinator_is_told(rig: Rig) -> None:
    await rig.put()
    rig.service.reset_next()

    await rig.delivery.once()
    rig.now += timedelta(hours=1)
    told = await rig.delivery.once()
    nothing_left = await rig.delivery.once()

    assert (await rig.state())[0] == "incertain"
    assert (told, nothing_left) == (True, False)
    assert [len(rig.service.said), rig.service.said[-1]["text"][:20]] == [
        2,
        "Je ne sais pas si le",
    ]


async def test_a_doubtful_question_is_dropped(rig: Rig) -> None:
    await rig.put("question:p1:2026-W48", kind="question")
    rig.service.fail_next(502)

    await rig.delivery.once()

    assert (await rig.state("question:p1:2026-W48"))[0] == "abandonne"


async def test_a_channel_that_the_bot_left_falls_silent(rig: Rig) -> None:
    await rig.put()
    rig.service.fail_next(403, code="BotNotInConversationRoster")
    await rig.delivery.once()
    await rig.put("digest:c:2026-W49")
    await rig.delivery.once()
    await rig.delivery.once()

    async with rig.database.read() as stores:
        reference = await stores.references.get(CHANNEL)
    assert reference is not None
    assert not reference.active
    assert (await rig.state("digest:c:2026-W49"))[0] == "abandonne"
    assert [path.body["conversation"]["id"] for path in rig.service.requests].count(CHANNEL) == 1


async def test_a_refused_identity_keeps_the_queue(rig: Rig) -> None:
    await rig.put()
    rig.service.accepts = set()

    await rig.delivery.once()

    assert (await rig.state())[0] == "a_publier"


async def test_an_interrupted_sender_leaves_a_doubt(rig: Rig) -> None:
    await rig.put()
    async with rig.database.begin() as stores:
        await stores.outbox.claim(now=rig.now, lease=LEASE)
    rig.now += LEASE + timedelta(seconds=1)

    await rig.delivery.once()

    assert (await rig.state())[0] == "incertain"


async def test_too_late_is_not_sent(rig: Rig) -> None:
    await rig.put()
    rig.now += timedelta(days=7)

    await rig.delivery.once()

    assert await rig.state() == ("abandonne", "trop tard")
    assert CHANNEL not in {request.body["conversation"]["id"] for request in rig.service.requests}
