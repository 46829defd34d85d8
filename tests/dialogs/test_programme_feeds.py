"""Calendars by sentences: added, listed, removed; the address stays between two people."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from dialogs.messages import Incoming, Sender
from dialogs.programme import answer
from dialogs.programme.feeds_texts import first_reading
from dialogs.scene import Effect, Intent, IntentName, Outcome, Scene
from storage.database import Database
from storage.records import JSON, Feed, Occurrence, Person, Place, Role, Venue

PARIS = ZoneInfo("Europe/Paris")
NOW = datetime(2026, 11, 25, 10, 0, tzinfo=PARIS)
SECRET = "https://agenda.example/private-abc123/basic.ics"
ADA = Person(id="p1", name="Ada Morvan", aad_id="aad-1", role=Role.COORDINATOR)
LUXY = Venue(code="luxy", name="Cinéma Le Luxy", kind="cinéma", aliases=("Le Luxy",))
HANGAR = Venue(code="hangar", name="Le Hangar", kind="musiques actuelles")
FEED = Feed(name="luxy", url=SECRET, venue="luxy", read_at=NOW, tried_at=NOW)


class Chat:
    """A personal chat (or a channel) of one person; keeps what is open between sentences."""

    def __init__(self, database: Database, *, by: Person = ADA) -> None:
        self.database = database
        self.by = by
        self.place = Place.PERSONAL
        self.open: JSON | None = None

    async def says(self, text: str, intent: IntentName = IntentName.DIGEST_SETTINGS) -> Outcome:
        async with self.database.begin() as stores:
            scene = Scene(
                asker=self.by,
                incoming=Incoming(
                    activity_id="1",
                    conversation="a:1",
                    place=self.place,
                    sender=Sender(aad_id="aad-1", name=self.by.name),
                    text=text,
                ),
                stores=stores,
                knowledge=await self.database.knowledge(stores),
                now=NOW,
            )
            said = Intent(name=intent, text=text)
            outcome = await answer.resume(self.open, said, scene) if self.open else None
            outcome = outcome or await answer.start(said, scene)
        self.open = outcome.asks
        return outcome

    async def yes(self) -> Outcome:
        return await self.says("oui", IntentName.CONFIRM)


@pytest.fixture
async def chat(sqlite: Database) -> Chat:
    async with sqlite.begin() as stores:
        await stores.people.put(ADA)
        for venue in (LUXY, HANGAR):
            await stores.town.put_venue(venue)
    return Chat(sqlite)


async def feeds(chat: Chat) -> tuple[Feed, ...]:
    async with chat.database.read() as stores:
        return await stores.programme.feeds()


async def test_an_agenda_is_added_after_a_yes(chat: Chat) -> None:
    asked = await chat.says(f"ajoute l'agenda du Luxy : {SECRET}")
    before = await feeds(chat)
    done = await chat.yes()

    assert (asked.effect, before, done.effect) == (Effect.ASKS, (), Effect.WRITES)
    assert "agenda.example" in asked.reply.as_text()
    assert "private" not in asked.reply.as_text() + done.reply.as_text()
    assert await feeds(chat) == (Feed(name="luxy", url=SECRET, venue="luxy", added_by="p1"),)


async def test_what_is_missing_is_asked_for(chat: Chat) -> None:
    address = await chat.says("ajoute l'agenda")
    venue = await chat.says(SECRET)
    proposed = await chat.says("hangar", IntentName.CHOICE)
    await chat.yes()

    assert "Quelle est l’adresse" in address.reply.as_text()
    assert [button.label for button in venue.reply.buttons] == [LUXY.name, HANGAR.name]
    assert proposed.effect is Effect.ASKS
    assert [(feed.name, feed.url) for feed in await feeds(chat)] == [("hangar", SECRET)]


async def test_a_second_agenda_of_a_venue_has_its_own_name(chat: Chat) -> None:
    async with chat.database.begin() as stores:
        await stores.programme.put_feed(FEED)

    await chat.says("ajoute l'agenda du Luxy : https://autre.example/a.ics")
    await chat.yes()

    assert [feed.name for feed in await feeds(chat)] == ["luxy", "luxy-2"]


async def test_a_bad_address_is_refused_and_asked_for_again(chat: Chat) -> None:
    told = await chat.says("ajoute l'agenda du Luxy : http://agenda.example/a.ics")
    again = await chat.says(SECRET)

    assert "https" in told.reply.as_text()
    assert again.asks == {"kind": "programme.add_feed", "venue": "luxy", "url": SECRET}


async def test_an_address_in_a_channel_is_not_taken(chat: Chat) -> None:
    chat.place = Place.CHANNEL

    told = await chat.says(f"ajoute l'agenda du Luxy : {SECRET}")

    assert ("en discussion privée" in told.reply.as_text(), told.asks) == (True, None)


async def test_an_agent_is_told_whom_to_ask(chat: Chat) -> None:
    chat.by = replace(ADA, role=Role.AGENT)

    told = await chat.says(f"ajoute l'agenda du Luxy : {SECRET}")

    assert (told.effect, "Ada Morvan" in told.reply.as_text()) == (Effect.NONE, True)


async def test_a_refusal_adds_nothing(chat: Chat) -> None:
    await chat.says(f"ajoute l'agenda du Luxy : {SECRET}")
    await chat.says("non", IntentName.CANCEL)

    assert await feeds(chat) == ()


async def test_agendas_are_listed_by_host_with_their_state(chat: Chat) -> None:
    broken = Feed(
        name="hangar",
        url="/srv/hangar.ics",
        venue="hangar",
        tried_at=NOW,
        trouble="Ce fichier n’existe pas.",
        warnings=("a", "b", "c", "d"),
    )
    async with chat.database.begin() as stores:
        await stores.programme.put_feed(FEED)
        await stores.programme.put_feed(broken)

    told = await chat.says("quels agendas lis-tu ?", IntentName.PROGRAMMING_QUESTION)

    assert told.reply.as_text().split("\n") == [
        "Les agendas que je lis",
        "• Le Hangar (hangar)",
        "  fichier",
        "  Jamais lu avec succès",
        "  Dernier essai sans succès\u00a0: Ce fichier n’existe pas.",
        "  a",
        "  b",
        "  c",
        "  et 1 autre remarque",
        "• Cinéma Le Luxy (luxy)",
        "  agenda.example",
        "  Lu mercredi 25 novembre à 10\u00a0h",
    ]


async def test_no_agenda_yet_says_how_to_begin(chat: Chat) -> None:
    told = await chat.says("quels agendas lis-tu ?")

    assert "ajoute l’agenda du cinéma" in told.reply.as_text()


@pytest.mark.parametrize("text", ["retire l'agenda du Luxy", "retire l'agenda"])
async def test_an_agenda_is_removed_after_a_yes(chat: Chat, text: str) -> None:
    async with chat.database.begin() as stores:
        await stores.programme.put_feed(FEED)

    asked = await chat.says(text)
    if asked.asks == {"kind": "programme.which_feed"}:
        await chat.says("luxy", IntentName.CHOICE)
    done = await chat.yes()

    assert (done.effect, await feeds(chat)) == (Effect.WRITES, ())


async def test_an_agenda_removed_meanwhile_is_said(chat: Chat) -> None:
    async with chat.database.begin() as stores:
        await stores.programme.put_feed(FEED)
    await chat.says("retire l'agenda du Luxy")
    async with chat.database.begin() as stores:
        await stores.programme.remove_feed("luxy")

    told = await chat.yes()

    assert (told.effect, "n’existe plus" in told.reply.as_text()) == (Effect.NONE, True)


async def test_agendas_to_read_again_wait_for_the_clock(chat: Chat) -> None:
    async with chat.database.begin() as stores:
        await stores.programme.put_feed(FEED)

    await chat.says("relis les agendas")

    assert [feed.tried_at for feed in await feeds(chat)] == [None]


def test_the_first_reading_is_shown_with_examples() -> None:
    start = datetime(2026, 11, 28, 19, 30, tzinfo=UTC)
    seen = [
        Occurrence(
            feed="luxy",
            uid=str(number),
            start=start + timedelta(days=number),
            end=start,
            summary=f"Film {number}",
        )
        for number in range(5)
    ]

    told = first_reading(FEED, seen, [LUXY], zone=PARIS).as_text()

    assert "5 événements" in told
    assert "• Film 0\n  samedi 28 novembre, 20\u00a0h\u00a030" in told
    assert "Film 3" not in told
