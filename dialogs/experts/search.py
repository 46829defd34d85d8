"""Who answers a question, and why: pure ranking over lines that the caller fetched.

Two tiers that never mix: people whose own lines answer, and « déclarations voisines ».
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from dialogs.experts.evidence import NAME
from dialogs.experts.matching import Asked, Matches
from dialogs.experts.query import Query
from storage.records import Evidence, EvidenceKind, Level, Person, Role

THRESHOLD = 0.45
_NEIGHBOUR, _MOST_NEIGHBOURS, _MOST_LINES = 0.15, 3, 4
_BEST_LINE, _WHOLE_PERSON = 0.65, 0.35
_PART_OF_PLACE = 0.2  # of score, between who leads a place and who leads a part of it
_COORDINATES = 0.05  # « qui s'occupe du groupe … ? »: who coordinates comes first
_TEACHES = 1.1  # « qui peut m'apprendre … ? »: who is glad to comes first
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
    asked = Asked(query, frequencies, total)
    if meant:
        return _about(
            query, [(known[each], lines[each]) for each in meant if each in known], asked
        )
    scored = [
        scored
        for person_id, person in known.items()
        if _is_there(query, person) and (scored := _score(query, person, lines[person_id], asked))
    ]
    return _ranked(query, scored)


def _ranked(query: Query, scored: Iterable[tuple[Found, _Tier]]) -> Ranking:
    best = sorted(
        scored, key=lambda each: (-each[0].score, each[0].person.name, each[0].person.id)
    )
    affirmed = [found for found, tier in best if tier is _Tier.AFFIRMED]
    close = [
        found for found, tier in best if tier is _Tier.NEIGHBOUR and found.score >= _NEIGHBOUR
    ]
    if (
        query.head and affirmed and not query.backup
    ):  # who leads the whole place leaves out who leads a part of it
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


def _about(query: Query, people: list[tuple[Person, list[Evidence]]], asked: Asked) -> Ranking:
    found = [
        Found(person, 1.0, _best_lines([_hit(query, line, person, asked) for line in lines]))
        for person, lines in people
    ]
    return Ranking(people=tuple(sorted(found, key=lambda each: each.person.name)), named=True)


@dataclass(frozen=True, slots=True)
class _Hit:
    """A line, what it says of what was asked, and what it is worth."""

    line: Evidence
    found: Matches
    worth: float
    score: float


def _hit(query: Query, line: Evidence, person: Person, asked: Asked) -> _Hit:
    found = asked.matches(line)
    worth = _worth(query, line, person) if found else 0.0
    return _Hit(line, found, worth, worth * asked.sum(found))


def _best_lines(hits: Iterable[_Hit]) -> tuple[Evidence, ...]:
    telling = [hit for hit in hits if hit.score > 0]
    telling.sort(key=lambda hit: (-hit.score, hit.line.kind, hit.line.text))
    return tuple(hit.line for hit in telling)


def _score(
    query: Query, person: Person, lines: list[Evidence], asked: Asked
) -> tuple[Found, _Tier] | None:
    hits = [hit for line in lines if (hit := _hit(query, line, person, asked)).found]
    why = _best_lines(hits)[:_MOST_LINES]
    if not asked.criteria or not why:
        return None
    criteria = [
        max(_choice(choice, hits, asked.weights) for choice in choices)
        for choices in asked.criteria
    ]
    days = _DAYS_UNKNOWN if query.days and not person.working_days else 1.0
    score = days * sum(criteria) / len(criteria) + 0.01 * min(len(why) - 1, 4)
    if query.owner and query.group and person.role is not Role.AGENT:
        score += _COORDINATES
    found = Found(person, round(min(score, 1.0), 4), why)
    held = (number for hit in hits for number in hit.found)
    if min(criteria) * days >= THRESHOLD and asked.is_whole(held) and _may_hold(query, why):
        return found, _Tier.AFFIRMED
    return found, _Tier.NEIGHBOUR if asked.is_near(hit.line for hit in hits) else _Tier.FAR


def _may_hold(query: Query, why: Iterable[Evidence]) -> bool:
    """« qui s'occupe du groupe … ? » asks for its members, not for a word in common."""
    if not (query.owner and query.group):
        return True
    return any(line.kind in {EvidenceKind.GROUP, EvidenceKind.FUNCTION} for line in why)


def _choice(choice: Iterable[int], hits: Iterable[_Hit], weights: Sequence[float]) -> float:
    """How well the best line, and the whole person, say some things asked together."""
    wanted = tuple(choice)
    whole = sum(weights[number] for number in wanted) or 1.0
    line_best, held = 0.0, dict.fromkeys(wanted, 0.0)
    for hit in hits:
        said = 0.0
        for number in wanted:
            factor = hit.worth * hit.found.get(number, 0.0)
            said += weights[number] * factor
            held[number] = max(held[number], factor)
        line_best = max(line_best, said)
    person_best = sum(weights[number] * factor for number, factor in held.items())
    return (_BEST_LINE * line_best + _WHOLE_PERSON * person_best) / whole


def _worth(query: Query, line: Evidence, person: Person) -> float:
    """What a line is worth: where it stands, how sure the person is, in which venue."""
    worth = _KINDS[line.kind]
    if query.owner or query.needs_venue:
        worth = _OWNER_KINDS.get(line.kind, worth)
    if line.kind is EvidenceKind.GROUP and query.group:
        worth = 1.0
    if line.kind is EvidenceKind.SERVICE and query.needs_venue:
        worth = 0.8
    if line.teaches and query.learns:
        worth *= _TEACHES
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
