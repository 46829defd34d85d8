"""Who answers a question, and why: pure ranking over lines that the caller fetched.

Two tiers that never mix: people whose own lines answer, and « déclarations voisines ».
"""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum, auto

from dialogs.experts.concepts import NARROWER
from dialogs.experts.evidence import NAME
from dialogs.experts.query import Criterion, Query, Slot
from storage.records import Evidence, EvidenceKind, Level, Person

THRESHOLD = 0.45
_NEIGHBOUR, _MOST_NEIGHBOURS, _MOST_LINES = 0.15, 3, 4
_BEST_LINE, _WHOLE_PERSON = 0.65, 0.35
_PART = 0.45  # of a phrase, when only some of its words are there
_PART_OF_PLACE = 0.2  # of score, between who leads a place and who leads a part of it
_TOGETHER = 2  # things asked that must both be there
_MATTERS = 0.62  # of the weight of the weightiest thing asked
_BEGINNER, _NOT_EXPERT, _ELSEWHERE, _DAYS_UNKNOWN = 0.9, 0.6, 0.4, 0.8
_KINDS = {
    EvidenceKind.SKILL: 1.0,
    EvidenceKind.LANGUAGE: 0.95,
    EvidenceKind.NAME: 0.0,
    EvidenceKind.FUNCTION: 0.85,
    EvidenceKind.DISCIPLINE: 0.8,
    EvidenceKind.PARTNER: 0.8,
    EvidenceKind.ACTION: 0.3,  # to pilot an action is not to be an expert of it
    EvidenceKind.GROUP: 0.6,
    EvidenceKind.SERVICE: 0.45,
}
_OWNER_KINDS = {EvidenceKind.FUNCTION: 1.0, EvidenceKind.ACTION: 0.8}


@dataclass(frozen=True, slots=True)
class Found:
    """Somebody, the lines that say why (best first), and a score up to 1."""

    person: Person
    score: float
    why: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranking:
    """`people` answer; `neighbours` are merely close; `named` tells that a person was meant."""

    people: tuple[Found, ...] = ()
    neighbours: tuple[Found, ...] = ()
    named: bool = False


class _Tier(Enum):
    """Where somebody stands in an answer."""

    AFFIRMED = auto()
    NEIGHBOUR = auto()
    FAR = auto()


@dataclass(frozen=True, slots=True)
class _Weighed:
    """A slot with its weight, and its forms by their first word, for quick reading of lines."""

    slot: Slot
    weight: float
    forms: Mapping[str, tuple[tuple[tuple[str, ...], float], ...]]
    words: frozenset[str]
    used: bool  # by somebody


def rank(
    query: Query,
    candidates: Iterable[Evidence],
    *,
    frequencies: Mapping[str, int],
    total: int,
    people: Iterable[Person],
) -> Ranking:
    """Ranks the people of the candidate lines. The order of what comes in does not matter."""
    lines: dict[str, list[Evidence]] = {}
    for line in candidates:
        lines.setdefault(line.person_id, []).append(line)
    known = {person.id: person for person in people if person.id in lines}
    meant = _named(query, lines, frequencies)
    weighed = {slot: _weigh(slot, frequencies, total) for slot in query.slots}
    if meant:
        return _about(
            query, [(known[each], lines[each]) for each in meant if each in known], weighed
        )
    scored: list[tuple[Found, _Tier]] = [
        _score(query, known[person_id], lines[person_id], weighed)
        for person_id in lines
        if person_id in known and _is_there(query, known[person_id])
    ]
    best = sorted(
        scored, key=lambda each: (-each[0].score, each[0].person.name, each[0].person.id)
    )
    affirmed = [found for found, tier in best if tier is _Tier.AFFIRMED]
    close = [
        found for found, tier in best if tier is _Tier.NEIGHBOUR and found.score >= _NEIGHBOUR
    ]
    if query.head and affirmed:  # who leads the whole place leaves out who leads a part of it
        affirmed = [
            found for found in affirmed if found.score > affirmed[0].score - _PART_OF_PLACE
        ]
        close = []
    return Ranking(people=tuple(affirmed), neighbours=tuple(close[:_MOST_NEIGHBOURS]))


