"""Periods that dates are told by: weeks, months, quarters, years, school holidays; and their parts."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from dialogs.french import calendar
from dialogs.french.calendar import Week
from dialogs.french.date_words import MONTH, YEAR, month, year
from dialogs.french.numbers import number

Kind = Literal["week", "month", "long", "holidays"]
_DAY = timedelta(days=1)

_HOLIDAYS = {
    "noel": "noel",
    "fin d'annee": "noel",
    "hiver": "hiver",
    "fevrier": "hiver",
    "ski": "hiver",
    "printemps": "printemps",
    "paques": "printemps",
    "avril": "printemps",
    "ete": "ete",
    "toussaint": "toussaint",
    "automne": "toussaint",
}
NTH = r"(?:1er|1re|1ere|premiere?|2e|2eme|2nd|2nde|deuxieme|seconde?|3e|3eme|troisieme|4e|4eme|quatrieme)"

PERIOD = re.compile(
    rf"(?P<holidays>(?:(?:les|des|aux|ces|de)\s+)?vacances"
    rf"(?:\s+scolaires)?(?:\s+(?:de\s+la\s+|de\s+l'|d'|de\s+|du\s+)?(?P<which>{'|'.join(_HOLIDAYS)})\b)?)"
    rf"|(?P<week_of_day>semaine\s+du)\b"
    rf"|(?P<week>semaine(?:\s+(?P<week_when>prochaine|pro\b|suivante|qui\s+vient|d'apres|derniere|passee))?)\b"
    rf"|(?P<month_word>mois(?:[\s-]+(?P<month_when>prochain|pro\b|suivant|qui\s+vient|d'apres|dernier|passe|ci))?)\b"
    rf"|(?P<nth>(?:{NTH}\s+(?:trimestre|semestre)|[ts][1-4]\b))(?:\s+(?:de\s+l'annee\s+|de\s+)?(?P<nth_year>{YEAR}))?"
    rf"|(?P<quarter>(?:trimestre|semestre)(?:\s+(?P<quarter_when>prochain|suivant|dernier))?)\b"
    rf"|(?P<year_word>annee(?:\s+(?P<year_when>prochaine|suivante|derniere|scolaire))?)\b"
    rf"|(?P<month>{MONTH})(?:\s+(?P<month_year>{YEAR}))?"
    rf"|(?P<year>20\d\d)\b"
)
_NEXT = ("prochain", "pro", "suivant", "qui", "d'apres")
_LAST = ("dernier", "passe")


@dataclass(frozen=True, slots=True)
class Period:
    """First and last day, both in it; `past` when it was told as past."""

    first: date
    last: date
    kind: Kind
    past: bool = False


def told(text: str, today: date) -> Period | None:
    """The period that folded words tell, None when they tell none."""
    found = PERIOD.match(text)
    return read(found, today) if found else None


def read(found: re.Match[str], today: date) -> Period | None:
    """The period that a match of PERIOD tells; None when the calendar does not know it."""
    if found["holidays"]:
        return _holidays(found["which"], today)
    if found["nth"]:
        return _nth(found["nth"], found["nth_year"], today)
    if found["month"]:
        return _named_month(month(found["month"]), found["month_year"], today)
    return _told_by_today(found, today)


def _told_by_today(found: re.Match[str], today: date) -> Period | None:
    """Weeks, months, quarters and years counted from today; a year by its number."""
    if found["week"]:
        step = _step(found["week_when"])
        monday = Week.of(today).monday + timedelta(weeks=step)
        return Period(monday, monday + timedelta(days=6), "week", past=step < 0)
    if found["month_word"]:
        step = _step(found["month_when"])
        return _month(today.year, today.month + step, past=step < 0)
    if found["quarter"]:
        return _quarter(found["quarter"], _step(found["quarter_when"]), today)
    if found["year_word"]:
        step = _step(found["year_when"])
        return _long(date(today.year + step, 1, 1), 12, past=step < 0)
    return _long(date(int(found["year"]), 1, 1), 12) if found["year"] else None


def end(period: Period) -> date:
    """« fin de … »: the last day, the Friday of a week."""
    return period.first + 4 * _DAY if period.kind == "week" else period.last


def middle(period: Period) -> date:
    """« mi-… »: the 15th of a month, the Wednesday of a week, else the middle day."""
    match period.kind:
        case "week":
            return period.first + 2 * _DAY
        case "month":
            return period.first + 14 * _DAY
        case _:
            return period.first + (period.last - period.first) // 2


def beginning(period: Period) -> tuple[date, date]:
    """« début … »: ten days of a month, Monday and Tuesday of a week, a month of what is longer."""
    match period.kind:
        case "week":
            return period.first, period.first + _DAY
        case "month":
            return period.first, period.first + 9 * _DAY
        case "holidays":
            return period.first, period.first + 2 * _DAY
        case _:
            return period.first, _month(period.first.year, period.first.month).last


def return_after(period: Period) -> date:
    """The Monday after, when school and offices start again."""
    return period.last + timedelta(days=7 - period.last.weekday())


def _step(when: str | None) -> int:
    if when and when.startswith(_NEXT):
        return 1
    return -1 if when and when.startswith(_LAST) else 0


def _holidays(which: str | None, today: date) -> Period | None:
    known = _HOLIDAYS.get(which or "")
    span = calendar.school_holiday(known, today) if known else calendar.next_school_holiday(today)
    return Period(*span, "holidays") if span else None


def _month(in_year: int, number_of: int, *, past: bool = False) -> Period:
    in_year, index = in_year + (number_of - 1) // 12, (number_of - 1) % 12 + 1
    last = monthrange(in_year, index)[1]
    return Period(date(in_year, index, 1), date(in_year, index, last), "month", past=past)


def _named_month(index: int, told_year: str | None, today: date) -> Period:
    if told_year:
        return _month(year(told_year), index)
    return _month(today.year + (index < today.month), index)


def _long(first: date, months: int, *, past: bool = False) -> Period:
    last = _month(first.year, first.month + months - 1).last
    return Period(first, last, "long", past=past)


def _nth(words: str, told_year: str | None, today: date) -> Period | None:
    short = re.fullmatch(r"([ts])([1-4])", words)
    rank = int(short[2]) if short else number(words.split(maxsplit=1)[0]) or 0
    months = 3 if words.startswith("t") or words.endswith("trimestre") else 6
    if not 1 <= rank <= 12 // months:
        return None
    told = year(told_year) if told_year else today.year
    period = _long(date(told, months * (rank - 1) + 1, 1), months)
    if told_year is None and period.last < today:
        return _long(date(told + 1, months * (rank - 1) + 1, 1), months)
    return period


def _quarter(words: str, step: int, today: date) -> Period:
    months = 3 if words.startswith("trimestre") else 6
    index = today.year * 12 + (today.month - 1) // months * months + step * months
    return _long(date(index // 12, index % 12 + 1, 1), months, past=step < 0)
