"""A channel's digest by sentences, on real stores; what a sentence means is given."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from dialogs.french.calendar import Week
from dialogs.messages import Incoming, Sender
from dialogs.programme import answer
from dialogs.programme.sending import put_digest
from dialogs.programme.slots import digest_key
from dialogs.scene import Effect, Intent, IntentName, Outcome, Scene
from storage.database import Database
from storage.records import (
    JSON,
    Channel,
    Group,
    OutgoingState,
    Person,
    Place,
    Reference,
    Role,
    Venue,
)

PARIS = ZoneInfo("Europe/Paris")
WEDNESDAY = datetime(2026, 11, 25, 10, 0, tzinfo=PARIS)
CHANNEL = "19:groupe@thread.tacv2"
COORDINATOR = Person(id="p1", name="Ada Morvan", aad_id="aad-1", role=Role.COORDINATOR)
AGENT = Person(id="p2", name="Noé Castel", aad_id="aad-2")
HANDICAP = Group(code="handicap", name="Publics en situation de handicap", aliases=("handicap",))
ADULTS = Group(code="adultes", name="Publics adultes")


class Room:
    """Says sentences in one place; keeps what is open between them."""

    def __init__(self, database: Database, *, place: Place, now: datetime = WEDNESDAY) -> None:
        self.database = database
        self.place = place
        self.now = now
        self.open: JSON | None = None

    async def says(
        self,
        text: str,
        intent: IntentName = IntentName.DIGEST_SETTINGS,
        *,
        by: Person = COORDINATOR,
    ) -> Outcome:
        async with self.database.begin() as stores:
            scene = Scene(
                asker=by,
                incoming=self._incoming(text, by),
                stores=stores,
                knowledge=await self.database.knowledge(stores),
                now=self.now,
            )
            said = Intent(name=intent, text=text)
            outcome = await answer.resume(self.open, said, scene) if self.open else None
            outcome = outcome or await answer.start(said, scene)
        self.open = outcome.asks or outcome.about
        return outcome

    async def yes(self, *, by: Person = COORDINATOR) -> Outcome:
        return await self.says("oui", IntentName.CONFIRM, by=by)

    def _incoming(self, text: str, by: Person) -> Incoming:
        in_channel = self.place is Place.CHANNEL
        return Incoming(
            activity_id=f"a{hash(text)}",
            conversation=f"{CHANNEL};messageid=12" if in_channel else f"a:{by.id}",
            place=self.place,
            sender=Sender(aad_id=str(by.aad_id), name=by.name),
            text=text,
            channel=CHANNEL if in_channel else "",
            channel_name="Général" if in_channel else "",
        )


@pytest.fixture
async def town(sqlite: Database) -> Database:
    async with sqlite.begin() as stores:
        for person in (COORDINATOR, AGENT):
            await stores.people.put(person)
        for group in (HANDICAP, ADULTS):
            await stores.town.put_group(group)
        await stores.town.put_venue(Venue(code="luxy", name="Le Luxy", kind="cinéma"))
    return sqlite


@pytest.fixture
def room(town: Database) -> Room:
    return Room(town, place=Place.CHANNEL)


async def channel(database: Database) -> Channel | None:
    async with database.read() as stores:
        return await stores.groups.channel(CHANNEL)


async def connected(room: Room, **more: object) -> Channel:
    made = Channel(conversation=CHANNEL, group="handicap", name="Général", **more)  # type: ignore[arg-type]  # one helper for all fields
    async with room.database.begin() as stores:
        await stores.groups.connect(made)
    return made


async def test_a_coordinator_connects_a_channel(room: Room) -> None:
    asked = await room.says("ce canal suit le groupe handicap")
    before = await channel(room.database)
    done = await room.yes()

    assert (asked.effect, before, done.effect) == (Effect.ASKS, None, Effect.WRITES)
    assert done.reply.as_text().split("\n")[0] == (
        "C’est fait\u00a0: ce canal suit le groupe Publics en situation de handicap. "
        "Prochain envoi\u00a0: lundi 30 novembre à 8\u00a0h\u00a030."
    )
    assert await channel(room.database) == Channel(
        conversation=CHANNEL,
        group="handicap",
        name="Général",
        connected_by="p1",
        paused_until=date(2026, 11, 23),
    )


async def test_a_channel_may_be_connected_with_its_slot(room: Room) -> None:
    await room.says("branche ce canal sur les publics adultes, le mardi à 9 h")
    await room.yes()

    now = await channel(room.database)
    assert now and (now.group, now.weekday, now.at) == ("adultes", 1, "09:00")


async def test_an_agent_is_told_whom_to_ask(room: Room) -> None:
    told = await room.says("ce canal suit le groupe handicap", by=AGENT)

    assert (told.effect, told.asks) == (Effect.NONE, None)
    assert "Ada Morvan" in told.reply.as_text()


async def test_somebody_who_is_no_coordinator_any_more_changes_nothing(room: Room) -> None:
    await room.says("ce canal suit le groupe handicap")
    told = await room.yes(by=replace(COORDINATOR, role=Role.AGENT))

    assert told.effect is Effect.NONE
    assert await channel(room.database) is None


async def test_an_unknown_group_is_asked_for(room: Room) -> None:
    asked = await room.says("connecte ce canal au groupe des astronautes")
    proposed = await room.says("adultes", IntentName.CHOICE)
    await room.yes()

    assert [button.label for button in asked.reply.buttons] == [ADULTS.name, HANDICAP.name]
    assert proposed.effect is Effect.ASKS
    now = await channel(room.database)
    assert now and now.group == "adultes"


async def test_a_refusal_changes_nothing(room: Room) -> None:
    await room.says("ce canal suit le groupe handicap")
    told = await room.says("non", IntentName.CANCEL)

    assert (told.effect, await channel(room.database)) == (Effect.NONE, None)


async def test_in_a_personal_chat_the_bot_says_where_to_say_it(town: Database) -> None:
    told = await Room(town, place=Place.PERSONAL).says("déconnecte ce canal")

    assert "dans le canal qui le reçoit" in told.reply.as_text()


async def test_a_pause_says_its_last_day_and_the_next_sending(room: Room) -> None:
    await connected(room)

    asked = await room.says("pause jusqu'au 4 janvier")
    await room.yes()

    assert "jusqu’au lundi 4 janvier inclus" in asked.reply.as_text()
    assert "lundi 11 janvier à 8\u00a0h\u00a030" in asked.reply.as_text()
    now = await channel(room.database)
    assert now and now.paused_until == date(2027, 1, 4)


async def test_a_pause_without_an_end_is_asked_for(room: Room) -> None:
    await connected(room)

    asked = await room.says("mets le récap en pause")
    proposed = await room.says("le 4 janvier")
    await room.yes()

    assert (asked.effect, proposed.effect) == (Effect.ASKS, Effect.ASKS)
    now = await channel(room.database)
    assert now and now.paused_until == date(2027, 1, 4)


async def test_sendings_go_on_without_catching_up(room: Room) -> None:
    await connected(room, paused_until=date(2027, 1, 4))

    await room.says("reprends")
    done = await room.yes()

    assert "lundi 30 novembre" in done.reply.as_text()
    now = await channel(room.database)
    assert now and now.paused_until == date(2026, 11, 23)


async def test_the_slot_changes(room: Room) -> None:
    await connected(room)

    asked = await room.says("envoie le récap le mardi à 9 h")
    await room.yes()

    assert "mardi 1er décembre à 9\u00a0h" in asked.reply.as_text()
    now = await channel(room.database)
    assert now and (now.weekday, now.at) == (1, "09:00")


async def test_a_slot_in_the_hour_that_the_clocks_skip_is_refused(room: Room) -> None:
    before = await connected(room)

    told = await room.says("envoie le récap le dimanche à 2 h 30")

    assert (told.asks, await channel(room.database)) == (None, before)


async def test_the_settings_are_shown_to_everybody(room: Room) -> None:
    await connected(room)

    told = await room.says("montre les réglages", by=AGENT)

    assert told.reply.as_text().split("\n")[:4] == [
        "Le récap dans ce canal",
        "Groupe\u00a0: Publics en situation de handicap",
        "Envoi\u00a0: le lundi à 8\u00a0h\u00a030",
        "Prochain envoi\u00a0: lundi 30 novembre à 8\u00a0h\u00a030",
    ]


@pytest.mark.parametrize(
    "text", ["montre les réglages", "pause jusqu'au 4 janvier", "envoie le récap maintenant"]
)
async def test_a_channel_that_follows_nothing_says_how_to_begin(room: Room, text: str) -> None:
    told = await room.says(text)

    assert "ce canal suit le groupe" in told.reply.as_text()


async def test_the_digest_is_sent_now_and_only_once(room: Room) -> None:
    await connected(room)

    await room.says("envoie le récap maintenant")
    first = await room.yes()
    second = await room.says("envoie le récap maintenant")

    assert (first.effect, second.effect, second.asks) == (Effect.WRITES, Effect.NONE, None)
    assert "déjà parti" in second.reply.as_text()
    async with room.database.read() as stores:
        row = await stores.outbox.find(digest_key(CHANNEL, Week.parse("2026-W48")))
    assert row and row.conversation == CHANNEL


async def test_a_digest_that_left_while_the_question_was_open_is_not_sent_twice(
    room: Room,
) -> None:
    made = await connected(room)
    await room.says("envoie le récap maintenant")
    async with room.database.begin() as stores:
        knowledge = await room.database.knowledge(stores)
        week = Week.parse("2026-W48")
        await put_digest(stores, made, week, knowledge=knowledge, now=WEDNESDAY)

    told = await room.yes()

    assert (told.effect, "déjà parti" in told.reply.as_text()) == (Effect.NONE, True)


async def test_what_waits_does_not_leave_once_the_channel_is_disconnected(room: Room) -> None:
    made = await connected(room)
    async with room.database.begin() as stores:
        knowledge = await room.database.knowledge(stores)
        week = Week.parse("2026-W48")
        await put_digest(stores, made, week, knowledge=knowledge, now=WEDNESDAY)

    await room.says("déconnecte ce canal")
    await room.yes()

    async with room.database.begin() as stores:
        claimed = await stores.outbox.claim(now=WEDNESDAY, lease=timedelta(minutes=2))
        (row,) = await stores.outbox.in_state(OutgoingState.GIVEN_UP)
    assert (claimed, row.reason, await channel(room.database)) == (None, "canal déconnecté", None)


async def test_a_preview_asked_for_in_a_channel_comes_in_private(room: Room) -> None:
    await connected(room)
    personal = Reference(
        conversation="a:p2", place=Place.PERSONAL, service_url="https://x", person_id="p2"
    )
    without = await room.says("montre le récap", by=AGENT)
    async with room.database.begin() as stores:
        await stores.references.put(personal)

    told = await room.says("montre le récap", by=AGENT)

    assert "écrivez «\u00a0montre le récap\u00a0»" in without.reply.as_text()
    assert "en discussion privée" in told.reply.as_text()
    async with room.database.begin() as stores:
        row = await stores.outbox.claim(now=WEDNESDAY, lease=timedelta(minutes=2))
    assert row and row.conversation == "a:p2"


async def test_a_preview_in_private_asks_for_the_group(town: Database) -> None:
    room = Room(town, place=Place.PERSONAL)

    asked = await room.says("montre le récap", by=AGENT)
    shown = await room.says("handicap", IntentName.CHOICE, by=AGENT)

    assert asked.effect is Effect.ASKS
    assert "Le programme du 23 au 29 novembre" in shown.reply.as_text()


async def test_what_is_in_doubt_is_listed(room: Room) -> None:
    await connected(room)
    await room.says("envoie le récap maintenant")
    await room.yes()

    told = await room.says("quels envois sont en doute ?")

    assert "Général\u00a0: récap du 23 au 29 novembre" in told.reply.as_text()


async def test_a_wish_that_cannot_be_fulfilled_is_answered_plainly(room: Room) -> None:
    told = await room.says("passe le récap en mensuel")

    assert told.reply.as_text().startswith("Je ne sais pas encore faire cela")


@pytest.mark.parametrize("intent", [IntentName.DIGEST_SETTINGS, IntentName.PROGRAMMING_QUESTION])
@pytest.mark.parametrize("text", ["reprends", "c’est reparti", "on reprend"])
async def test_a_paused_channel_goes_on_again(room: Room, text: str, intent: IntentName) -> None:
    await connected(room, paused_until=date(2027, 1, 4))

    asked = await room.says(text, intent)
    await room.yes()

    assert asked.effect is Effect.ASKS
    now = await channel(room.database)
    assert now is not None
    assert now.paused_until == date(2026, 11, 23)


async def test_a_channel_that_is_not_paused_has_nothing_to_resume(room: Room) -> None:
    await connected(room, paused_until=date(2026, 11, 23))

    told = await room.says("reprends")

    assert told.effect is Effect.NONE
    assert told.reply.as_text().startswith("Les envois ne sont pas en pause dans ce canal.")


async def test_an_unknown_group_is_named_and_the_known_ones_listed(room: Room) -> None:
    asked = await room.says("ce canal suit le groupe cuisine")

    assert asked.effect is Effect.ASKS
    assert asked.reply.as_text().split("\n")[0] == (
        "Je ne connais pas de groupe de travail «\u00a0cuisine\u00a0». Il y a\u00a0: Publics adultes et "
        "Publics en situation de handicap. Lequel\u00a0?"
    )


async def test_a_channel_follows_one_group_only(room: Room) -> None:
    asked = await room.says("ce canal suit handicap et adultes")
    chosen = await room.says("adultes", IntentName.CHOICE)

    assert "Un canal suit un seul groupe" in asked.reply.as_text()
    assert "Publics adultes" in chosen.reply.as_text()


async def test_a_channel_connected_twice_is_told_so(room: Room) -> None:
    await connected(room)

    again = await room.says("ce canal suit le groupe handicap")
    moved = await room.says("ce canal suit le groupe handicap le jeudi à 10 h")

    assert again.effect is Effect.NONE
    assert again.reply.as_text().startswith("Ce canal suit déjà le groupe Publics en situation")
    assert moved.effect is Effect.ASKS
