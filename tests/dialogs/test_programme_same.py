"""One event that two calendars announce is one; two that are alike stay two."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from dialogs.programme.same import joined
from dialogs.programme.showings import Showing, showings
from storage.records import EventStatus, Occurrence, Venue

PARIS = ZoneInfo("Europe/Paris")
VENUES = (
    Venue(code="lumen", name="Cinéma Le Lumen"),
    Venue(code="med", name="Médiathèque Louise-Ancelin"),
    Venue(code="ville", name="Agenda de la ville"),
)
_AT = datetime(2026, 12, 2, 18, tzinfo=UTC)


def announced(
    title: str,
    *,
    feed: str,
    place: str = "",
    later: int = 0,
    told: str = "",
    status: EventStatus = EventStatus.CONFIRMED,
) -> Occurrence:
    start = _AT + timedelta(minutes=later)
    return Occurrence(
        feed=feed,
        uid=f"{feed}{title}",
        start=start,
        end=start + timedelta(hours=2),
        summary=title,
        location=place,
        description=told,
        venue=feed,
        status=status,
    )


def together(*given: Occurrence) -> tuple[Showing, ...]:
    return joined(showings(given, PARIS), VENUES)


FILM = announced(
    "Ciné-club : Nuits d’asphalte", feed="lumen", place="Cinéma Le Lumen, 4 rue Haute"
)


@pytest.mark.parametrize(
    "other",
    [
        announced("Nuits d’asphalte, au ciné-club", feed="ville", place="Le Lumen"),
        announced("Soirée asphalte", feed="ville", place="Le Lumen", later=15),
    ],
)
def test_the_towns_calendar_tells_what_a_venue_houses(other: Occurrence) -> None:
    [one] = together(other, FILM)

    assert one.title == "Ciné-club : Nuits d’asphalte"
    assert {source.feed for source in one.sources} == {"lumen", "ville"}
    assert other.summary in one.also


@pytest.mark.parametrize(
    "other",
    [
        announced("Nuits d’asphalte", feed="ville", place="Le Lumen", later=40),
        announced("Nuits d’asphalte", feed="ville", place="Médiathèque Ancelin"),
        announced("Atelier gravure", feed="ville", place="Le Lumen"),
        announced("Ciné-club bis : Nuits d’asphalte", feed="lumen", place="Cinéma Le Lumen"),
        announced("Nuits d’asphalte", feed="ville", place="Square du Lavoir"),
    ],
)
def test_another_hour_place_subject_or_the_same_calendar_is_another_event(
    other: Occurrence,
) -> None:
    assert len(together(FILM, other)) == 2


def test_of_two_entries_of_a_calendar_only_the_likeliest_is_the_same() -> None:
    first = announced("Nuits d’asphalte au ciné-club", feed="ville", place="Le Lumen")
    second = announced("Asphalte, le goûter", feed="ville", place="Le Lumen")

    found = together(FILM, first, second)

    told = [{source.summary for source in one.sources} for one in found]
    assert {FILM.summary, first.summary} in told
    assert len(told) == 2


def test_a_cancellation_of_the_house_wins() -> None:
    off = announced(
        "Repair café du port",
        feed="med",
        place="Médiathèque Louise-Ancelin",
        status=EventStatus.CANCELLED,
    )
    still = announced("Repair café", feed="ville", place="Médiathèque Ancelin")

    [one] = together(off, still)

    assert one.status is EventStatus.CANCELLED
