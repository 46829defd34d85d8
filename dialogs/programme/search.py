"""Which showings answer a question, and the next one when none does. Pure."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from dialogs.programme.digest import Item, items
from dialogs.programme.families import Family, families
from dialogs.programme.places import name_of
from dialogs.programme.question import Question
from dialogs.programme.showings import Showing, folded
from dialogs.programme.status import OFF
from storage.records import JSON, Venue

HORIZON = timedelta(days=120)  # calendars are not read further
_RESERVED = re.compile(
    r"\bscolaires?\b|\breservee?s? aux? (?:classes|ecoles|colleges|lycees|professionnels)\b"
    r"|\bsur invitation\b"
)
_FOR_CLASSES = "scolaires"
_LEAST = 4  # a word this short is looked for as it is


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Lines in time's order; `reserved` were left out; `next` is the nearest after the range."""

    question: Question
    items: tuple[Item, ...]
    reserved: int = 0
    next: Item | None = None
    off: tuple[Item, ...] = field(default=())  # cancelled or postponed, told apart


def find(
    question: Question, known: Iterable[Showing], *, venues: Sequence[Venue], now: datetime
) -> Found:
    """All showings that fit; cancelled ones are told apart, reserved ones only when asked for."""
    fitting = [showing for showing in known if _fits(showing, question, venues)]
    within = [showing for showing in fitting if _in_time(showing, question, now)]
    free = [showing for showing in within if _is_open(showing, question)]
    after = [
        showing
        for showing in fitting
        if _is_open(showing, question)
        and showing.status not in OFF
        and question.end is not None
        and showing.first_day > question.end
    ]
    asked_off = question.status is not None
    shown = [one for one in free if asked_off or one.status not in OFF]
    return Found(
        question=question,
        items=items(shown, venues),
        reserved=len(within) - len(free),
        next=None if shown or not after else items(after, venues)[0],
        off=() if asked_off else items((one for one in free if one.status in OFF), venues),
    )


def to_json(found: Found, text: str) -> JSON:
    """The shape of `agenda ask --json`."""
    shown = [showing for item in (*found.items, *found.off) for showing in item.showings]
    return {
        "occurrences": [
            {
                "sources": [source.to_json() for source in showing.sources],
                "title": showing.title,
                "start": showing.sources[0].start,
                "status": showing.status.value,
            }
            for showing in shown
        ],
        "text": text,
    }


def _fits(showing: Showing, question: Question, venues: Sequence[Venue]) -> bool:
    if question.venues and not _is_at(showing, question.venues, venues):
        return False
    if question.status is not None and showing.status is not question.status:
        return False
    said = _said(showing, venues)
    kind = next((folded(venue.kind) for venue in venues if venue.code == showing.venue), "")
    wanted = all(_offers(families()[name], said, kind) for name in question.wants)
    return wanted and all(_mentions(said, word) for word in question.words)


def _is_at(showing: Showing, codes: Sequence[str], venues: Sequence[Venue]) -> bool:
    where = f" {folded(showing.location)} "
    named = (f" {folded(name_of(code, venues))} " in where for code in codes)
    return showing.venue in codes or any(named)


def _in_time(showing: Showing, question: Question, now: datetime) -> bool:
    if showing.last_day < question.start:
        return False
    if question.end is not None and showing.first_day > question.end:
        return False
    if not question.dated and showing.end < now:
        return False
    if question.part is None or showing.is_long or showing.all_day:
        # An exhibition has opening hours that nobody gave: it counts on days, not for « ce soir ».
        return question.part is None
    first, last = question.part.hours
    return first <= showing.start.time() < last


def _is_open(showing: Showing, question: Question) -> bool:
    title = folded(showing.title)
    named = bool(question.words) and all(_mentions(title, word) for word in question.words)
    if named or _FOR_CLASSES in question.wants:
        return True
    said = folded(f"{showing.title} {' '.join(showing.categories)} {showing.description}")
    return not _RESERVED.search(said)


def _said(showing: Showing, venues: Sequence[Venue]) -> str:
    parts = (
        showing.title,
        showing.description,
        *showing.categories,
        showing.location,
        name_of(showing.venue, venues),
        *(source.summary for source in showing.sources),
    )
    return folded(" ".join(parts))


def _offers(family: Family, said: str, venue_kind: str) -> bool:
    return venue_kind in family.venues or bool(family.announced.search(said))


def _mentions(said: str, word: str) -> bool:
    if len(word) < _LEAST or word.isdigit():
        return f" {word} " in f" {said} "
    # « créatifs » finds « créatif »: an ending of number or gender does not count.
    stem = re.sub(r"(?:es|e|s|x)$", "", word)
    return f" {stem}" in f" {said}"
