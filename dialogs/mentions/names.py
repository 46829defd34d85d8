"""What people, venues and groups share: words with their places, and names looked up in them."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Generic, TypeVar

from dialogs.french.words import fold

Span = tuple[int, int]
Known = TypeVar("Known")

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Token:
    """A folded word and where it stands; `capital` as it was typed."""

    norm: str
    start: int
    end: int
    capital: bool


@lru_cache(maxsize=64)  # people, venues, groups, … are looked for in the same message
def tokens(text: str) -> tuple[Token, ...]:
    """The words of a text; hyphens, dots and apostrophes part them."""
    return tuple(
        Token(fold(match.group()), *match.span(), capital=match.group()[0].isupper())
        for match in _WORD.finditer(text)
    )


def name_words(name: str) -> tuple[str, ...]:
    """The folded words of a name."""
    return tuple(token.norm for token in tokens(name))


@dataclass(frozen=True, slots=True)
class Form(Generic[Known]):
    """One way to call something. A `shy` form needs a capital letter: it is a word of its own."""

    words: tuple[str, ...]
    meant: Known
    shy: bool = False


@dataclass(frozen=True, slots=True)
class Found(Generic[Known]):
    """Everything that one piece of a text may mean."""

    forms: tuple[Form[Known], ...]
    first: int  # of the tokens
    last: int  # the one after


class Names(Generic[Known]):
    """Forms by their words; the longest form that stands in a text wins."""

    def __init__(self, forms: Iterable[Form[Known]]) -> None:
        self._forms: dict[tuple[str, ...], list[Form[Known]]] = {}
        for form in forms:
            if form.words:
                self._forms.setdefault(form.words, []).append(form)
        self._lengths: dict[str, list[int]] = {}  # by first word, the longest first
        for first, length in sorted({(words[0], -len(words)) for words in self._forms}):
            self._lengths.setdefault(first, []).append(-length)

    def find(self, said: Sequence[Token]) -> list[Found[Known]]:
        """What stands in a text, in reading order, without overlaps."""
        found, place = [], 0
        while place < len(said):
            here = self._at(said, place)
            if here:
                found.append(Found(tuple(here), place, place + len(here[0].words)))
            place += len(here[0].words) if here else 1
        return found

    def _at(self, said: Sequence[Token], place: int) -> list[Form[Known]]:
        for length in self._lengths.get(said[place].norm, ()):
            piece = said[place : place + length]
            same = self._forms.get(tuple(token.norm for token in piece), ())
            bold = place > 0 and piece[-1].capital
            here = [form for form in same if bold or not form.shy]
            if here:
                return here
        return []
