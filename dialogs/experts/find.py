"""From a question to people: the database counts and fetches, `search` ranks."""

import dataclasses
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from dialogs.experts import plan, search
from dialogs.experts.evidence import action_lines
from dialogs.experts.query import Query, to_fetch
from dialogs.experts.search import Found, Ranking
from dialogs.french.typos import lexicon
from storage.database import Stores
from storage.records import (
    JSON,
    Action,
    Evidence,
    Knowledge,
    Person,
    Place,
    Visibility,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Viewer:
    """Who asks, and where the answer will be read: together they say which lines may be shown."""

    person: Person
    place: Place = Place.PERSONAL

    def sees(self, line: Evidence, owner: Person | None) -> bool:
        """Whether a line may be shown; in a channel, only what all its members may see."""
        if line.visibility is Visibility.TOWN:
            return True
        if self.person.guest:
            return False
        if line.visibility is Visibility.DEPARTMENT:
            return True
        if self.place is not Place.PERSONAL:
            return False
        own = line.person_id == self.person.id
        if line.visibility is Visibility.ME:
            return own
        return own or (
            owner is not None and bool(owner.venue) and owner.venue == self.person.venue
        )


async def find(
    text: str, stores: Stores, knowledge: Knowledge, *, viewer: Viewer, today: date
) -> tuple[Query, Ranking]:
    """The question as it was understood, and who answers it."""
    query = plan.plan(text, knowledge, today=today)
    frequencies = await stores.experts.frequencies(query.terms)
    if _has_unknown(query, frequencies):
        words = lexicon(await stores.experts.vocabulary())
        query = plan.corrected(query, words, frequencies)
        if query.corrections:
            frequencies = await stores.experts.frequencies(query.terms)
    query = plan.weighted(query, frequencies)
    lines = await stores.experts.candidates(to_fetch(query, frequencies))
    ranking = search.rank(
        query,
        _visible((*lines, *_piloted(query, knowledge.actions)), knowledge, viewer),
        frequencies=frequencies,
        total=await stores.experts.count(),
        people=knowledge.people,
    )
    if ranking.named:
        ranking = await _in_full(ranking, stores, knowledge, viewer)
    return query, ranking


async def about(person: Person, stores: Stores, knowledge: Knowledge, *, viewer: Viewer) -> Found:
    """Everything that may be shown of somebody."""
    lines = _visible(await stores.experts.of(person.id), knowledge, viewer)
    return Found(person, 1.0, tuple(lines))


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


def _piloted(query: Query, actions: tuple[Action, ...]) -> Iterator[Evidence]:
    """Lines of the register that share a word with the question."""
    asked = query.terms
    return (line for line in _lines_of(actions) if not asked.isdisjoint(line.terms))


@lru_cache(maxsize=2)
def _lines_of(actions: tuple[Action, ...]) -> tuple[Evidence, ...]:
    return tuple(action_lines(actions))


async def _in_full(
    ranking: Ranking, stores: Stores, knowledge: Knowledge, viewer: Viewer
) -> Ranking:
    people = [
        await about(found.person, stores, knowledge, viewer=viewer) for found in ranking.people
    ]
    return dataclasses.replace(ranking, people=tuple(people))
