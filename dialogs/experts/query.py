"""A question about people, taken apart: what is asked, of whom, when and where."""

import dataclasses
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum, auto

from dialogs.french.concepts import Form, Stems
from dialogs.french.languages import PREFIX
from dialogs.french.words import Token
from storage.records import Level


class Focus(StrEnum):
    """What is asked of somebody who is named."""

    ALL = auto()
    DAYS = auto()
    LANGUAGES = auto()
    GROUPS = auto()
    CONTACT = auto()


@dataclass(frozen=True, slots=True)
class Slot:
    """One thing asked: its words as written, and every way to say it."""

    text: str
    word: str  # folded; the first one of a phrase
    stems: Stems
    forms: tuple[Form, ...] = field(hash=False)  # long, and told by the words
    share: float = 1.0  # of weight: a word that says little counts less
    known: bool = False  # whether the thesaurus knows it
    verb: bool = False  # it stands where a verb does
    concept: str = ""  # the name of what the thesaurus knows it as

    @property
    def terms(self) -> frozenset[str]:
        """What to look up for it."""
        return frozenset(term for form in self.forms for term in form.stems)


Choice = tuple[Slot, ...]


@dataclass(frozen=True, slots=True)
class Criterion:
    """Something required: any of its choices will do."""

    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """What a question asks. Days and venues stand beside what has to be known."""

    text: str
    subject: str = ""  # what is asked, in the words of who asks
    within_days: str = ""  # « le mercredi »
    within_venues: str = ""  # « à la médiathèque »
    strict: bool = False  # only people of the venues
    criteria: tuple[Criterion, ...] = ()
    days: tuple[frozenset[str], ...] = ()  # each group wants one of its days
    not_days: frozenset[str] = frozenset()
    venues: frozenset[str] = frozenset()  # codes
    venue_stems: frozenset[str] = frozenset()
    venue_text: str = ""
    needs_venue: bool = False  # the place is the question: « qui dirige le cinéma ? »
    head: bool = False  # « qui est la directrice … ? »
    owner: bool = False  # « qui s'occupe de », « qui est responsable de »
    second: bool = False  # « qui s'occupe de la galerie ? »: who leads it, and whom to ask else
    group: bool = False  # « dans le groupe … »
    learns: bool = False  # « qui peut m'apprendre … »
    level: Level | None = None
    names: tuple[str, ...] = ()  # terms « nom:… » that may name somebody
    about_person: bool = False  # its shape asks about one person
    focus: Focus = Focus.ALL
    corrections: tuple[tuple[str, str], ...] = ()
    words: tuple[Token, ...] = field(
        default=(), repr=False
    )  # what is left without days and places
    understood: str = ""  # the concept that the question was taken to describe

    @property
    def slots(self) -> tuple[Slot, ...]:
        """Everything asked, in order."""
        return tuple(
            slot for criterion in self.criteria for choice in criterion.choices for slot in choice
        )

    @property
    def subject_words(self) -> bool:
        """Whether something is asked beside a day and a place."""
        return any(slot.text for slot in self.slots)

    @property
    def concepts(self) -> tuple[str, ...]:
        """Names of the concepts asked, or described."""
        named = tuple(dict.fromkeys(slot.concept for slot in self.slots if slot.concept))
        return (self.understood,) if self.understood else named

    @property
    def asks_language(self) -> bool:
        """« qui parle coréen ? »: no description will do."""
        return any(slot.stems[0].startswith(PREFIX) for slot in self.slots)

    @property
    def backup(self) -> bool:
        """« qui s'occupe de … »: a second name is wanted beside the first."""
        return self.second or (self.owner and self.group)

    @property
    def presence(self) -> bool:
        """« qui est là le dimanche ? »: a day, and at most a place."""
        return bool(self.days or self.not_days) and not self.subject_words and not self.head

    @property
    def terms(self) -> frozenset[str]:
        """Every term whose frequency the ranking wants to know."""
        return frozenset(self.names).union(*(slot.terms for slot in self.slots))

    def with_slots(self, changed: Mapping[Slot, Slot]) -> "Query":
        """The same question with some slots in the place of others."""
        criteria = tuple(
            Criterion(
                tuple(tuple(changed.get(slot, slot) for slot in choice) for choice in each.choices)
            )
            for each in self.criteria
        )
        return dataclasses.replace(self, criteria=criteria)


def to_fetch(query: Query, frequencies: Mapping[str, int], *, limit: int = 2000) -> list[str]:
    """The terms whose lines to read, rarest first, as long as they bring few enough lines."""
    wanted = sorted(
        (frequencies[term], term) for term in _needed(query, frequencies) if term in frequencies
    )
    chosen: list[str] = []
    lines = 0
    for count, term in wanted:
        lines += count
        if chosen and lines > limit:
            break
        chosen.append(term)
    return chosen


def _needed(query: Query, frequencies: Mapping[str, int]) -> Iterable[str]:
    found = set(query.names)
    for slot in query.slots:
        found.update(slot.stems)
        found.update(_rarest(slot, frequencies))
    return found


def _rarest(slot: Slot, frequencies: Mapping[str, int]) -> Iterator[str]:
    """A form is in a line only if its rarest word is."""
    for form in slot.forms:
        if all(term in frequencies for term in form.stems):
            yield min(form.stems, key=lambda term: (frequencies[term], term))
