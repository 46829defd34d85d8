"""What somebody wants of the programme: days, venues, words. French in, a Question out."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, time
from enum import StrEnum
from typing import Any, TypeVar

from dialogs.french import dates
from dialogs.programme.families import families, glue
from dialogs.programme.named import venues_in
from dialogs.programme.showings import folded
from storage.records import JSON, EventStatus, Venue

KIND = "programme.question"
T = TypeVar("T")


class Part(StrEnum):
    """Part of a day, with the hours at which something may begin."""

    MORNING = "matin"
    NOON = "midi"
    AFTERNOON = "après-midi"
    EVENING = "soir"

    @property
    def hours(self) -> tuple[time, time]:
        """[from, to) of a beginning."""
        return _HOURS[self]


_HOURS = {
    Part.MORNING: (time(0), time(12)),
    Part.NOON: (time(11, 30), time(14)),
    Part.AFTERNOON: (time(12), time(18)),
    Part.EVENING: (time(18), time.max),
}
_PARTS = (
    (Part.AFTERNOON, re.compile(r"\b(?:apres midi|aprem\w*)\b")),
    (Part.MORNING, re.compile(r"\b(?:matins?|matinees?)\b")),
    (Part.NOON, re.compile(r"\b(?:midi|pause dejeuner|dejeuner)\b")),
    (Part.EVENING, re.compile(r"\b(?:soirs?|soirees?(?! jeux))\b")),
)
_STATUSES = (
    (EventStatus.CANCELLED, re.compile(r"\bannule\w*\b|\bannulation\w*\b")),
    (EventStatus.POSTPONED, re.compile(r"\breporte\w*\b")),
    (EventStatus.FULL, re.compile(r"\bcomplet\w*\b")),
)
_FOLLOWS = re.compile(r"^(?:et|ou|seulement|uniquement|que|plutot|non|mais|sinon|pareil|avec)\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Days are both included; `end` None = from `start` on. `wants` are families, `words` bare."""

    start: date
    end: date | None = None
    dated: bool = False
    said: str = ""  # the date as it was written
    part: Part | None = None
    venues: tuple[str, ...] = ()
    wants: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    status: EventStatus | None = None

    def to_json(self) -> JSON:
        """The subject of a talk."""
        return {
            "kind": KIND,
            "start": self.start.isoformat(),
            "end": self.end.isoformat() if self.end else None,
            "dated": self.dated,
            "said": self.said,
            "part": self.part,
            "venues": list(self.venues),
            "wants": list(self.wants),
            "words": list(self.words),
            "status": self.status,
        }

    @staticmethod
    def from_json(state: JSON) -> "Question":
        """The inverse of `to_json`."""
        return Question(
            start=date.fromisoformat(state["start"]),
            end=date.fromisoformat(state["end"]) if state["end"] else None,
            dated=state["dated"],
            said=state["said"],
            part=Part(state["part"]) if state["part"] else None,
            venues=tuple(state["venues"]),
            # A family that an older release knew and this one does not is left out.
            wants=tuple(name for name in state["wants"] if name in families()),
            words=tuple(state["words"]),
            status=EventStatus(state["status"]) if state["status"] else None,
        )


def read_question(
    text: str, *, today: date, venues: Sequence[Venue], slots: Mapping[str, Any] | None = None
) -> Question:
    """Reads days, part of the day, venues, status; what is left are words to look for."""
    when, rest = _take_dates(text, today)
    plain = folded(rest)
    named = venues_in(plain, venues)
    helped = named.codes or venues_in(folded(_said(slots, "venue")), venues).codes
    part, plain = _take(named.rest, _PARTS)
    status, plain = _take(plain, _STATUSES)
    wants, plain = _take_families(plain)
    bare = tuple(dict.fromkeys(word for word in plain.split() if _means(word)))
    return replace(when, part=part, venues=helped, status=status, wants=wants, words=bare)


def goes_on(text: str, asked: Question) -> bool:
    """Whether a message narrows the question before it: « et demain ? », « seulement gratuit »."""
    plain = folded(text)
    few = len(plain.split()) <= 3 and not asked.words  # noqa: PLR2004 - « au Luxy », « gratuit »
    return bool(_FOLLOWS.match(plain)) or few


def narrowed(before: Question, asked: Question) -> Question:
    """The question before, with what the new message adds or changes."""
    kinds = {name for name in asked.wants if families()[name].is_kind}
    kept = [name for name in before.wants if not (kinds and families()[name].is_kind)]
    when = asked if asked.dated else before
    return Question(
        start=when.start,
        end=when.end,
        dated=when.dated,
        said=when.said,
        part=asked.part or (None if asked.dated else before.part),
        venues=asked.venues or before.venues,
        wants=tuple(dict.fromkeys((*kept, *asked.wants))),
        words=tuple(dict.fromkeys((*before.words, *asked.words))),
        status=asked.status or before.status,
    )


def _take_dates(text: str, today: date) -> tuple[Question, str]:
    found = dates.find_all(text, today)
    if not found:
        return Question(start=today), text
    rest = text
    for one in reversed(found):
        rest = f"{rest[: one.span[0]]} {rest[one.span[1] :]}"
    first = found[0]
    said = text[first.span[0] : first.span[1]]
    when = Question(start=first.start, end=first.deadline, dated=True, said=said)
    # « soir » in « vendredi soir » may be part of the date's own words.
    return when, f"{rest} {_part_word(said)}"


def _part_word(said: str) -> str:
    plain = folded(said)
    return next((part.value for part, shape in _PARTS if shape.search(plain)), "")


def _take(plain: str, table: Sequence[tuple[T, re.Pattern[str]]]) -> tuple[T | None, str]:
    for value, shape in table:
        if shape.search(plain):
            return value, shape.sub(" ", plain)
    return None, plain


def _take_families(plain: str) -> tuple[tuple[str, ...], str]:
    taken = []
    for family in families().values():
        if family.asked.search(plain):
            taken.append(family.name)
            plain = family.asked.sub(" ", plain)
    return tuple(taken), plain


def _means(word: str) -> bool:
    return word not in glue() and (len(word) > 1 or word.isdigit())


def _said(slots: Mapping[str, Any] | None, name: str) -> str:
    value = (slots or {}).get(name, "")
    return " ".join(value) if isinstance(value, list | tuple) else str(value)
