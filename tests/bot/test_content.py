"""What ships with the bot: invariants of the reference content and of the demo, not its words."""

import itertools
import os
import unicodedata
from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

import pytest

from bot.content.demo.agents import people, rows
from bot.content.demo.register import register
from bot.content.load import load_reference
from bot.content.reference import load
from dialogs.french.words import Role as WordRole
from dialogs.french.words import analyse
from dialogs.mentions.actions import find_actions, is_clear
from storage.database import Database
from storage.records import Action, ActionStatus, Refusal, Role

# The text of the plan is the town's, not ours to ship: who has it says where.
PLAN = Path(os.environ.get("PASSERELLE_PLAN", "no such file"))
with_plan = pytest.mark.skipif(not PLAN.is_file(), reason="PASSERELLE_PLAN names no file")
TODAY = date(2026, 11, 24)
DAYS = [TODAY, date(2026, 12, 25), date(2027, 3, 14), date(2027, 3, 15), date(2027, 7, 4)]
AXES = (
    "Transversalité",
    "Publics",
    "Participation citoyenne",
    "Émancipation",
    "Hospitalité",
    "Outils",
)
# Told in the year's account under its axis: a line longer than this wraps everywhere.
LONGEST_TITLE = 64


def test_the_plan_of_ivry_is_there() -> None:
    content = load("ivry")

    assert content.axes == AXES
    assert len(content.groups) == 8
    assert len(content.actions) >= 100
    assert {action.axis for action in content.actions} == set(AXES)
    assert [action.number for action in content.actions] == list(
        range(1, len(content.actions) + 1)
    )


def test_every_action_has_a_section_that_says_more_than_its_axis() -> None:
    actions = load("ivry").actions
    axis_of = {(action.section, action.axis) for action in actions}

    assert [action.number for action in actions if action.section in {"", action.axis}] == []
    assert len({section for section, _ in axis_of}) == len(axis_of)


def test_titles_are_short_and_their_own() -> None:
    titles = [action.title for action in load("ivry").actions]

    assert len({_folded(title) for title in titles}) == len(titles)
    assert [title for title in titles if len(title) > LONGEST_TITLE] == []


def test_three_words_at_most_name_an_action() -> None:
    actions = load("ivry").actions

    assert [
        action.title for action in actions if not _is_named_by_few_words(action, actions)
    ] == []


def test_an_unknown_town_is_refused_with_those_that_exist() -> None:
    with pytest.raises(Refusal, match="Il y a : ivry"):
        load("nulle-part")


def test_every_partner_has_a_circle_and_a_discipline() -> None:
    partners = load("ivry").partners

    assert {partner.circle for partner in partners} == {2, 3, 4}
    assert [partner.name for partner in partners if not partner.discipline] == []
    assert sum(partner.circle == 3 for partner in partners) == 16
    assert len({_folded(partner.name) for partner in partners}) == len(partners)


def test_every_partner_under_agreement_is_a_venue() -> None:
    content = load("ivry")

    near = {partner.name for partner in content.partners if partner.circle == 2}

    assert near <= {venue.name for venue in content.venues}


def test_no_name_or_alias_stands_for_two_things() -> None:
    content = load("ivry")
    for things in (content.venues, content.partners, content.groups):
        said = Counter(
            word
            for thing in things
            for word in {_folded(word) for word in (thing.name, *thing.aliases)}
        )
        assert [word for word, times in said.items() if times > 1] == []


@with_plan
def test_every_section_is_in_the_words_of_the_plan() -> None:
    plan = _folded(PLAN.read_text("utf-8"))

    assert {
        one.section for one in load("ivry").actions if _folded(one.section) not in plan
    } == set()


@with_plan
def test_no_title_is_a_sentence_of_the_plan() -> None:
    plan = _folded(PLAN.read_text("utf-8"))

    copied = [one.title for one in load("ivry").actions if _folded(one.title) in plan]

    assert copied == []


@with_plan
def test_nobody_of_the_plan_is_in_the_demo() -> None:
    words = set(PLAN.read_text("utf-8").split("Contributions du collectif")[-1].split())
    surnames = {name.split()[-1] for name in (person.name for person in people())}

    assert surnames & words == set()


def test_the_demo_department_is_fictional_and_varied() -> None:
    groups = {group.code for group in load("ivry").groups}

    silent = sum(not skills for _, skills in rows())

    assert len(rows()) >= 40
    assert silent * 3 >= len(rows())
    assert people()[0].role is Role.ADMIN
    assert all(person.email.endswith("@example.org") for person in people())
    assert {code for person in people() for code in person.groups} == groups
    assert len({person.aad_id for person in people()}) == len(rows())
    assert len({person.name for person in people()}) == len(rows())


def test_every_venue_of_the_department_has_people() -> None:
    content = load("ivry")
    partners = {partner.name for partner in content.partners}

    own = {venue.code for venue in content.venues if venue.name not in partners}

    assert {person.venue for person in people()} == own


def test_skills_are_many_with_and_without_levels() -> None:
    skills = [skill for _, declared in rows() for skill in declared]

    assert len({skill.level for skill in skills}) == 4
    assert len({_folded(skill.text) for skill in skills}) >= 100
    assert len({language for person in people() for language in person.languages}) >= 10
    assert sum(len(person.working_days) < 4 for person in people()) >= 12


@pytest.mark.parametrize("today", DAYS)
def test_every_action_of_the_demo_has_an_owner_and_a_due_day(today: date) -> None:
    actions = register(today)

    silent = [
        action
        for action in actions
        if action.is_open and action.last_news and today - action.last_news > timedelta(days=30)
    ]
    late = [action for action in actions if action.is_open and action.due and action.due < today]

    assert all(action.owner_id and action.due for action in actions)
    assert {action.status for action in actions} == set(ActionStatus)
    assert len({action.owner_id for action in silent}) >= 5
    assert len(late) >= 5
    assert all(action.blocker for action in actions if action.status is ActionStatus.BLOCKED)


@pytest.mark.parametrize("today", DAYS)
def test_the_charter_that_everybody_is_told_of_is_late(today: date) -> None:
    """README and guide say « la charte est en retard, on vise le 15 mars »: it must be so."""
    actions = register(today)

    found = find_actions("la charte est en retard, on vise le 15 mars", actions)

    assert is_clear(found)
    named = next(action for action in actions if action.number == found[0].number)
    assert named.is_open
    assert named.due
    assert named.due < today


async def test_loading_twice_is_loading_once(database: Database) -> None:
    content = load("ivry")
    await load_reference(database, content)

    said = await load_reference(database, content)

    async with database.read() as stores:
        assert len(await stores.actions.register()) == len(content.actions)
        assert len(await stores.town.venues()) == len(content.venues)
    assert said.endswith("0 actions ajoutées.")


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.casefold().replace("’", "'"))
    return " ".join("".join(char for char in plain if not unicodedata.combining(char)).split())


def _is_named_by_few_words(action: Action, actions: Sequence[Action]) -> bool:
    told = {WordRole.CONTENT, WordRole.LIGHT}
    words = [token.word for token in analyse(action.title) if token.role in told]
    few = (" ".join(some) for count in (1, 2, 3) for some in itertools.combinations(words, count))
    return any(
        is_clear(found := find_actions(said, actions)) and found[0].number == action.number
        for said in few
    )
