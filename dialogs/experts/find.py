"""From a question to people: the database counts and fetches, `search` ranks."""

import dataclasses
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date

from dialogs.experts import described, meaning, plan, rewriting, search
from dialogs.experts.evidence import NAME, action_lines, name_terms
from dialogs.experts.query import Query, to_fetch
from dialogs.experts.search import Found, Ranking
from dialogs.experts.viewing import Viewer
from dialogs.french.typos import Lexicon, lexicon
from dialogs.french.words import stems
from dialogs.remembered import Remembered
from storage.database import Stores
from storage.records import (
    JSON,
    Action,
    Evidence,
    EvidenceKind,
    Group,
    Knowledge,
    Partner,
    Person,
    Visibility,
)

_MANY = 20_000  # lines of evidence, from which a question no longer reads all that share a word
_ALL, _FEW = 2_000, 240


async def find(
    text: str,
    stores: Stores,
    knowledge: Knowledge,
    *,
    viewer: Viewer,
    today: date,
    without: frozenset[str] = frozenset(),
    strict: bool = False,
) -> tuple[Query, Ranking]:
    """The question as it was understood, and who answers it."""
    query = dataclasses.replace(plan.plan(text, knowledge, today=today), strict=strict)
    query = rewriting.with_names(query, _names(knowledge.people))
    counts = _counts(knowledge)
    frequencies = await counts.of(query.terms, stores)
    if _has_unknown(query, frequencies):
        query = rewriting.corrected(query, await counts.lexicon(stores), frequencies)
        if query.corrections:
            frequencies = await counts.of(query.terms, stores)
    query = rewriting.weighted(query, frequencies)
    total = await counts.total(stores)
    fetched = await stores.experts.candidates(
        to_fetch(query, frequencies, limit=_enough(total)), limit=_enough(total)
    )
    lines = tuple(_visible((*fetched, *_piloted(query, knowledge.actions)), knowledge, viewer))
    ranking = search.rank(
        query,
        lines,
        frequencies=frequencies,
        total=total,
        people=_of_lines(lines, knowledge, viewer, without),
    )
    if ranking.named:
        return query, await _in_full(ranking, stores, knowledge, viewer)
    if ranking.people or not query.subject_words or query.asks_language:
        return query, ranking
    return await _described(query, ranking, stores, knowledge, viewer=viewer, without=without)


async def about(person: Person, stores: Stores, knowledge: Knowledge, *, viewer: Viewer) -> Found:
    """Everything that may be shown of somebody."""
    lines = _visible(await stores.experts.of(person.id), knowledge, viewer)
    return Found(viewer.met(person), 1.0, tuple(lines))


async def in_touch(
    partner: Partner, stores: Stores, knowledge: Knowledge, *, viewer: Viewer
) -> tuple[Found, ...]:
    """Whose lines name an organisation."""
    names = [set(stems(name)) for name in (partner.name, *partner.aliases)]
    lines = await stores.experts.candidates(sorted(set().union(*names)))
    found: dict[str, list[Evidence]] = {}
    for line in _visible(lines, knowledge, viewer):
        if line.kind in _TOUCHES and any(name and name <= set(line.terms) for name in names):
            found.setdefault(line.person_id, []).append(line)
    people = ((knowledge.person(person_id), theirs) for person_id, theirs in found.items())
    return tuple(
        Found(viewer.met(person), 1.0, tuple(theirs)) for person, theirs in people if person
    )


_TOUCHES = {EvidenceKind.SKILL, EvidenceKind.FUNCTION, EvidenceKind.PARTNER}


async def _described(
    query: Query,
    ranking: Ranking,
    stores: Stores,
    knowledge: Knowledge,
    *,
    viewer: Viewer,
    without: frozenset[str],
) -> tuple[Query, Ranking]:
    """When no line says it: the concept that the question describes, and who declared that."""
    likely = meaning.meanings().described(query.words)
    close = described.near(likely)
    options = {one: rewriting.reworded(query, one.concept) for one in {*close, *likely[:1]}}
    ranked = await _ranking(options.values(), stores, knowledge, viewer=viewer, without=without)
    if described.is_sure(likely):
        understood = options[likely[0]]
        found = ranked(understood)
        if found.people:
            return understood, found
    return query, described.neighbours(ranking, close, lambda one: ranked(options[one]))


async def _ranking(
    options: Iterable[Query],
    stores: Stores,
    knowledge: Knowledge,
    *,
    viewer: Viewer,
    without: frozenset[str],
) -> Callable[[Query], Ranking]:
    """What ranks each of some questions, over lines that are read once for all of them."""
    asked = tuple(options)
    counts = _counts(knowledge)
    terms = frozenset[str]().union(*(option.terms for option in asked))
    frequencies = await counts.of(terms, stores)
    wanted = sorted({term for option in asked for term in _rarest(option, frequencies)})
    lines = tuple(_visible(await stores.experts.candidates(wanted, limit=_FEW), knowledge, viewer))
    people = _of_lines(lines, knowledge, viewer, without)
    total = await counts.total(stores)
    holding: defaultdict[str, set[int]] = defaultdict(set)
    for place, line in enumerate(lines):
        for term in line.terms:
            holding[term].add(place)

    def ranked(option: Query) -> Ranking:
        places = set[int]().union(*(holding.get(term, ()) for term in option.terms))
        theirs = [lines[place] for place in sorted(places)]
        return search.rank(option, theirs, frequencies=frequencies, total=total, people=people)

    return ranked


