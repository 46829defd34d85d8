"""The French calendar: ISO weeks, public holidays, school holidays of zone C, worked days."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

import holidays
from typing_extensions import override
from vacances_scolaires_france import SchoolHolidayDates, UnsupportedYearException

DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
MONTHS = (
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
)
ZONE = "C"
_SATURDAY, _SUNDAY = 5, 6
_YEAR = 366

# What people call the school holidays, and the words that the library's names hold.
_SCHOOL = {"toussaint": "toussaint", "noel": "noël", "hiver": "hiver", "printemps": "printemps"}
_SCHOOL |= {"ete": "été", "ascension": "ascension"}


@dataclass(frozen=True, slots=True, order=True)
class Week:
    """An ISO week, Monday to Sunday; written 2026-W48."""

    year: int
    number: int

    @staticmethod
    def of(day: date) -> "Week":
        """The week that a day is in."""
        iso = day.isocalendar()
        return Week(iso.year, iso.week)

    @staticmethod
    def parse(text: str) -> "Week":
        """« 2026-W48 »; ValueError for anything else, a week 53 that the year lacks included."""
        year, _, week = text.strip().upper().partition("-W")
        return Week.of(date.fromisocalendar(int(year), int(week), 1))

    @property
    def monday(self) -> date:
        """Its first day."""
        return date.fromisocalendar(self.year, self.number, 1)

    @property
    def sunday(self) -> date:
        """Its last day."""
        return self.monday + timedelta(days=6)

    def next(self) -> "Week":
        """The week after."""
        return Week.of(self.monday + timedelta(weeks=1))

    @override
    def __str__(self) -> str:
        return f"{self.year}-W{self.number:02d}"


def is_public_holiday(day: date) -> bool:
    """Whether it is a public holiday in France (metropolitan, without Alsace-Moselle)."""
    return day in _public_holidays(day.year)


def next_worked_day(day: date, working_days: Sequence[str] = ()) -> date:
    """The first day from `day` on that somebody works; Monday to Friday when it is unknown.

    Public holidays are not worked. Somebody whose days name no weekday gets Monday to Friday too.
    """
    worked = set(working_days) & set(DAYS) or set(DAYS[:_SATURDAY])
    candidates = (day + timedelta(days=offset) for offset in range(_YEAR))
    return next(
        (
            one
            for one in candidates
            if DAYS[one.weekday()] in worked and not is_public_holiday(one)
        ),
        day,
    )


def school_holiday(name: str, today: date) -> tuple[date, date] | None:
    """The first and last day of the next school holidays called `name` that are not over.

    Names are folded: toussaint, noel, hiver, printemps, ete. None when the year is not published.
    """
    wanted = _SCHOOL.get(name)
    if wanted is None:
        return None
    spans = (span for year in (today.year, today.year + 1) for span in _school_spans(year))
    ended = [(first, last) for label, first, last in spans if wanted in label and last >= today]
    return min(ended, default=None)


def next_school_holiday(today: date) -> tuple[date, date] | None:
    """The school holidays that run, or the next ones."""
    found = [
        school_holiday(name, today) for name in ("toussaint", "noel", "hiver", "printemps", "ete")
    ]
    return min((span for span in found if span is not None), default=None)


def easter(year: int) -> date:
    """Easter Sunday (the anonymous Gregorian computation)."""
    century, in_century = divmod(year, 100)
    golden = year % 19
    epact = (
        19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15
    ) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (in_century // 4) - epact - in_century % 4) % 7
    shift = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * shift + 114, 31)
    return date(year, month, day + 1)


@cache
def _public_holidays(year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays("FR", years=year))


@cache
def _school_spans(year: int) -> tuple[tuple[str, date, date], ...]:
    """Name, first and last day of the zone's holidays that touch a civil year."""
    spans: dict[str, tuple[date, date]] = {}
    for one in _days_of(year - 1) + _days_of(year) + _days_of(year + 1):
        day, name = one
        label = f"{name} {day.year if day.month > 1 or 'noël' not in name else day.year - 1}"
        first, last = spans.get(label, (day, day))
        spans[label] = (min(first, day), max(last, day))
    return tuple(
        (name, first, last)
        for name, (first, last) in spans.items()
        if year in (first.year, last.year)
    )


@cache
def _days_of(year: int) -> tuple[tuple[date, str], ...]:
    try:
        listed = SchoolHolidayDates().holidays_for_year_and_zone(year, ZONE)
    except UnsupportedYearException:
        return ()
    return tuple((day, str(row["nom_vacances"]).lower()) for day, row in listed.items())
