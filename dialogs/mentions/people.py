"""Who is named in a message: full names, last names, first names, reversed or slightly misspelt."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from dialogs.mentions.common_words import COMMON_WORDS
from dialogs.mentions.names import Form, Found, Names, Span, Token, name_words, tokens
from dialogs.remembered import Remembered
from storage.records import Person

_SHORTEST_MISSPELT = 4
_CIVIL = frozenset({"m", "mr", "mme", "mlle", "monsieur", "madame"})


@dataclass(frozen=True, slots=True)
class PersonMention:
    """Somebody who may be meant; namesakes share a span. `exact` = spelt as known."""

    person: Person
    span: Span
    exact: bool


@dataclass(frozen=True, slots=True)
class _Index:
    names: Names[Person]
    # Full names in both orders, by the first letters of their first two words: a slip spares them.
    full: Mapping[str, Sequence[tuple[Person, tuple[str, ...]]]]


def find_people(text: str, people: tuple[Person, ...]) -> tuple[PersonMention, ...]:
    """Everybody who may be named, in reading order."""
    said = tokens(text)
    index = _index(people)
    found = index.names.find(said)
    taken = {place for one in found for place in range(one.first, one.last)}
    exact = [
        mention
        for one in found
        if not _somebody_else(one, said, text)
        for mention in _mentions(one, said)
    ]
    near = [
        mention
        for place in range(len(said))
        if place not in taken or place + 1 not in taken
        for mention in _misspelt(said[place : place + 3], index)
    ]
    pieces = [mention.span for mention in near]
    kept = [mention for mention in exact if not any(_within(mention.span, one) for one in pieces)]
    return tuple(sorted([*kept, *near], key=lambda mention: mention.span))


def split_name(name: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """First and last name, as folded words; « LE GUELLEC Tiphaine » is read too."""
    first, last = _parts(name)
    return name_words(first), name_words(last)


def first_name(name: str) -> str:
    """How to greet somebody, in the spelling of the directory."""
    return _parts(name)[0] or name


def _parts(name: str) -> tuple[str, str]:
    parts = name.replace("\u2011", "-").split()
    shouted = [len(part) > 1 and part.isupper() for part in parts]
    if shouted and shouted[0] and not all(shouted):
        cut = shouted.index(False)
        return " ".join(parts[cut:]), " ".join(parts[:cut])
    return "".join(parts[:1]), " ".join(parts[1:])


def _make_index(people: tuple[Person, ...]) -> _Index:
    split = tuple((person, *split_name(person.name)) for person in people)
    full: defaultdict[str, list[tuple[Person, tuple[str, ...]]]] = defaultdict(list)
    for person, first, last in split:
        if first and last:
            for name in (first + last, last + first):
                full[name[0][0] + name[1][0]].append((person, name))
    return _Index(Names(form for one in split for form in _forms(*one)), dict(full))


_index = Remembered(_make_index)


def _forms(
    person: Person, first: tuple[str, ...], last: tuple[str, ...]
) -> Iterator[Form[Person]]:
    if first and last:
        yield Form(first + last, person)
        yield Form(last + first, person)
    for part in {first, last} - {()}:
        yield Form(part, person, shy=len(part) == 1 and part[0] in COMMON_WORDS)
    for title in _CIVIL if last else ():
        yield Form((title, *last), person)


def _somebody_else(found: Found[Person], said: Sequence[Token], text: str) -> bool:
    """« Salomé Vidal » is not our Salomé: her first name, with a last name that is not hers."""
    if found.last >= len(said) or found.forms[0].words != split_name(found.forms[0].meant.name)[0]:
        return False
    before, after = said[found.last - 1], said[found.last]
    return after.capital and before.capital and text[before.end : after.start] == " "


def _mentions(found: Found[Person], said: Sequence[Token]) -> Iterator[PersonMention]:
    span = said[found.first].start, said[found.last - 1].end
    meant = {form.meant.id: form.meant for form in found.forms}
    for person in meant.values():
        yield PersonMention(person, span, exact=True)


def _misspelt(said: Sequence[Token], index: _Index) -> Iterator[PersonMention]:
    """Two or three words near the first and last name of one person."""
    letters = "".join(token.norm[0] for token in said[:2])
    for person, name in index.full.get(letters, ()):
        piece = tuple(token.norm for token in said[: len(name)])
        if len(piece) == len(name) and piece != name and all(map(_near, piece, name)):
            yield PersonMention(person, (said[0].start, said[len(name) - 1].end), exact=False)


def _near(said: str, name: str) -> bool:
    if said == name:
        return True
    allowed = 1 if len(name) < 7 else 2  # noqa: PLR2004 - a long name bears two slips
    if min(len(said), len(name)) < _SHORTEST_MISSPELT or said[0] != name[0]:
        return False
    return OSA.distance(said, name, score_cutoff=allowed) <= allowed


def _within(inner: Span, outer: Span) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]
