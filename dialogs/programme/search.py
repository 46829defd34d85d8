"""Which showings answer a question, and the next one when none does. Pure."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from dialogs.programme.ages import is_for
from dialogs.programme.aspects import Aspect
from dialogs.programme.digest import Item, items
from dialogs.programme.families import Family, families, glue
from dialogs.programme.labels import Labeller
from dialogs.programme.places import name_of
from dialogs.programme.question import Question
from dialogs.programme.showings import Showing, folded, told_by
from dialogs.programme.status import OFF
from storage.records import JSON, Venue

HORIZON = timedelta(days=120)  # calendars are not read further
_RESERVED = re.compile(
    r"(?<!vacances )(?<!temps )\bscolaires?\b|\baccueils? (?:de |des )?classes?\b|\bsur invitation\b"
    r"|\breservee?s? (?:aux?|a l|a la) (?:classes?|ecoles?|colleges?|lycees?|professionnels|lyceens)\b"
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
    silent: tuple[str, ...] = ()  # venues asked for, none of which has a calendar that is read


def find(
    question: Question, known: Iterable[Showing], *, venues: Sequence[Venue], now: datetime
) -> Found:
    """All showings that fit; cancelled ones are told apart, reserved ones only when asked for."""
    known = tuple(known)
    title = _title_in(question, known)
    if title and question.aspect is not None:
        # « Combien coûte l’atelier gravure ? » is about what bears that title, and nothing else.
        return _find_titled(title, question, known, venues=venues, now=now)
    found = _find(question, known, venues=venues, now=now)
    if found.items or found.off or not (title and question.words):
        return found
    again = _find_titled(title, question, known, venues=venues, now=now)
    return again if again.items or again.off or again.next else found


def _find_titled(
    words: tuple[str, ...],
    question: Question,
    known: Sequence[Showing],
    *,
    venues: Sequence[Venue],
    now: datetime,
) -> Found:
    """The question about the title that its text holds whole, whatever else is said around it."""
    bearing = [one for one in known if all(_mentions(folded(one.title), word) for word in words)]
    about = replace(question, words=words, wants=(), ages=(), status=None)
    found = _find(about, bearing, venues=venues, now=now)
    title = next((item.title for item in (*found.items, *found.off)), "")
    quoted = (title,) if title else question.quoted
    return replace(found, question=replace(about, quoted=quoted))


def _find(
    question: Question, known: Sequence[Showing], *, venues: Sequence[Venue], now: datetime
) -> Found:
    kinds = _kinds_of(known, venues)
    fitting = [showing for showing in known if _fits(showing, question, venues, kinds)]
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
    # Who asks of one thing whether it is kept must see that it is not.
    of_one = question.aspect is not None and bool(question.words)
    asked_off = question.status is not None or of_one or question.aspect is Aspect.STATE
    shown = [one for one in free if asked_off or one.status not in OFF]
    return Found(
        question=question,
        items=items(shown, venues),
        reserved=len(within) - len(free),
        next=None if shown or not after else items(after, venues)[0],
        off=() if asked_off else items((one for one in free if one.status in OFF), venues),
    )


def _title_in(question: Question, known: Iterable[Showing]) -> tuple[str, ...]:
    """The telling words of the longest title that the text holds whole; none when it holds none."""
    said = f" {question.text} "
    best: tuple[str, ...] = ()
    for title in {part for showing in known for part in _titles(showing)}:
        words = tuple(word for word in title.split() if word not in glue())
        kinds = " ".join(words)
        generic = any(family.asked.fullmatch(kinds) for family in families().values())
        telling = len(words) > 1 or (len(words) == 1 and len(words[0]) > _LEAST)
        if telling and not generic and len(words) > len(best):
            best = words if all(_mentions(said, word) for word in words) else best
    return best


def _titles(showing: Showing) -> Iterable[str]:
    """A title whole and, where a colon parts it, what follows: « Exposition : Matières »."""
    bare = re.sub(r"\([^)]*\)", " ", showing.title)
    yield folded(bare)
    yield from (folded(part) for part in bare.split(":")[1:])


def to_json(found: Found, text: str) -> JSON:
    """The shape of `agenda ask --json`: what is off only when there is nothing else to tell."""
    told = found.items or found.off
    shown = [showing for item in told for showing in item.showings]
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


def is_reserved(showing: Showing) -> bool:
    """Whether it is announced for classes or professionals only."""
    return bool(_RESERVED.search(folded(told_by(showing))))


_SHOWS = {"musique": "musiques actuelles", "cinema": "cinema", "theatre": "theatre"}


def _kinds_of(known: Sequence[Showing], venues: Sequence[Venue]) -> dict[str, str]:
    """The kind of each venue, folded; of one that nobody described, what its programme tells."""
    told = Labeller(known, venues)
    return {
        venue.code: folded(venue.kind) or _SHOWS.get(told.shows(venue.code), "")
        for venue in venues
    }


def _fits(
    showing: Showing, question: Question, venues: Sequence[Venue], kinds: Mapping[str, str]
) -> bool:
    if question.venues and not _is_at(showing, question.venues, venues):
        return False
    if question.status is not None and showing.status is not question.status:
        return False
    if showing.venue in question.without:
        return False
    told = folded(told_by(showing))
    said = _said(showing, venues)
    named = any(one.is_kind and one.announced.search(told) for one in families().values())
    kind = "" if named else kinds.get(showing.venue, "")
    if any(_offers(families()[name], said, kind) for name in question.unwanted):
        return False
    if not all(is_for(age, told_by(showing)) for age in question.ages):
        return False
    wanted = all(_offers(families()[name], said, kind) for name in question.wants)
    return wanted and all(_mentions(said, word) for word in question.words)


def _is_at(showing: Showing, codes: Sequence[str], venues: Sequence[Venue]) -> bool:
    where = f" {folded(showing.location)} "
    named = (f" {folded(name_of(code, venues))} " in where for code in codes)
    return showing.venue in codes or any(named)


def _in_time(showing: Showing, question: Question, now: datetime) -> bool:
    if question.feast and _mentions(folded(told_by(showing)), question.feast):
        return showing.end >= now
    if showing.last_day < question.start:
        return False
    if question.end is not None and showing.first_day > question.end:
        return False
    over = question.end is not None and question.end < now.date()
    if not over and showing.end < now:
        # « Cette semaine », asked on a Wednesday, is what is left of it.
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
    return not is_reserved(showing)


def _said(showing: Showing, venues: Sequence[Venue]) -> str:
    parts = (
        showing.title,
        showing.description,
        showing.also,
        *showing.categories,
        showing.location,
        name_of(showing.venue, venues),
        *(source.summary for source in showing.sources),
    )
    return folded(" ".join(parts))


def _offers(family: Family, said: str, venue_kind: str) -> bool:
    return venue_kind in family.venues or bool(family.announced.search(said))


def _mentions(said: str, word: str) -> bool:
    if len(word) < _LEAST or word.isdigit() or " " in word:
        return f" {word} " in f" {said} "
    # « créatifs » finds « créatif »: an ending of number or gender does not count.
    stem = re.sub(r"(?:es|e|s|x)$", "", word)
    return f" {stem}" in f" {said}"
