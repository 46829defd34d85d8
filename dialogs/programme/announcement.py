"""An announcement as rules read it: folded, and able to give back its own words."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from dialogs.programme.showings import Showing

_WORD = re.compile(r"[^\W_]+|€|\+")
_SPELT = {"€": "euros", "+": "plus"}
_LONGEST_QUOTE = 60  # characters
_MOST = 6_000  # characters of a description that are read


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of the announcement, and the field that they stand in."""

    field: str  # « titre », « rubrique », « description »
    words: str


class Field:
    """One field of an announcement: what it says, folded, and where each letter came from."""

    def __init__(self, name: str, text: str) -> None:
        self.name = name
        self._text = text[:_MOST]
        self._ends: list[tuple[int, int, int]] = []  # of each word: folded end, raw start, raw end
        said: list[str] = []
        length = 0
        for match in _WORD.finditer(self._text):
            word = _SPELT.get(match.group()) or _plain(match.group())
            said.append(word)
            length += len(word) + 1
            self._ends.append((length, match.start(), match.end()))
        self.plain = " ".join(said)

    def find(self, shape: re.Pattern[str]) -> Quote | None:
        """The words that first fit."""
        match = shape.search(self.plain)
        return None if match is None else Quote(self.name, self._raw(*match.span()))

    def _raw(self, start: int, end: int) -> str:
        inside = [
            (first, last)
            for (stop, first, last), before in zip(
                self._ends, [0, *(stop for stop, _, _ in self._ends)], strict=False
            )
            if stop > start and before < max(end, start + 1)
        ]
        words = self._text[inside[0][0] : inside[-1][1]] if inside else ""
        return " ".join(words.split())[:_LONGEST_QUOTE]


class Announcement:
    """Title, headings and description of a showing."""

    def __init__(self, showing: Showing) -> None:
        self.showing = showing
        self.title = Field("titre", showing.title)
        self.headings = Field("rubrique", " . ".join(showing.categories))
        self.description = Field("description", showing.description)
        self.also = Field("autre annonce", showing.also)

    @property
    def fields(self) -> Iterator[Field]:
        """In the order in which they are believed."""
        yield from (self.title, self.headings, self.description, self.also)

    @cached_property
    def plain(self) -> str:
        """All of it, folded, fields apart."""
        return " | ".join(field.plain for field in self.fields if field.plain)

    def find(self, shape: re.Pattern[str]) -> Quote | None:
        """The words that first fit, in the first field that has any."""
        return next((quote for field in self.fields if (quote := field.find(shape))), None)


def _plain(word: str) -> str:
    letters = unicodedata.normalize("NFKD", word.casefold().replace("œ", "oe").replace("æ", "ae"))
    return "".join(one for one in letters if not unicodedata.combining(one))
