"""How well a line says what is asked, and how much each thing asked weighs."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from dialogs.experts.query import Query, Slot
from dialogs.french.concepts import NARROWER
from storage.records import Evidence

_PART = 0.45  # of a phrase, when only some of its words are there
_ALL_OF_IT = 0.85  # all the words, though not in a row, say nearly the same
_MATTERS = 0.62  # of the weight of the weightiest thing asked
_TOGETHER = 2  # things asked that must both be there

Matches = Mapping[int, float]
"""By the number of the slot: how well it is said."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """A slot with its weight, and its forms by their first word, for quick reading of lines."""

    slot: Slot
    weight: float
    forms: Mapping[str, tuple[tuple[tuple[str, ...], float], ...]]
    words: frozenset[str]
    used: bool  # by somebody

    def said(self, terms: tuple[str, ...]) -> float:
        """How well the best form that stands in a line says the thing."""
        best = 0.0
        for place, term in enumerate(terms):
            for stems, factor in self.forms.get(term, ()):
                if factor > best and terms[place : place + len(stems)] == stems:
                    best = factor
        return best

    def match(self, terms: tuple[str, ...]) -> float:
        """The same, or some credit for a part of a phrase."""
        best = self.said(terms)
        if best == 0 and len(self.words) > 1:
            share = len(self.words.intersection(terms)) / len(self.words)
            return _ALL_OF_IT if share == 1 else _PART * share
        return best


class Asked:
    """A question made ready for many lines: its slots are numbered, its words known."""

    def __init__(self, query: Query, frequencies: Mapping[str, int], total: int) -> None:
        slots = tuple(dict.fromkeys(query.slots))
        number = {slot: place for place, slot in enumerate(slots)}
        self.weighed = tuple(_weigh(slot, frequencies, total) for slot in slots)
        self.weights = tuple(one.weight for one in self.weighed)
        self.criteria = tuple(
            tuple(tuple(number[slot] for slot in choice) for choice in criterion.choices)
            for criterion in query.criteria
        )
        self._words = frozenset().union(*(one.words.union(one.forms) for one in self.weighed))
        self._mattering = self._that_matter()

    def matches(self, line: Evidence) -> Matches:
        """How well a line says each thing asked; what it does not say is absent."""
        terms = line.terms
        if self._words.isdisjoint(terms):
            return {}
        return {
            number: factor
            for number, one in enumerate(self.weighed)
            if (factor := one.match(terms)) > 0
        }

    def sum(self, found: Matches) -> float:
        """The weight of what is said."""
        return sum(self.weights[number] * factor for number, factor in found.items())

    def is_whole(self, held: Iterable[int]) -> bool:
        """Of two things asked together, one is not the whole: « reliure » is not « reliure japonaise »."""
        there = frozenset(held)
        return all(
            any(
                len(telling := [one for one in choice if self.weighed[one].slot.share >= 1])
                > _TOGETHER
                or there.issuperset(telling)
                for choice in choices
            )
            for choices in self.criteria
        )

    def is_near(self, lines: Iterable[Evidence]) -> bool:
        """Whether a line says one of the things that matter most: a usual word makes no neighbour."""
        return any(one.said(line.terms) > 0 for line in lines for one in self._mattering)

    def _that_matter(self) -> tuple[Weighed, ...]:
        return tuple(
            self.weighed[number]
            for choices in self.criteria
            for choice in choices
            for number in choice
            if self.weights[number] >= _MATTERS * self._heaviest(choice)
        )

    def _heaviest(self, choice: Iterable[int]) -> float:
        """The weight of the most telling thing asked; a word that nobody knows tells nothing."""
        known = (self.weighed[number] for number in choice)
        return max((one.weight for one in known if one.slot.known or one.used), default=0)


def _weigh(slot: Slot, frequencies: Mapping[str, int], total: int) -> Weighed:
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
    return Weighed(
        slot,
        weight,
        {first: tuple(each) for first, each in forms.items()},
        frozenset(slot.stems),
        used=held > 0,
    )
