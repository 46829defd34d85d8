"""A message as words that know where they stand in it, and as a line that patterns read.

A line is « | je cherche un regisseur ? | »: folded words, each followed by one space, and a bar
where a request ends. What is named may stand in it as one word: « | mail de @person | ».
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property

from dialogs.french.words import fold

BAR, ASKS = "|", "?"
PUNCTUATION = frozenset(',:">')
_ENDINGS = (
    "trices|trice|euses|euse|rices|rice|ices|ice|ienne|iennes|nes|ne|les|le|ques|que|ses|se|"
    "ves|ve|ères|ère|es|e|x|s"
)
_WORD = re.compile(
    r"(?P<url>https?://\S+|webcal://\S+)"
    r"|(?P<hour>\d{1,2}\s?[hH](?:\s?\d{2})?(?!\w))"
    r"|(?P<figure>\d+(?:[/.,]\d+)+|\d+)(?=\W|$|%)"
    rf"|(?P<word>\w+)(?:[·•∙⋅.](?:{_ENDINGS})\b|\((?:{_ENDINGS})\))*"
    r"|(?P<sign>[?!.;\n…]|[,:\"«»“”>#%@+👍👌✅])"
)
_SIGNS = {"«": '"', "»": '"', "“": '"', "”": '"', "👌": "👍", "✅": "👍"}
_STOPS = frozenset("!.;\n…")


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a line: its normal form, and the piece of the message that it stands for."""

    norm: str
    start: int
    end: int


class Sentence:
    """The words of a message, and the line that they make."""

    def __init__(self, text: str, words: Iterable[Word]) -> None:
        self.text = text
        self.words = tuple(words)

    @cached_property
    def line(self) -> str:
        """What patterns are matched against."""
        return "".join(f"{word.norm} " for word in self.words)

    @cached_property
    def pieces(self) -> frozenset[str]:
        """What anchors of patterns are held against: its words and their beginnings."""
        said = frozenset(word.norm for word in self.words)
        return said | {f"{word[:end]}*" for word in said for end in range(1, len(word) + 1)}

    @cached_property
    def asks(self) -> bool:
        """Whether there is a question mark."""
        return any(word.norm == ASKS for word in self.words)

    @property
    def is_empty(self) -> bool:
        """Whether nothing is said at all."""
        return all(word.norm in {BAR, ASKS} for word in self.words)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The piece of the message that a piece of the line stands for."""
        first = self.line.count(" ", 0, start)
        last = self.line.count(" ", 0, max(start + 1, end - 1))
        while last > first and self.words[last].norm in PUNCTUATION:
            last -= 1
        return self.words[first].start, self.words[last].end

    def without(self, start: int, end: int) -> "Sentence":
        """The same sentence less the words that make this piece of the line."""
        first, last = self.line.count(" ", 0, start), self.line.count(" ", 0, end)
        return Sentence(self.text, self.words[:first] + self.words[last:])

    def tagged(self, tags: Iterable[tuple[str, tuple[int, int]]]) -> "Sentence":
        """The same sentence with one word in the place of each mention (the longest wins)."""
        words = list(self.words)
        for tag, (start, end) in sorted(tags, key=lambda tag: tag[1][0] - tag[1][1]):
            inside = [
                place
                for place, word in enumerate(words)
                if start <= word.start < end and word.norm != BAR
            ]
            if inside and not any(words[place].norm.startswith("@") for place in inside):
                words[inside[0] : inside[-1] + 1] = [Word(tag, start, end)]
        return Sentence(self.text, words)


def read(text: str, spell: Callable[[str, str], tuple[str, ...]]) -> Sentence:
    """Reads a message; `spell(word, next one)` gives the normal words that a word stands for."""
    found = list(_WORD.finditer(text))
    words = [Word(BAR, 0, 0)]
    for place, match in enumerate(found):
        following = _normal(found[place + 1]) if place + 1 < len(found) else ""
        words.extend(_read_one(match, following, spell))
    words.append(Word(BAR, len(text), len(text)))
    return Sentence(text, _parted(words))


def normal_words(text: str) -> list[str]:
    """The normal words of a piece of a pattern, stars kept."""
    return [word.strip("'’-") for word in re.split(r"['’\-\s]+", fold(text)) if word.strip("'’-")]


def _parted(words: list[Word]) -> list[Word]:
    """Without bars and question marks that only repeat (« ??? », « ?! »)."""
    kept: list[Word] = []
    for word in words:
        repeats = word.norm in {BAR, ASKS} and kept and kept[-1].norm == BAR
        if not repeats or (word.norm == ASKS and len(kept) > 1 and kept[-2].norm != ASKS):
            kept.append(word)
    return kept


def _read_one(
    match: re.Match[str], following: str, spell: Callable[[str, str], tuple[str, ...]]
) -> list[Word]:
    start, end = match.span()
    norm = _normal(match)
    if norm == ASKS:
        return [Word(ASKS, start, end), Word(BAR, end, end)]
    if norm in _STOPS:
        return [Word(BAR, start, end)]
    if match["word"]:
        return [Word(part, start, end) for part in spell(norm, following)]
    return [Word(norm, start, end)]


def _normal(match: re.Match[str]) -> str:
    if match["sign"]:
        return _SIGNS.get(match["sign"], match["sign"])
    if match["word"]:
        return fold(match["word"])
    if match["url"]:
        return "@url"
    return match.group().replace(" ", "").lower()
