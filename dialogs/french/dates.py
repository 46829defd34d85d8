"""Reads French date phrases: « vendredi en huit », « fin mars », « du 7 au 11 ».

No year: the first such date on or after today. A weekday that contradicts its date, or a date that
does not exist, is no date. What only looks like one (fractions, hours, « salle du 8 mai »,
habits) is passed over.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from dialogs.french.date_readings import Reading
from dialogs.french.date_rules import RULES
from dialogs.french.date_shift import add
from dialogs.french.date_words import COUNT, same_length_fold
from dialogs.french.numbers import number

LONGEST = 10_000  # characters that are read
_LEAD_WORDS = 4
_SHIFT = re.compile(
    rf"\bd(?:'|e )(?P<count>{COUNT})\s+(?P<unit>jours?|semaines?|mois|ans?|annees?|quinzaine)\b"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One date phrase. `end` is None for a single day; `span` counts characters of the text."""

    kind: Literal["date", "range"]
    start: date
    end: date | None
    span: tuple[int, int]
    lead: str  # the folded words before it, up to four
    is_past: bool = False  # told as past: never a new due date

    @property
    def deadline(self) -> date:
        """As a due date: the last day."""
        return self.end or self.start


def read(text: str, today: date) -> Found | None:
    """The date of a phrase: the first one that it holds."""
    return next(iter(find_all(text, today)), None)


def find_all(text: str, today: date) -> tuple[Found, ...]:
    """All dates of a text, from left to right."""
    plain = same_length_fold(text[:LONGEST])
    return tuple(sorted(_scan(plain, today), key=lambda found: found.span))


def shift_from(text: str, base: date) -> date | None:
    """« d'une semaine », « de 15 jours » after `base`; None when the text says none."""
    found = _SHIFT.search(same_length_fold(text[:LONGEST]))
    count = number(found["count"]) if found else None
    return add(base, count, found["unit"]) if found and count is not None else None


def _scan(plain: str, today: date) -> Iterator[Found]:
    free = bytearray(b"\x01") * len(plain)
    for rule in RULES:
        for match in rule.pattern.finditer(plain):
            start, end = match.span()
            if not all(free[start:end]):
                continue
            reading = rule.read(match, today) if rule.read else None
            if reading is None and not rule.takes_anyway:
                continue
            free[start:end] = bytes(end - start)
            if reading is not None:
                yield _found(reading, plain, (start, end))


def _found(reading: Reading, plain: str, span: tuple[int, int]) -> Found:
    several = reading.end is not None and reading.end != reading.start
    return Found(
        kind="range" if several else "date",
        start=reading.start,
        end=reading.end if several else None,
        span=span,
        lead=" ".join(plain[max(0, span[0] - 40) : span[0]].split()[-_LEAD_WORDS:]),
        is_past=reading.past,
    )
