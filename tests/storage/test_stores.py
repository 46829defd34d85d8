import dataclasses
from datetime import UTC, date, datetime, timedelta

import pytest

from storage.database import Database
from storage.records import (
    Action,
    ActionChange,
    ActionStatus,
    Channel,
    Evidence,
    EvidenceKind,
    Feed,
    Group,
    Level,
    Occurrence,
    Outgoing,
    OutgoingState,
    Person,
    Place,
    Reference,
    Skill,
    StoredFile,
    Talk,
    Turn,
    Venue,
)
from storage.stores.actions import ActionMoved

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
LIA = Person(
    id="p1",
    name="Lia Fontanel",
    email="lia@example.org",
    aad_id="aad-1",
    languages=("LSF",),
    working_days=("mardi", "jeudi"),
)


async def test_a_person_comes_back_as_stored(database: Database) -> None:
    async with database.begin() as stores:
        await stores.people.put(LIA)

    async with database.read() as stores:
        found = [
            await stores.people.get("p1"),
            await stores.people.by_aad_id("aad-1"),
            await stores.people.by_email("LIA@example.org"),
        ]

    assert found == [LIA, LIA, LIA]


async def test_evidence_is_found_by_its_terms_and_leaves_with_the_skill(
    database: Database,
) -> None:
    async with database.begin() as stores:
        await stores.people.put(LIA)
        skill = Skill(person_id="p1", text="LSF niveau B1", level=Level.AT_EASE, declared_at=NOW)
        skill_id = await stores.people.add_skill(skill)
        line = Evidence(
            person_id="p1",
            kind=EvidenceKind.SKILL,
            text="LSF niveau B1",
            terms=("lsf", "niveau", "b1", "lsf"),
            skill_id=skill_id,
        )
        await stores.experts.add([line])

    async with database.begin() as stores:
        found = await stores.experts.candidates(["lsf"])
        frequencies = await stores.experts.frequencies(["lsf", "danse"])
        await stores.people.remove_skill(skill_id)
        left = await stores.experts.candidates(["lsf"])

    assert (found, frequencies, left) == ((line,), {"lsf": 1}, ())


async def test_a_block_that_fails_writes_nothing(database: Database) -> None:
    async def fail() -> None:
        async with database.begin() as stores:
            await stores.people.put(LIA)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        await fail()

    async with database.read() as stores:
        assert await stores.people.all() == ()


async def test_knowledge_is_read_again_after_a_change(database: Database) -> None:
    async with database.begin() as stores:
        first = await database.knowledge(stores)
        same = await database.knowledge(stores)
        await stores.town.put_venue(Venue(code="luxy", name="Le Luxy", aliases=("cinéma",)))
        await stores.town.put_group(Group(code="handicap", name="Handicap"))
        await stores.town.set_axes(["Publics", "Outils"])
        changed = await database.knowledge(stores)

    assert same is first
    assert [venue.aliases for venue in changed.venues] == [("cinéma",)]
    assert changed.axes == ("Publics", "Outils")


async def test_a_report_on_an_old_version_is_refused(database: Database) -> None:
    action = Action(number=12, title="Cadre des résidences", axis="Hospitalité")
    change = ActionChange(number=12, status=ActionStatus.DONE, progress=100, note="c'est fait")
    async with database.begin() as stores:
        await stores.people.put(LIA)
        await stores.actions.put(action)
        after = await stores.actions.record(
            change, version=1, at=NOW, day=date(2026, 11, 24), author_id="p1"
        )

    async with database.begin() as stores:
        with pytest.raises(ActionMoved) as moved:
            await stores.actions.record(
                change, version=1, at=NOW, day=date(2026, 11, 24), author_id="p1"
            )
        journal = await stores.actions.journal(12)

    assert after == dataclasses.replace(
        action,
        status=ActionStatus.DONE,
        progress=100,
        last_news=date(2026, 11, 24),
        version=2,
    )
    assert moved.value.current == after
    assert [(entry.before["status"], entry.after["status"]) for entry in journal] == [
        ("a_faire", "terminee")
    ]


async def test_an_erased_person_leaves_the_register_and_the_journal(database: Database) -> None:
    async with database.begin() as stores:
        await stores.people.put(LIA)
        await stores.actions.put(Action(number=1, title="Carte", axis="Publics", owner_id="p1"))
        await stores.actions.record(
            ActionChange(number=1, progress=10),
            version=1,
            at=NOW,
            day=date(2026, 11, 24),
            author_id="p1",
        )
        await stores.people.erase("p1")
        action = await stores.actions.get(1)
        journal = await stores.actions.journal(1)

    assert action is not None
    assert (action.owner_id, journal[0].author_id) == (None, None)