def to_json(query: Query, ranking: Ranking) -> JSON:
    """The shape of `passerelle ask --json`."""
    return {
        "people": [_found_json(found) for found in ranking.people],
        "neighbours": [_found_json(found) for found in ranking.neighbours],
        "understood": " ; ".join(slot.text for slot in query.slots) or query.text,
    }


def _found_json(found: Found) -> JSON:
    return {
        "id": found.person.id,
        "name": found.person.name,
        "score": found.score,
        "why": [{"kind": line.kind, "text": line.text} for line in found.why],
        "days": list(found.person.working_days),
    }


def _enough(total: int) -> int:
    """How many lines one question reads: all that share a word in a town, the rarest in a region."""
    return _FEW if total > _MANY else _ALL


def _rarest(query: Query, frequencies: Mapping[str, int]) -> list[str]:
    return to_fetch(query, frequencies, limit=_FEW // 4)


def _of_lines(
    lines: Iterable[Evidence], knowledge: Knowledge, viewer: Viewer, without: frozenset[str]
) -> list[Person]:
    """Whose lines these are."""
    known = _by_id(knowledge.people)
    wanted = {line.person_id for line in lines} - without
    return [viewer.met(known[person_id]) for person_id in wanted if person_id in known]


def _people_by_id(people: tuple[Person, ...]) -> dict[str, Person]:
    return {person.id: person for person in people}


_by_id = Remembered(_people_by_id)


def _has_unknown(query: Query, frequencies: dict[str, int]) -> bool:
    return any(not slot.known and not set(slot.stems) & set(frequencies) for slot in query.slots)


def _visible(
    lines: Iterable[Evidence], knowledge: Knowledge, viewer: Viewer
) -> Iterator[Evidence]:
    for line in lines:
        narrow = line.visibility in {Visibility.ME, Visibility.VENUE}
        owner = knowledge.person(line.person_id) if narrow else None
        if viewer.sees(line, owner):
            yield line


class _Counts:
    """What the database counts, asked once for each revision of what is known."""

    def __init__(self, _knowledge: Knowledge) -> None:
        self._known: dict[str, int] = {}
        self._total: int | None = None
        self._lexicon: Lexicon | None = None

    async def of(self, terms: frozenset[str], stores: Stores) -> dict[str, int]:
        """The terms that stand somewhere, with their numbers of lines."""
        new = terms - self._known.keys()
        if new:
            self._known |= dict.fromkeys(new, 0) | await stores.experts.frequencies(new)
        return {term: count for term in terms if (count := self._known[term])}

    async def total(self, stores: Stores) -> int:
        """How many lines there are."""
        if self._total is None:
            self._total = await stores.experts.count()
        return self._total

    async def lexicon(self, stores: Stores) -> Lexicon:
        """The words that people did use, to read misspelt ones by."""
        if self._lexicon is None:
            self._lexicon = lexicon(await stores.experts.vocabulary())
        return self._lexicon


_counts = Remembered(_Counts)


def stems_of_group(group: Group) -> frozenset[str]:
    """What a working group is about, in stems."""
    return frozenset(stems(" ".join((group.name, group.question, *group.aliases))))


def _lexicon_of_names(people: tuple[Person, ...]) -> Lexicon:
    return lexicon(
        {word.removeprefix(NAME) for person in people for word in name_terms(person.name)}
    )


_names = Remembered(_lexicon_of_names)


def _piloted(query: Query, actions: tuple[Action, ...]) -> Iterator[Evidence]:
    """Lines of the register that share a word with the question, each once."""
    by_term = _lines_by_term(actions)
    shared = (line for term in sorted(query.terms) for line in by_term.get(term, ()))
    yield from {line.text: line for line in shared}.values()


def _by_term(actions: tuple[Action, ...]) -> dict[str, list[Evidence]]:
    held: defaultdict[str, list[Evidence]] = defaultdict(list)
    for line in action_lines(actions):
        for term in set(line.terms):
            held[term].append(line)
    return held


_lines_by_term = Remembered(_by_term)


async def _in_full(
    ranking: Ranking, stores: Stores, knowledge: Knowledge, viewer: Viewer
) -> Ranking:
    people = [
        await about(found.person, stores, knowledge, viewer=viewer) for found in ranking.people
    ]
    return dataclasses.replace(ranking, people=tuple(people))
