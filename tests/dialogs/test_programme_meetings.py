"""What venues do at once, what they have in common, to which ages a week speaks."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from dialogs.programme.bands import BANDS, State, state_of
from dialogs.programme.labels import Labeller
from dialogs.programme.meetings import clashes, crossings
from dialogs.programme.showings import Showing, showings
from storage.records import EventStatus, Occurrence

PARIS = ZoneInfo("Europe/Paris")


def at(summary: str, hour: int, *, venue: str = "luxy", **more: object) -> Showing:
    start = datetime(2026, 12, 2, hour, tzinfo=PARIS).astimezone(UTC)
    values = {"feed": venue, "venue": venue, "end": start + timedelta(hours=2), **more}
    occurrence = Occurrence(uid=summary, start=start, summary=summary, **values)  # type: ignore[arg-type]  # one helper for all fields
    return showings([occurrence], PARIS)[0]


_labels = Labeller([], []).labels
MANGA = at("Atelier manga ados", 14)


@pytest.mark.parametrize(
    ("other", "many"),
    [
        (at("Atelier BD pour les ados", 15, venue="plateau"), 1),
        (at("Atelier BD", 15, venue="plateau", description="Pour les 11-15 ans"), 1),
        (at("Atelier BD pour les ados", 15), 0),  # the same venue knows its own room
        (at("Atelier BD pour les ados", 18, venue="plateau"), 0),
        (at("Bal des aînés", 15, venue="plateau"), 0),
        (at("Atelier manga ados", 14, venue="plateau"), 0),  # announced twice
        (at("Atelier BD ados", 15, venue="plateau", status=EventStatus.CANCELLED), 0),
        (at("Ados : séance scolaire", 15, venue="plateau"), 0),
    ],
)
def test_a_clash_is_one_public_at_one_time_in_two_venues(other: Showing, many: int) -> None:
    assert len(clashes([MANGA, other], _labels)) == many


def test_a_clash_says_why() -> None:
    found = clashes([MANGA, at("Club lecture ados", 15, venue="plateau")], _labels)

    assert found[0].why.startswith("même public (")
    assert found[0].why.endswith("mercredi 2 décembre")


def test_a_theme_in_two_venues_is_a_crossing() -> None:
    film = at("Ciné-débat : une rivière en ville", 20, description="Le climat qui change.")
    fresque = at("Fresque du climat", 18, venue="mediatheque")

    found = crossings([film, fresque, at("Bal", 20, venue="hangar")])

    assert [(one.theme, len(one.showings)) for one in found] == [("climat", 2)]
    assert crossings([film, at("Le glacier et le climat", 18)]) == ()


@pytest.mark.parametrize(
    ("text", "states"),
    [
        ("De 0 à 3 ans", {"0-3": "oui", "60+": "rien"}),
        ("Dès 6 ans", {"6-11": "oui", "3-6": "rien", "11-17": "rien"}),
        ("Pour adultes", {"20-44": "oui"}),
        ("Rock", {"0-3": "rien", "18-25": "inconnu"}),
        ("De 8 à 88 ans", {"60+": "rien"}),
    ],
)
def test_a_band_is_addressed_by_words_or_figures(text: str, states: dict[str, str]) -> None:
    shown = [at("Rendez-vous", 14, description=text)]

    read = {band.name: state_of(band, shown) for band in BANDS if band.name in states}

    assert read == {name: State(state) for name, state in states.items()}