async def test_occurrences_of_a_week_are_those_that_run_in_it(database: Database) -> None:
    def at(day: int, hours: int = 2, name: str = "") -> Occurrence:
        start = datetime(2026, 11, day, 19, 0, tzinfo=UTC)
        return Occurrence(
            feed="Luxy",
            uid=str(day),
            start=start,
            end=start + timedelta(hours=hours),
            summary=name or str(day),
            venue="luxy",
        )

    async with database.begin() as stores:
        await stores.programme.put_feed(Feed(name="Luxy", url="luxy.ics", venue="luxy"))
        await stores.programme.replace("Luxy", [at(22), at(24), at(20, 96, "long"), at(30, 0)])
        monday = datetime(2026, 11, 23, tzinfo=UTC)
        week = await stores.programme.between(monday, monday + timedelta(days=7))

    assert [occurrence.summary for occurrence in week] == ["long", "24"]


async def test_an_activity_is_answered_once(database: Database) -> None:
    first_turn = Turn(conversation="c", activity_id="a1", reply={"parts": ["un"]}, at=NOW)
    async with database.begin() as stores:
        first = await stores.turns.put(first_turn)

    async with database.begin() as stores:
        second = await stores.turns.put(dataclasses.replace(first_turn, reply={"parts": ["deux"]}))
        kept = await stores.turns.get("c", "a1")

    assert (first, second) == (True, False)
    assert kept is not None
    assert kept.reply == {"parts": ["un"]}


async def test_a_claim_that_lost_its_lease_settles_nothing(database: Database) -> None:
    row = Outgoing(key="digest:c:2026-W48", conversation="c", body={}, due_at=NOW)
    lease = timedelta(minutes=2)
    async with database.begin() as stores:
        assert await stores.outbox.put(row)
        assert not await stores.outbox.put(row)
        claimed = await stores.outbox.claim(now=NOW, lease=lease)
        again = await stores.outbox.claim(now=NOW, lease=lease)
        lapsed = await stores.outbox.lapse(now=NOW + timedelta(minutes=3), reason="sans réponse")
        assert claimed is not None
        settled = await stores.outbox.settle(claimed, state=OutgoingState.PUBLISHED, now=NOW)
        found = await stores.outbox.find(row.key)

    assert (again, lapsed, settled) == (None, 1, False)
    assert found is not None
    assert found.state is OutgoingState.UNCERTAIN


async def test_a_talk_closes_once_and_lapses(database: Database) -> None:
    talk = Talk(
        key="k1",
        conversation="c",
        person_id="p1",
        state={"kind": "experts.confirm"},
        expires_at=NOW + timedelta(minutes=30),
    )
    async with database.begin() as stores:
        await stores.people.put(LIA)
        await stores.talks.open(talk)
        open_now = await stores.talks.current("c", "p1", now=NOW)
        lapsed = await stores.talks.current("c", "p1", now=NOW + timedelta(hours=1))
        closed = [await stores.talks.close("k1", closed="oui", at=NOW) for _ in range(2)]

    assert (open_now, lapsed, closed) == (talk, None, [True, False])


async def test_channels_references_and_files(database: Database) -> None:
    channel = Channel(conversation="19:abc", group="handicap")
    chat = Reference(
        conversation="a:1", place=Place.PERSONAL, service_url="https://x", person_id="p1"
    )
    file = StoredFile(token="t", name="a.xlsx", content_type="x", content=b"\x00", expires_at=NOW)
    async with database.begin() as stores:
        await stores.people.put(LIA)
        await stores.groups.connect(channel)
        await stores.references.put(chat)
        await stores.references.put(chat)
        reached = await stores.references.personal("p1")
        await stores.references.silence("a:1", because="retiré")
        silent = await stores.references.personal("p1")
        await stores.files.put(file)
        kept = await stores.files.get("t", now=NOW - timedelta(hours=1))
        gone = await stores.files.get("t", now=NOW)

    async with database.read() as stores:
        assert await stores.groups.channels("handicap") == (channel,)
    assert (reached, silent, kept, gone) == (chat, None, file, None)
