"""What people declare, and what they change in a proposal before it is written."""

from datetime import datetime

import pytest

from dialogs.experts import flow
from dialogs.experts.workdays import WorkingDays, is_about_days, told
from dialogs.mentions.asides import circle_in, level_in, without_asides
from dialogs.scene import Effect, Intent, IntentName, Outcome
from dialogs.understand.clean import cleaned, parts
from storage.records import JSON, Level, Person, Skill, Visibility

CAMILLE = Person(id="c", name="Camille", working_days=("lundi", "mardi", "jeudi"))
ME, VENUE, DAC, TOWN = (
    Visibility.ME,
    Visibility.VENUE,
    Visibility.DEPARTMENT,
    Visibility.TOWN,
)


@pytest.mark.parametrize("name", [IntentName.CONFIRM, IntentName.CHOICE, IntentName.CANCEL])
@pytest.mark.parametrize(
    ("said", "level", "circle"),
    [
        ("juste pour moi", None, ME),
        ("que pour moi", None, ME),
        ("Uniquement moi.", None, ME),
        ("visible uniquement par moi", None, ME),
        ("oui mais juste pour moi", None, ME),
        ("oui, mais ne le montre à personne", None, ME),
        ("pour toute la ville", None, TOWN),
        ("seulement mon équipement", None, VENUE),
        ("plutôt débutant", Level.BEGINNER, DAC),
        ("niveau référente", Level.REFERENCE, DAC),
        ("débutante, et juste pour mon service", Level.BEGINNER, VENUE),
        ("je préfère que le tricot soit visible de moi seule", None, ME),
    ],
)
def test_proposal_is_shown_again_whatever_the_intent(
    name: IntentName, said: str, level: Level | None, circle: Visibility
) -> None:
    outcome = flow.amended(_proposed("tricot"), Intent(name=name, text=said), CAMILLE)

    assert _lines(outcome) == [("tricot", level, circle)]


@pytest.mark.parametrize("said", ["oui", "oui merci", "c’est ça", "ok", "parfait, note"])
def test_plain_yes_changes_nothing(said: str) -> None:
    assert (
        flow.amended(_proposed("tricot"), Intent(name=IntentName.CONFIRM, text=said), CAMILLE)
        is None
    )


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("non, la couture", ["couture"]),
        ("non, pas le tricot, le crochet", ["crochet"]),
        ("et la broderie", ["tricot", "broderie"]),
    ],
)
def test_proposal_is_reworded(said: str, expected: list[str]) -> None:
    outcome = flow.amended(_proposed("tricot"), Intent(name=IntentName.CANCEL, text=said), CAMILLE)

    assert [text for text, _, _ in _lines(outcome)] == expected


def test_new_declaration_starts_afresh() -> None:
    state = _proposed("crochet", visibility=ME)
    couture = Intent(
        name=IntentName.DECLARE_SKILL, text="je m’y connais en couture", slots={"skill": "couture"}
    )

    outcome = flow.instead(state, flow.declare(couture, CAMILLE, ()))

    assert _lines(outcome) == [("couture", None, DAC)]
    assert "crochet" in str(outcome.reply.parts[0])


def test_declared_again_with_another_circle() -> None:
    known = (Skill(person_id="c", text="tricot", declared_at=datetime(2026, 1, 1)),)  # noqa: DTZ001 - any moment
    said = Intent(
        name=IntentName.DECLARE_SKILL, text="tricot, juste pour moi", slots={"skill": "tricot"}
    )

    assert _lines(flow.declare(said, CAMILLE, known)) == [("tricot", None, ME)]


@pytest.mark.parametrize(
    ("said", "left", "level", "circle"),
    [
        ("en tricot, juste pour moi", ["tricot"], None, ME),
        ("photo argentique et en cyanotype, pour toute la ville", ["photo argentique", "cyanotype"], None, TOWN),
        ("montage vidéo, plutôt débutant", ["montage vidéo"], Level.BEGINNER, None),
        ("la poterie pour la ville", ["poterie"], None, TOWN),
        ("danse pour débutants", ["danse pour débutants"], None, None),
        ("aider des débutants à chanter", ["aider des débutants à chanter"], None, None),
        ("en macramé et je sais aussi jongler", ["macramé", "jongler"], None, None),
        ("en rien du tout", [], None, None),
    ],
)  # fmt: skip
def test_asides_are_no_skills(
    said: str, left: list[str], level: Level | None, circle: Visibility | None
) -> None:
    assert parts(cleaned(without_asides(said))) == left
    assert (level_in(said), circle_in(said)) == (level, circle)


@pytest.mark.parametrize(
    ("said", "days", "partial"),
    [
        ("je travaille le mardi et le jeudi", "mardi jeudi", False),
        ("je ne travaille plus le mardi", "lundi jeudi", False),
        ("je suis absent le lundi", "mardi jeudi", False),
        ("je travaille aussi le vendredi", "lundi mardi jeudi vendredi", False),
        ("je travaille du lundi au jeudi sauf le mercredi", "lundi mardi jeudi", False),
        ("je travaille tous les jours", "lundi mardi mercredi jeudi vendredi", False),
        ("tous les jours sauf le mercredi", "lundi mardi jeudi vendredi", False),
        ("je ne travaille plus le mardi mais le mercredi", "lundi mercredi jeudi", False),
        ("je ne travaille que le lundi", "lundi", False),
        (
            "je suis là le mercredi matin et le samedi une semaine sur deux",
            "mercredi samedi",
            True,
        ),
        ("mes jours : mardi, samedi", "mardi samedi", False),
    ],
)
def test_working_days(said: str, days: str, partial: bool) -> None:  # noqa: FBT001 - a column of the table
    assert told(said, CAMILLE.working_days) == WorkingDays(tuple(days.split()), partial)
    assert is_about_days(said)


def _proposed(text: str, *, visibility: Visibility = DAC) -> JSON:
    line = Skill(person_id="c", text=text, visibility=visibility)
    return {"kind": flow.Kind.ADD, "skills": [flow.skill_json(line)]}


def _lines(outcome: Outcome | None) -> list[tuple[str, Level | None, Visibility]]:
    assert outcome is not None
    assert outcome.effect is Effect.ASKS
    assert outcome.asks is not None
    lines = [flow.skill_from(data) for data in outcome.asks["skills"]]
    return [(line.text, line.level, line.visibility) for line in lines]


def test_a_line_that_is_too_long_is_refused_not_cut() -> None:
    intent = Intent(name=IntentName.DECLARE_SKILL, text="x", slots={"skill": "x" * 3_000})

    outcome = flow.declare(intent, Person(id="p1", name="Lia"), ())

    assert "300 caractères au plus" in outcome.reply.as_text().replace("\u00a0", " ")
    assert (outcome.effect, outcome.asks) == (Effect.NONE, None)
