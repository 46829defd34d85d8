"""Whom to ask for news today: owners of open actions that were silent, on a day that they work."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from dialogs.french.calendar import next_worked_day
from storage.records import Action, Person

SILENCE_DAYS = 30


@dataclass(frozen=True, slots=True)
class Question:
    """One person, and the actions to ask about: the longest silent first."""

    person: Person
    actions: tuple[Action, ...]


def due(
    actions: Iterable[Action],
    people: Sequence[Person],
    *,
    today: date,
    silence_days: int = SILENCE_DAYS,
) -> tuple[Question, ...]:
    """The questions of today. An action that never had news has been silent for ever."""
    last = today - timedelta(days=silence_days)
    silent = [one for one in actions if one.is_open and (one.last_news or date.min) <= last]
    questions = (Question(person, _of(person, silent)) for person in people)
    return tuple(one for one in questions if one.actions and _works(one.person, today))


def _of(person: Person, silent: Iterable[Action]) -> tuple[Action, ...]:
    own = [action for action in silent if action.owner_id == person.id]
    return tuple(sorted(own, key=lambda one: (one.last_news or date.min, one.number)))


def _works(person: Person, day: date) -> bool:
    return next_worked_day(day, person.working_days) == day
