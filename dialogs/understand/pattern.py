"""How a sentence of the tables becomes a regular expression over a `Sentence`'s line.

Syntax: words (accents, capitals and apostrophes do not count), `word*` any ending, `word~` any
gender and number, `*word` any beginning, `_` any word, `(a|b)` a choice, `[a]` perhaps, `<list>` one of a list, `@person` what is named,
`{skill}` words to keep, `%d` a figure, `%h` an hour, `%a` a number like A06, `…` a few words, `^` and `$` the ends of a request.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from dialogs.understand.anchors import Anchors, elements_of
from dialogs.understand.sentence import Sentence, normal_words

# In a line each word is followed by one space, and requests are parted by bars.
_PUNCTUATION = '(?:[,:">] )*'
_ANY_WORD = "[^|? ]+ "
_GAP = f"(?:{_ANY_WORD}){{0,9}}?"
_START = r"(?<=\| )" + _PUNCTUATION
_END = "(?=[|?])"

_AFTER = {"*": "[^|? ]*", "~": "(?:e|s|es)?"}

_SIGNS = {"(": "(?:", ")": ")", "[": "(?:", "]": ")?", "|": "|", "^": _START, "$": _END, "…": _GAP}
_SIGNS["_"] = _ANY_WORD
_SIGNS["{rest}"] = f"(?:{_ANY_WORD})+"
_SIGNS |= {"%d": rf"\d[\d/.,]* {_PUNCTUATION}", "%h": rf"\d+h\d* {_PUNCTUATION}"}
_SIGNS["%a"] = rf"a0?\d+ {_PUNCTUATION}"


class BadSentence(ValueError):
    """A sentence of the tables that cannot be read; the message names it."""


class Phrase:
    """A sentence of the tables, ready to be looked for.

    There are hundreds, and a message can fit a few: `anchors` tell cheaply which, and only those
    are ever compiled. One that `is_tagged` names a thing of the database: it is looked for in the
    tagged line.
    """

    def __init__(self, sentence: str, expression: str, anchors: frozenset[str] | None) -> None:
        self.sentence = sentence
        self.is_tagged = "@" in expression
        self.anchors = anchors
        self._source = expression

    @cached_property
    def expression(self) -> re.Pattern[str]:
        """The regular expression, compiled at its first use."""
        return re.compile(self._source)

    def may_stand(self, pieces: frozenset[str]) -> bool:
        """Whether a line with these words and beginnings of words may hold it."""
        return self.anchors is None or not self.anchors.isdisjoint(pieces)

    def search(self, line: str, start: int = 0) -> re.Match[str] | None:
        """Its first place in a line."""
        return self.expression.search(line, start)

    def match(self, line: str, start: int = 0) -> re.Match[str] | None:
        """It, where it stands at `start`."""
        return self.expression.match(line, start)

    def finditer(self, line: str) -> Iterator[re.Match[str]]:
        """Its places in a line."""
        return self.expression.finditer(line)


class PhraseIndex:
    """Rows of phrases, found by their anchors."""

    def __init__(self, rows: Iterable[Sequence[Phrase]]) -> None:
        self._phrases = [(number, phrase) for number, row in enumerate(rows) for phrase in row]
        self._always: set[int] = set()
        self._plain: dict[str, list[int]] = {}
        self._tagged: dict[str, list[int]] = {}
        for place, (_, phrase) in enumerate(self._phrases):
            if phrase.anchors is None:
                self._always.add(place)
            by_anchor = self._tagged if phrase.is_tagged else self._plain
            for anchor in phrase.anchors or ():
                by_anchor.setdefault(anchor, []).append(place)

    def possible(self, plain: Sentence, tagged: Sentence) -> Iterator[tuple[int, Phrase]]:
        """The phrases that may stand there, with the number of their row, in the rows' order."""
        places = set(self._always)
        for sentence, by_anchor in ((plain, self._plain), (tagged, self._tagged)):
            for anchor in by_anchor.keys() & sentence.pieces:
                places.update(by_anchor[anchor])
        return (self._phrases[place] for place in sorted(places))


class Compiler:
    """Turns sentences into phrases; `words` and `stems` are what they are made of."""

    def __init__(self, lists: Mapping[str, Iterable[str]]) -> None:
        self._lists = lists
        self._made: dict[str, str] = {}
        self._anchors = Anchors(lists)
        self.words: set[str] = set()
        self.stems: set[str] = set()

    def compile(self, sentence: str) -> Phrase:
        """The phrase of one sentence."""
        try:
            expression = "(?<![^ ])" + self._expression(sentence)
            return Phrase(sentence, expression, self._anchors.of(sentence))
        except (KeyError, ValueError, RecursionError) as broken:
            raise BadSentence(f"cannot read the sentence {sentence!r}: {broken}") from broken

    def _expression(self, sentence: str) -> str:
        elements = elements_of(sentence)
        return "".join(
            self._element(element, last=place == len(elements) - 1)
            for place, element in enumerate(elements)
        )

    def _element(self, element: str, *, last: bool) -> str:
        if element in _SIGNS:
            return _SIGNS[element]
        if element.startswith("<"):
            return self._list(element[1:-1])
        if element.startswith("@"):
            return f"{element} {_PUNCTUATION}"
        if element.startswith("{"):
            kept = f"(?P<{element[1:-1]}>(?:{_ANY_WORD})+"
            return f"{kept})" if last else f"{kept}?)"
        return "".join(self._word(word) for word in normal_words(element))

    def _list(self, name: str) -> str:
        if name not in self._made:
            entries = "|".join(self._expression(entry) for entry in self._lists[name])
            self._made[name] = f"(?:{entries})"
        return self._made[name]

    def _word(self, word: str) -> str:
        plain = word.strip("*~")
        (self.stems if "*" in word else self.words).add(plain)
        before = "[^|? ]*" if word.startswith("*") else ""
        after = _AFTER.get(word[-1], "")
        return f"{before}{re.escape(plain)}{after} {_PUNCTUATION}"