def _named(
    query: Query, lines: Mapping[str, list[Evidence]], frequencies: Mapping[str, int]
) -> list[str]:
    """Whom the question is about, namesakes all; nobody when names are there by chance."""
    asked = set(query.names)
    parts = {
        person_id: len(asked & set(line.terms))
        for person_id, theirs in lines.items()
        for line in theirs
        if line.kind is EvidenceKind.NAME
    }
    most = max(parts.values(), default=0)
    if most == 0 or (most == 1 and not _means_somebody(query, asked, frequencies)):
        return []
    return sorted(person_id for person_id, count in parts.items() if count == most)


def _means_somebody(query: Query, asked: set[str], frequencies: Mapping[str, int]) -> bool:
    """One name alone: the question's shape, or the lack of anything else, makes it a person."""
    names = {term.removeprefix(NAME) for term in asked if term in frequencies}
    others = [slot for slot in query.slots if slot.word not in names and slot.share >= 1]
    meanings = [s for s in query.slots if s.word in names and set(s.stems) & set(frequencies)]
    return query.about_person if others or meanings else True


def _about(
    query: Query,
    people: list[tuple[Person, list[Evidence]]],
    weighed: Mapping[Slot, _Weighed],
) -> Ranking:
    found = []
    for person, lines in people:
        hits = sorted(
            ((_line_score(query, line, person, weighed), line) for line in lines),
            key=lambda hit: (-hit[0], hit[1].kind, hit[1].text),
        )
        found.append(Found(person, 1.0, tuple(line for score, line in hits if score > 0)))
    return Ranking(people=tuple(sorted(found, key=lambda each: each.person.name)), named=True)


def _weigh(slot: Slot, frequencies: Mapping[str, int], total: int) -> _Weighed:
    """Rare words weigh more, and a word that nobody used most of all: hence honest silence."""
    counts = [
        min((frequencies.get(term, 0) for term in form.stems), default=0)
        for form in slot.forms
        if form.factor > 0.9  # noqa: PLR2004 - its own words and strict equivalents
    ]
    # A word for many things (« spectacle ») says as little as all of them together.
    within = sum(
        min((frequencies.get(term, 0) for term in form.stems), default=0)
        for form in slot.forms
        if NARROWER <= form.factor < 0.9  # noqa: PLR2004 - idem
    )
    held = max(*counts, within, 0)
    weight = math.log(1 + (max(total - held, 0) + 0.5) / (held + 0.5)) * slot.share
    forms: dict[str, list[tuple[tuple[str, ...], float]]] = {}
    for form in slot.forms:
        forms.setdefault(form.stems[0], []).append((form.stems, form.factor))
    return _Weighed(
        slot,
        weight,
        {first: tuple(each) for first, each in forms.items()},
        frozenset(slot.stems),
        used=held > 0,
    )


def _score(
    query: Query, person: Person, lines: list[Evidence], weighed: Mapping[Slot, _Weighed]
) -> tuple[Found, _Tier]:
    matches = [(line, _matches(query, line, weighed)) for line in lines]
    criteria = [_criterion(each, query, person, matches, weighed) for each in query.criteria]
    hits = sorted(
        ((_line_score(query, line, person, weighed, found), line) for line, found in matches),
        key=lambda hit: (-hit[0], hit[1].kind, hit[1].text),
    )
    why = tuple(line for score, line in hits if score > 0)[:_MOST_LINES]
    if not criteria or not why:
        return Found(person, 0.0, ()), _Tier.FAR
    days = _DAYS_UNKNOWN if query.days and not person.working_days else 1.0
    score = days * sum(criteria) / len(criteria) + 0.01 * min(len(why) - 1, 4)
    found = Found(person, round(min(score, 1.0), 4), why)
    if min(criteria) * days >= THRESHOLD and _is_whole(query, matches):
        return found, _Tier.AFFIRMED
    return found, _Tier.NEIGHBOUR if _is_near(query, lines, weighed) else _Tier.FAR


def _is_whole(query: Query, matches: Iterable[tuple[Evidence, dict[Slot, float]]]) -> bool:
    """Of two things asked together, one is not the whole: « reliure » is not « reliure japonaise »."""
    held = {slot for _, found in matches for slot in found}
    return all(
        any(
            len(telling := [slot for slot in choice if slot.share >= 1]) > _TOGETHER
            or held.issuperset(telling)
            for choice in criterion.choices
        )
        for criterion in query.criteria
    )


