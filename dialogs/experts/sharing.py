"""What people want to learn, and whether two wordings are of one thing. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass

from dialogs.french.concepts import thesaurus
from dialogs.french.words import analyse, fold
from storage.sharing import Wish

_LONGEST_PHRASE = 7


def same_subject(one: str, other: str) -> bool:
    """Whether two wordings are of one thing: the same concept, or one says the other's words."""
    first, second = _units(one), _units(other)
    return bool(first and second) and (first <= second or second <= first)


@dataclass(frozen=True, slots=True)
class Demand:
    """A subject that people want to learn, in the words of the first who said so."""

    subject: str
    people: tuple[str, ...]  # ids


def demands(wishes: Iterable[Wish]) -> tuple[Demand, ...]:
    """What is wanted, most wanted first."""
    found: list[Demand] = []
    for wish in wishes:
        place = next(
            (number for number, one in enumerate(found) if same_subject(one.subject, wish.text)),
            None,
        )
        if place is None:
            found.append(Demand(wish.text, (wish.person_id,)))
        elif wish.person_id not in found[place].people:
            known = found[place]
            found[place] = Demand(known.subject, (*known.people, wish.person_id))
    return tuple(sorted(found, key=lambda one: (-len(one.people), fold(one.subject))))


def _units(text: str) -> frozenset[str]:
    """The concepts of a text by name, and its words that are of none."""
    words = [(token.word, token.stem) for token in analyse(text)]
    units = set()
    while words:
        length, phrase = thesaurus().longest(words[:_LONGEST_PHRASE])
        units.add(thesaurus().concept_of(phrase).name if length else words[0][1])
        words = words[max(length, 1) :]
    return frozenset(units)
