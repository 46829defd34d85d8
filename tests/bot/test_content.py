import os
from datetime import date, timedelta
from pathlib import Path

import icalendar
import pytest
import recurring_ical_events

from bot.content.demo.agents import people, rows
from bot.content.demo.programme import write_programmes
from bot.content.demo.register import register
from bot.content.load import load_reference
from bot.content.reference import load
from storage.database import Database
from storage.records import Refusal, Role

ROOT = Path(__file__).parents[2]
PLAN = (
    Path(os.environ.get("PASSERELLE_SHARED", ROOT.parent / "shared"))
    / "domain"
    / "projet-de-direction-2023.txt"
)
TODAY = date(2026, 11, 24)
AXES = (
    "Transversalité",
    "Publics",
    "Participation citoyenne",
    "Émancipation",
    "Hospitalité",
    "Outils",
)


def test_the_plan_of_ivry_is_there() -> None:
    content = load("ivry")

    assert content.axes == AXES
    assert len(content.groups) == 8
    assert len(content.actions) >= 45
    assert {action.axis for action in content.actions} == set(AXES)
    assert [action.number for action in content.actions] == list(
        range(1, len(content.actions) + 1)
    )
    assert len({action.title for action in content.actions}) == len(content.actions)


def test_an_unknown_town_is_refused_with_those_that_exist() -> None:
    with pytest.raises(Refusal, match="Il y a : ivry"):
        load("nulle-part")


@pytest.mark.skipif(not PLAN.exists(), reason="the plan of the town is not here")
def test_every_section_is_a_heading_of_the_plan() -> None:
    headings = {line.strip().replace("’", "'") for line in PLAN.read_text("utf-8").splitlines()}

    missing = {action.section.replace("’", "'") for action in load("ivry").actions} - headings

    assert missing == set()


@pytest.mark.skipif(not PLAN.exists(), reason="the plan of the town is not here")
def test_nobody_of_the_plan_is_in_the_demo() -> None:
    words = set(PLAN.read_text("utf-8").split("Contributions du collectif")[-1].split())
    surnames = {name.split()[-1] for name in (person.name for person in people())}

    assert surnames & words == set()


def test_the_demo_department_is_fictional_and_varied() -> None:
    venues = {venue.code for venue in load("ivry").venues}
    groups = {group.code for group in load("ivry").groups}

    silent = sum(not skills for _, skills in rows())

    assert len(rows()) >= 40
    assert silent * 3 >= len(rows())
    assert people()[0].role is Role.ADMIN
    assert all(person.email.endswith("@example.org") for person in people())
    assert {person.venue for person in people()} <= venues
    assert {code for person in people() for code in person.groups} <= groups
    assert len({person.aad_id for person in people()}) == len(rows())


def test_every_action_of_the_demo_has_an_owner_and_a_due_day() -> None:
    actions = register(TODAY)

    silent = [
        action
        for action in actions
        if action.is_open and action.last_news and TODAY - action.last_news > timedelta(days=30)
    ]

    assert all(action.owner_id and action.due for action in actions)
    assert len({action.owner_id for action in silent}) >= 5


@pytest.mark.parametrize(
    "today", [TODAY, date(2026, 10, 20), date(2026, 12, 29), date(2027, 3, 25), date(2026, 11, 29)]
)
def test_each_venue_has_dates_in_this_and_the_coming_weeks(tmp_path: Path, today: date) -> None:
    monday = today - timedelta(days=today.weekday())

    for name, _, path in write_programmes(tmp_path, today):
        calendar = icalendar.Calendar.from_ical(path.read_bytes())
        for week in range(4):
            start = monday + timedelta(weeks=week)
            found = recurring_ical_events.of(calendar).between(start, start + timedelta(days=7))
            assert len(found) >= 2, (name, start)


async def test_loading_twice_is_loading_once(database: Database) -> None:
    content = load("ivry")
    await load_reference(database, content)

    said = await load_reference(database, content)

    async with database.read() as stores:
        assert len(await stores.actions.register()) == len(content.actions)
        assert len(await stores.town.venues()) == len(content.venues)
    assert said.endswith("0 actions ajoutées.")