def _is_near(query: Query, lines: Iterable[Evidence], weighed: Mapping[Slot, _Weighed]) -> bool:
    """Whether a line says one of the things that matter most: a usual word makes no neighbour."""
    terms = [line.terms for line in lines]
    return any(
        _said(weighed[slot], each) > 0
        for criterion in query.criteria
        for choice in criterion.choices
        for slot in choice
        if weighed[slot].weight >= _MATTERS * _heaviest(choice, weighed)
        for each in terms
    )


def _heaviest(choice: Iterable[Slot], weighed: Mapping[Slot, _Weighed]) -> float:
    """The weight of the most telling thing asked; a word that nobody knows tells nothing."""
    return max(
        (weighed[one].weight for one in choice if one.known or weighed[one].used), default=0
    )


def _criterion(
    criterion: Criterion,
    query: Query,
    person: Person,
    matches: list[tuple[Evidence, dict[Slot, float]]],
    weighed: Mapping[Slot, _Weighed],
) -> float:
    best = 0.0
    for choice in criterion.choices:
        whole = sum(weighed[slot].weight for slot in choice) or 1.0
        line_best, held = 0.0, dict.fromkeys(choice, 0.0)
        for line, found in matches:
            worth = _worth(query, line, person)
            line_best = max(line_best, worth * _sum(choice, found, weighed) / whole)
            for slot in choice:
                held[slot] = max(held[slot], worth * found.get(slot, 0.0))
        person_best = _sum(choice, held, weighed) / whole
        best = max(best, _BEST_LINE * line_best + _WHOLE_PERSON * person_best)
    return best


def _sum(
    choice: Iterable[Slot], found: Mapping[Slot, float], weighed: Mapping[Slot, _Weighed]
) -> float:
    return sum(weighed[slot].weight * found.get(slot, 0.0) for slot in choice)


def _line_score(
    query: Query,
    line: Evidence,
    person: Person,
    weighed: Mapping[Slot, _Weighed],
    found: Mapping[Slot, float] | None = None,
) -> float:
    held = _matches(query, line, weighed) if found is None else found
    return _worth(query, line, person) * _sum(held, held, weighed)


def _matches(query: Query, line: Evidence, weighed: Mapping[Slot, _Weighed]) -> dict[Slot, float]:
    """How well a line says each thing asked; what it does not say is absent."""
    found = {}
    for slot in query.slots:
        factor = _match(weighed[slot], line.terms)
        if factor > 0:
            found[slot] = factor
    return found


def _match(weighed: _Weighed, terms: tuple[str, ...]) -> float:
    best = _said(weighed, terms)
    if best == 0 and len(weighed.words) > 1:
        share = len(weighed.words & set(terms)) / len(weighed.words)
        # All the words, though not in a row, say nearly the same.
        best = 0.85 if share == 1 else _PART * share
    return best


def _said(weighed: _Weighed, terms: tuple[str, ...]) -> float:
    """How well the best form that stands in a line says the thing."""
    best = 0.0
    for place, term in enumerate(terms):
        for stems, factor in weighed.forms.get(term, ()):
            if factor > best and terms[place : place + len(stems)] == stems:
                best = factor
    return best


def _worth(query: Query, line: Evidence, person: Person) -> float:
    """What a line is worth: where it stands, how sure the person is, in which venue."""
    worth = _KINDS[line.kind]
    if query.owner or query.needs_venue:
        worth = _OWNER_KINDS.get(line.kind, worth)
    if line.kind is EvidenceKind.GROUP and query.group:
        worth = 1.0
    if line.kind is EvidenceKind.SERVICE and query.needs_venue:
        worth = 0.8
    if line.level is Level.BEGINNER:
        worth *= _NOT_EXPERT if query.learns or query.level else _BEGINNER
    return worth * _place(query, line, person)


def _place(query: Query, line: Evidence, person: Person) -> float:
    if not query.venues or person.venue in query.venues:
        return 1.0
    if query.needs_venue or query.strict:
        return 0.0
    return 1.0 if query.venue_stems & set(line.terms) else _ELSEWHERE


def _is_there(query: Query, person: Person) -> bool:
    days = frozenset(person.working_days)
    if not days:
        return True
    return not days & query.not_days and all(days & wanted for wanted in query.days)
