"""A question passed on, between several people and over days: what one talk alone does not show."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.content.demo.agents import people
from bot.jobs.relays import close_relays
from bot.topics import topics
from dialogs.conversation import Conversation
from dialogs.messages import Reply, Sender
from storage.database import Database, open_database
from storage.records import Channel, OutgoingState, Person, Place, Reference, Visibility
from tests.support import town as towns
from tests.support.chat import Chat

NOW = datetime(2026, 11, 24, 10, 0, tzinfo=ZoneInfo("Europe/Paris"))
ASKER, HELPER, OTHER = "Lamine Sourdeval", "Nadège Olivarès", "Blandine Azoulay"
THANKS = "Merci ! Lamine vient de recevoir votre nom."
SETTLED = "Cette demande a déjà trouvé sa réponse"


@pytest.fixture
async def town(database_url: str, tmp_path: Path) -> AsyncIterator[Database]:
    towns.fill(database_url, tmp_path)
    database = open_database(database_url)
    yield database
    await database.close()


def agent(name: str) -> Person:
    return next(one for one in people() if one.name == name)


def chat(town: Database, name: str, *, place: Place = Place.PERSONAL, guest: bool = False) -> Chat:
    """Where somebody speaks: alone with the bot, or in the channel « 19:groupe »."""
    one = agent(name) if not guest else Person(id="invite", name=name, aad_id="aad:invite")
    sender = Sender(aad_id=one.aad_id or "", name=name, email=one.email, guest=guest)
    conversation = Conversation(database=town, topics=topics())
    where = "19:groupe" if place is Place.CHANNEL else "a"
    return Chat(conversation, sender=sender, now=NOW, place=place, name=where)


async def connect(town: Database) -> None:
    async with town.begin() as stores:
        await stores.groups.connect(Channel(conversation="19:groupe", group="handicap"))
        there = Reference(conversation="19:groupe", place=Place.CHANNEL, service_url="https://a")
        await stores.references.put(there)


async def relayed(town: Database, *, place: Place = Place.PERSONAL) -> None:
    """Lamine's question 1 waits in the channel of a group."""
    await connect(town)
    asking = chat(town, ASKER, place=place)
    await asking.says("qui connaît le vitrail ?")
    await asking.says("demande au groupe handicap")
    await asking.says("oui")


async def said(speaker: Chat, text: str) -> str:
    return plain((await speaker.says(text)).reply)


def plain(reply: Reply) -> str:
    return reply.as_text().replace("\u00a0", " ")


async def sent(town: Database) -> list[tuple[str, str, str]]:
    """Key, conversation and text of all that waits to be sent."""
    async with town.read() as stores:
        rows = await stores.outbox.in_state(OutgoingState.TO_PUBLISH)
    return [(row.key, row.conversation, plain(Reply.from_json(row.body))) for row in rows]


def lines(text: str, wanted: Sequence[str]) -> list[str]:
    return [line for line in text.split("\n") if any(one in line for one in wanted)]


async def test_the_post_says_who_asks_and_answers_carry_its_number(town: Database) -> None:
    await relayed(town)

    ((key, conversation, text),) = await sent(town)

    assert (key, conversation) == ("relay:1:0", "19:groupe")
    assert text.split("\n") == [
        "Une question cherche sa réponse",
        "• qui connaît le vitrail ?",
        "  De la part de Lamine Sourdeval",
        "Pouvez-vous aider, ou connaissez-vous quelqu’un ?",
        "[Je peux aider] [Je connais quelqu’un]",
    ]


async def test_of_two_helpers_at_once_one_is_told_to_the_asker(town: Database) -> None:
    await relayed(town)
    both = [chat(town, name, place=Place.CHANNEL) for name in (HELPER, OTHER)]

    answers = await asyncio.gather(*(said(one, "je peux aider pour la demande 1") for one in both))

    thanked, late = sorted(answers, key=lambda answer: not answer.startswith(THANKS))
    assert thanked.startswith(THANKS)
    assert late.startswith(SETTLED)
    assert [key for key, *_ in await sent(town)] == ["relay:1:0", "relay:1:answer"]


