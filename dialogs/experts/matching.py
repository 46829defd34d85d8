"""How well a line says what is asked, and how much each thing asked weighs."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

from dialogs.experts.concepts import NARROWER
from dialogs.experts.query import Query, Slot
from storage.records import Evidence

_PART = 0.45  # of a phrase, when only some of its words are there


@dataclass(frozen=True, slots=True)
class Weighed:
    """A slot with its weight, and its forms by their first word, for quick reading of lines."""

    slot: Slot
    weight: float
    forms: Mapping[str, tuple[tuple[tuple[str, ...], float], ...]]
    words: frozenset[str]
    used: bool  # by somebody


def weigh(slot: Slot, frequencies: Mapping[str, int], total: int) -> Weighed:
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


def matches(query: Query, line: Evidence, weighed: Mapping[Slot, Weighed]) -> dict[Slot, float]:
    """How well a line says each thing asked; what it does not say is absent."""
    found = {}
    for slot in query.slots:
        factor = _match(weighed[slot], line.terms)
        if factor > 0:
            found[slot] = factor
    return found


def _match(weighed: Weighed, terms: tuple[str, ...]) -> float:
    best = said(weighed, terms)
    if best == 0 and len(weighed.words) > 1:
        share = len(weighed.words & set(terms)) / len(weighed.words)
        # All the words, though not in a row, say nearly the same.
        best = 0.85 if share == 1 else _PART * share
    return best


def said(weighed: Weighed, terms: tuple[str, ...]) -> float:
    """How well the best form that stands in a line says the thing."""
    best = 0.0
    for place, term in enumerate(terms):
        for stems, factor in weighed.forms.get(term, ()):
            if factor > best and terms[place : place + len(stems)] == stems:
                best = factor
    return best
