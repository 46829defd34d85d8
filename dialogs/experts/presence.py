"""When somebody can be reached, and nothing more of their week. Pure."""

import dataclasses
from collections.abc import Sequence
from datetime import date, timedelta

from dialogs.experts.query import Query
from dialogs.french import say as french
from dialogs.french.calendar import DAYS, next_worked_day
from storage.records import Person

_SOON = 7  # days, within which the name of the day is enough


def reachable(person: Person, today: date, query: Query | None = None) -> str:
    """« Joignable mercredi »: the next day worked, or the days that were asked for."""
    if not person.working_days:
        return "Jours de présence non connus" if query and query.days else ""
    asked = _asked(person, query) if query else []
    if asked:
        return f"Joignable {french.weekdays(asked)}"
    return f"Joignable {_said(next_worked_day(today, person.working_days), today)}"


def next_days(person: Person, today: date) -> str:
    """« Joignable mercredi et vendredi »: the next two days worked, for who asks just that."""
    if not person.working_days:
        return ""
    first = next_worked_day(today, person.working_days)
    second = next_worked_day(first + timedelta(days=1), person.working_days)
    near = [day for day in (first, second) if day == first or (day - today).days < _SOON]
    return f"Joignable {french.listing([_said(day, today) for day in near])}"


def as_seen(person: Person, *, hidden: bool) -> Person:
    """The person without their days, for who may not see them: they count as unknown."""
    return dataclasses.replace(person, working_days=()) if hidden else person


def _asked(person: Person, query: Query) -> Sequence[str]:
    wanted = frozenset().union(*query.days)
    return [day for day in person.working_days if day in wanted]


def _said(day: date, today: date) -> str:
    distance = (day - today).days
    if distance < 2:  # noqa: PLR2004 - today and tomorrow have names of their own
        return ("aujourd’hui", "demain")[distance]
    if distance < _SOON:
        return DAYS[day.weekday()]
    return f"le {french.day(day)}"