async def test_the_answer_to_a_channel_hides_what_is_not_for_all(town: Database) -> None:
    async with town.begin() as stores:
        helper = await stores.people.get(agent(HELPER).id)
        assert helper
        await stores.people.put(replace(helper, days_visibility=Visibility.VENUE))
        venue = helper.venue
        asker = await stores.people.get(agent(ASKER).id)
        assert asker
        await stores.people.put(replace(asker, venue=venue))
    await relayed(town, place=Place.CHANNEL)

    await said(chat(town, HELPER), "je peux aider pour la demande 1")

    *_, (_, conversation, text) = await sent(town)
    assert conversation == "19:groupe"
    assert lines(text, ["peut vous aider", "Question de"]) == [
        "Nadège Olivarès peut vous aider",
        "Question de Lamine Sourdeval : « qui connaît le vitrail ? »",
    ]
    assert "Joignable" not in text


async def test_a_guest_answers_only_what_was_asked_before_their_eyes(town: Database) -> None:
    await relayed(town)

    guessed = await said(chat(town, "Invité", guest=True), "je peux aider pour la demande 1")
    there = await said(
        chat(town, "Invité", guest=True, place=Place.CHANNEL), "je peux aider pour la demande 1"
    )

    assert guessed.startswith(SETTLED)
    assert there.startswith(THANKS)


async def test_a_guest_neither_asks_nor_reads_what_is_missing(town: Database) -> None:
    guest = chat(town, "Invité", guest=True)
    answers = [await said(guest, "demande à la coordination qui connaît le vitrail")]
    answers.append(await said(guest, "sujets sans référent"))

    assert [answer.split("\n")[0] for answer in answers] == [
        "Cette possibilité est réservée aux agent·es de la ville."
    ] * 2


async def test_a_helper_who_comes_after_an_erasure_or_the_term_is_told_kindly(
    town: Database,
) -> None:
    await relayed(town)
    helper = chat(town, HELPER)
    helper.now = NOW + timedelta(days=14)
    late = await said(helper, "je peux aider pour la demande 1")
    async with town.begin() as stores:
        await stores.people.erase(agent(ASKER).id)
    erased = await said(chat(town, OTHER), "je connais quelqu’un pour la demande 1")

    closed = await close_relays(town, NOW + timedelta(days=15))

    assert [answer.split(" ou")[0] for answer in (late, erased)] == [SETTLED] * 2
    assert (closed, await sent(town)) == (0, [])


async def test_who_was_asked_for_a_name_while_it_was_found_is_told(town: Database) -> None:
    await relayed(town)
    thinking = chat(town, OTHER)
    await thinking.says("je connais quelqu’un pour la demande 1")
    await chat(town, HELPER).says("je peux aider pour la demande 1")

    answer = await said(thinking, "Solveig Hartmann")

    assert answer.startswith(SETTLED)


async def test_a_coordinator_is_not_asked_their_own_question(town: Database) -> None:
    for name in (HELPER, OTHER):
        await chat(town, name).says("bonjour")
    asking = chat(town, HELPER)
    await asking.says("demande à la coordination qui connaît le vitrail")

    await asking.says("oui")

    assert [conversation for _, conversation, _ in await sent(town)] == [
        f"a:{agent(OTHER).aad_id}"
    ]


async def test_a_channel_that_the_bot_was_taken_from_is_not_offered(town: Database) -> None:
    await connect(town)
    question = "qui sait animer un atelier de pictogrammes en FALC avec des personnes sourdes ?"
    offered = [await said(chat(town, ASKER), question)]
    async with town.begin() as stores:
        await stores.references.silence("19:groupe", because="retiré")
    asking = chat(town, ASKER)

    offered.append(await said(asking, question))
    answer = await said(asking, "demande au groupe handicap")

    assert ["Demander au groupe" in text for text in offered] == [True, False]
    assert answer.startswith("Le groupe Publics en situation de handicap n’a pas")


async def test_the_way_on_after_a_lapse_is_the_coordination_for_a_group_alone(
    town: Database,
) -> None:
    await relayed(town)
    await chat(town, HELPER).says("bonjour")
    asking = chat(town, ASKER)
    await asking.says("demande à la coordination qui sait souffler le verre")
    await asking.says("oui")

    await close_relays(town, NOW + timedelta(days=14))

    told = [text for key, _, text in await sent(town) if key.endswith(":lapsed")]
    assert [text.split("\n")[-1] for text in told] == [
        "[Demander à la coordination]",
        "[Ce que je sais faire]",
    ]
