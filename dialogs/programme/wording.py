"""A sentence about the programme to a Question: days, venues, families, ages, words."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, TypeVar

from dialogs.french import dates
from dialogs.french.date_feasts import FEAST
from dialogs.french.date_words import same_length_fold
from dialogs.programme.ages import ages_asked
from dialogs.programme.aspects import Aspect, aspect_in
from dialogs.programme.families import families, glue
from dialogs.programme.named import Named, venues_first, venues_in
from dialogs.programme.question import Part, Question
from dialogs.programme.showings import folded
from storage.records import EventStatus, Venue

T = TypeVar("T")
_PARTS = (
    (Part.AFTERNOON, re.compile(r"\b(?:apres midi|aprem\w*)\b")),
    (Part.MORNING, re.compile(r"\b(?:matins?|matinees?)\b")),
    (Part.NOON, re.compile(r"\b(?:midi|pause dejeuner|dejeuner)\b")),
    (Part.EVENING, re.compile(r"\b(?:soirs?|soirees?(?! jeux))\b")),
)
_STATUSES = (
    (EventStatus.CANCELLED, re.compile(r"\bannule\w*\b|\bannulation\w*\b")),
    (EventStatus.POSTPONED, re.compile(r"\breporte\w*\b|\bdeplacee?s?\b")),
    (EventStatus.FULL, re.compile(r"\bcomplet\w*\b")),
)
# « il n’y a pas de concert ? » asks for concerts; « pas cher » and « sans inscription » leave nothing out.
_BUT = re.compile(
    r"(?<!\by a )(?<!\best )(?<!\ba )\b(?:pas|sauf|sans|hors|hormis|excepte|a part)"
    r"(?: (?:a|au|aux|le|la|les|l|d|de|du|des|dans|chez|en|un|une|pour))*(?= )"
)
_FEAST = re.compile(rf"(?:le jour de |jour de |la |le |pour |a |de )*(?P<name>{FEAST})")
_NOW = re.compile(r"\b(?:en ce moment|actuellement|ces jours[- ]ci)\b", re.IGNORECASE)
_THESE_DAYS = timedelta(days=6)
_LONGEST = 300
_GAP = 2  # words of no meaning inside of a quoted piece: « Étranger de passage »


def read_question(
    text: str, *, today: date, venues: Sequence[Venue], slots: Mapping[str, Any] | None = None
) -> Question:
    """Reads days, part of the day, venues, status; what is left are words to look for."""
    when, rest = _take_dates(text, today)
    excluded, plain = _take_excluded(folded(rest), venues)
    named = venues_in(plain, venues)
    helped = named.codes or _of_slots(slots, venues, excluded.codes)
    part, plain = _take(named.rest, _PARTS)
    aspect, plain = aspect_in(plain)
    status, plain = _take(plain, _STATUSES)
    ages, plain = ages_asked(plain)
    wants, plain = _take_families(plain)
    if ages:
        # « des enfants de 3 ans » are asked for by their age.
        wants = tuple(one for one in wants if families()[one].sort != "public")
    bare = tuple(dict.fromkeys(word for word in plain.split() if _means(word)))
    if status is not None and bare:
        # « La Sieste est annulée ? » asks about the Sieste; « les concerts annulés » asks which.
        status, aspect = None, Aspect.STATE
    wants = wants or (() if bare else _vaguely(plain))
    unwanted = tuple(_families_of(excluded.rest))
    return replace(
        when,
        part=part,
        venues=helped,
        without=excluded.codes,
        unwanted=unwanted,
        ages=ages,
        status=status,
        aspect=aspect,
        wants=wants,
        words=bare,
        quoted=quoted(rest, bare),
        text=folded(text)[:_LONGEST],
    )


def quoted(text: str, words: Sequence[str]) -> tuple[str, ...]:
    """The pieces of a text in which the words stand, as somebody wrote them."""
    wanted, pieces, gap = set(words), list[list[int]](), _GAP + 1
    for found in re.finditer(r"\w+", text):
        if not wanted & set(folded(found[0]).split()):
            gap += 1
        elif (
            pieces
            and gap <= _GAP
            and not re.search(r"[,;?!.]", text[pieces[-1][1] : found.start()])
        ):
            pieces[-1][1], gap = found.end(), 0
        else:
            pieces.append([found.start(), found.end()])
            gap = 0
    return tuple(dict.fromkeys(text[start:end] for start, end in pieces))


def _take_dates(text: str, today: date) -> tuple[Question, str]:
    found = dates.find_all(text, today)
    if not found:
        now = _NOW.search(text)
        if now is None:
            return Question(start=today), text
        these_days = Question(start=today, end=today + _THESE_DAYS, dated=True, said=now[0])
        return these_days, f"{text[: now.start()]} {text[now.end() :]}"
    rest = text
    for one in reversed(found):
        rest = f"{rest[: one.span[0]]} {rest[one.span[1] :]}"
    first = found[0]
    said = text[first.span[0] : first.span[1]]
    feast = _FEAST.fullmatch(same_length_fold(said))
    when = Question(
        start=first.start,
        end=first.deadline,
        dated=True,
        said=said[feast.start("name") :] if feast else said,
        feast=folded(feast["name"]) if feast else "",
    )
    # « soir » in « vendredi soir » may be part of the date's own words.
    return when, f"{rest} {_part_word(said)}"


def _part_word(said: str) -> str:
    plain = folded(said)
    return next((part.value for part, shape in _PARTS if shape.search(plain)), "")


def _take_excluded(plain: str, venues: Sequence[Venue]) -> tuple[Named, str]:
    """« pas le Luxy », « sauf les expos »: what is left out, and the text without it."""
    for but in _BUT.finditer(plain):
        after = plain[but.end() :].strip()
        named = venues_first(after, venues)
        if named.codes:
            return Named(named.codes, ""), f"{plain[: but.start()]} {named.rest}"
        family = next((one for one in families().values() if one.asked.match(after)), None)
        shape = family.asked.match(after) if family else None
        if shape is not None:
            return Named((), shape[0]), f"{plain[: but.start()]} {after[shape.end() :]}"
    return Named((), ""), plain


def _families_of(plain: str) -> Iterator[str]:
    yield from _take_families(plain)[0]


def _of_slots(
    slots: Mapping[str, Any] | None, venues: Sequence[Venue], without: Sequence[str]
) -> tuple[str, ...]:
    value = (slots or {}).get("venue", "")
    said = " ".join(value) if isinstance(value, list | tuple) else str(value)
    return tuple(code for code in venues_in(folded(said), venues).codes if code not in without)


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


def _vaguely(plain: str) -> tuple[str, ...]:
    """« Séance » alone is a film; beside anything else it only means that something takes place."""
    return tuple(one.name for one in families().values() if one.vague and one.vague.search(plain))


def _means(word: str) -> bool:
    return word not in glue() and (len(word) > 1 or word.isdigit())
