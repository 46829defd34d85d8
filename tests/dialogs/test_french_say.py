from datetime import date, time

import pytest

from dialogs.french import say
from dialogs.french.calendar import (
    Week,
    is_public_holiday,
    next_worked_day,
    school_holiday,
)
from dialogs.french.numbers import number
from dialogs.typography import typeset


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (say.day(date(2026, 12, 1)), "mardi 1er décembre"),
        (say.day(date(2027, 11, 3), date(2026, 11, 24)), "mercredi 3 novembre 2027"),
        (say.hour(time(20, 30)), "20\u00a0h\u00a030"),
        (say.hour(time(18)), "18\u00a0h"),
        (say.span(date(2026, 6, 3), date(2026, 6, 9)), "du 3 au 9 juin"),
        (say.span(date(2026, 11, 30), date(2026, 12, 6)), "du 30 novembre au 6 décembre"),
        (say.span(date(2026, 12, 28), date(2027, 1, 3)), "du 28 décembre 2026 au 3 janvier 2027"),
        (say.week(Week(2026, 48)), "semaine du 23 au 29 novembre"),
        (say.ago(date(2026, 11, 3), date(2026, 11, 24)), "il y a 3 semaines"),
        (say.ago(date(2026, 11, 25), date(2026, 11, 24)), "demain"),
        (say.listing(["a", "b", "c"]), "a, b et c"),
        (say.count(0, "personne"), "0 personne"),
        (say.count(2, "fois"), "2 fois"),
        (say.of("Amina"), "d’Amina"),
        (say.of("Le Luxy"), "du Luxy"),
        (say.percent(60), "60\u00a0%"),
        (typeset("Vu : « oui » !"), "Vu\u00a0: «\u00a0oui\u00a0»\u00a0!"),
        (typeset("à 14:30, https://exemple.fr"), "à 14:30, https://exemple.fr"),
    ],
)
def test_said(said: str, expected: str) -> None:
    assert said == expected


def test_weeks_go_by_iso() -> None:
    assert str(Week.of(date(2027, 1, 3))) == "2026-W53"
    assert Week.parse("2026-W53").next() == Week(2027, 1)
    with pytest.raises(ValueError, match="Invalid week"):
        Week.parse("2027-W53")


def test_worked_days_skip_holidays_and_days_off() -> None:
    assert is_public_holiday(date(2027, 3, 29))
    assert next_worked_day(date(2026, 12, 25), ("vendredi",)) == date(2027, 1, 8)
    assert next_worked_day(date(2026, 11, 28)) == date(2026, 11, 30)


def test_school_holidays_are_those_of_the_zone() -> None:
    assert school_holiday("noel", date(2026, 11, 23)) == (date(2026, 12, 19), date(2027, 1, 3))
    assert school_holiday("moisson", date(2026, 11, 23)) is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("vingt et un", 21),
        ("soixante-quinze", 75),
        ("quatre vingt dix sept", 97),
        ("3", 3),
        ("x", None),
    ],
)
def test_number_words(text: str, value: int | None) -> None:
    assert number(text) == value
