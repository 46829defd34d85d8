import json
import os
import tomllib
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.french import dates, say
from dialogs.french.dates import Found, find_all, read, shift_from

ROOT = Path(__file__).parents[2]
SHARED = Path(os.environ.get("PASSERELLE_SHARED", ROOT.parent / "shared"))
DEVELOPMENT = SHARED / "eval" / "dates-fr-dev.json"
TODAY = date(2026, 11, 23)
PHRASES = tomllib.loads((ROOT / "tests" / "sentences" / "dates.toml").read_text("utf-8"))
DAYS = st.dates(min_value=TODAY, max_value=date(2027, 11, 20))


def written(found: Found | None) -> str:
    if found is None:
        return ""
    return " → ".join(day.isoformat() for day in (found.start, found.end) if day is not None)


@pytest.mark.parametrize("phrase", PHRASES)
def test_phrase(phrase: str) -> None:
    assert written(read(phrase, TODAY)) == PHRASES[phrase]


@given(DAYS)
def test_what_the_bot_writes_is_read_back(day: date) -> None:
    assert written(read(say.day(day), TODAY)) == day.isoformat()


@given(DAYS, st.integers(min_value=1, max_value=40))
def test_spans_that_the_bot_writes_are_read_back(first: date, days: int) -> None:
    last = first + timedelta(days=days)

    found = read(say.span(first, last), first)

    assert written(found) == f"{first} → {last}"


@given(st.text(max_size=200))
def test_any_text_is_read(text: str) -> None:
    for found in find_all(text, TODAY):
        assert 0 <= found.span[0] < found.span[1] <= len(text)


def test_several_dates_come_in_order_with_what_leads_to_them() -> None:
    found = find_all("relue hier, on vise le 15 mars au lieu du 26 février", TODAY)

    assert [(one.start.isoformat(), one.is_past) for one in found] == [
        ("2026-11-22", True),
        ("2027-03-15", False),
        ("2027-02-26", False),
    ]
    assert "au lieu" in found[2].lead


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("je décale d’une semaine", "2026-12-22"),
        ("repoussé de 15 jours", "2026-12-29"),
        ("de deux mois", "2027-02-15"),
        ("sans date", None),
    ],
)
def test_shift(text: str, day: str | None) -> None:
    found = shift_from(text, date(2026, 12, 15))

    assert (found.isoformat() if found else None) == day


def test_months_are_clipped_to_their_end() -> None:
    assert shift_from("d'un mois", date(2027, 1, 31)) == date(2027, 2, 28)


def test_nothing_past_the_limit_is_read() -> None:
    assert read("a" * dates.LONGEST + " demain", TODAY) is None


@pytest.mark.skipif(not DEVELOPMENT.exists(), reason="the development phrases are not here")
def test_development_phrases() -> None:
    phrases = json.loads(DEVELOPMENT.read_text("utf-8"))

    right = 0
    for phrase in phrases:
        wanted = [phrase["start"], *phrase.get("accept", [])]
        last = f" → {phrase['end']}" if phrase["kind"] == "range" else ""
        expected = {f"{start}{last}" for start in wanted} if phrase["kind"] != "none" else {""}
        right += written(read(phrase["text"], TODAY)) in expected

    assert right / len(phrases) >= 0.95
