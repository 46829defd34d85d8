"""How a sentence of the tables becomes a regular expression over a `Sentence`'s line.

Syntax: words (accents, capitals and apostrophes do not count), `word*` any ending, `word~` any
gender and number, `*word` any beginning, `_` any word, `(a|b)` a choice, `[a]` perhaps, `<list>` one of a list, `@person` what is named,
`{skill}` words to keep, `%d` a figure, `%h` an hour, `%a` a number like A06, `…` a few words, `^` and `$` the ends of a request.
"""

import re
from collections.abc import Iterable, Mapping

from dialogs.understand.sentence import normal_words

# In a line each word is followed by one space, and requests are parted by bars.
_PUNCTUATION = '(?:[,:">] )*'
_ANY_WORD = "[^|? ]+ "
_GAP = f"(?:{_ANY_WORD}){{0,9}}?"
_START = r"(?<=\| )" + _PUNCTUATION
_END = "(?=[|?])"

_AFTER = {"*": "[^|? ]*", "~": "(?:e|s|es)?"}

_ELEMENT = re.compile(r"[()|\[\]^$…]|%[dha]|<\w+>|@\w+|\{\w+\}|[^\s()|\[\]<>{}]+")
_SIGNS = {"(": "(?:", ")": ")", "[": "(?:", "]": ")?", "|": "|", "^": _START, "$": _END, "…": _GAP}
_SIGNS["_"] = _ANY_WORD
_SIGNS["{rest}"] = f"(?:{_ANY_WORD})+"
_SIGNS |= {"%d": rf"\d[\d/.,]* {_PUNCTUATION}", "%h": rf"\d+h\d* {_PUNCTUATION}"}
_SIGNS["%a"] = rf"a0?\d+ {_PUNCTUATION}"


class BadSentence(ValueError):
    """A sentence of the tables that cannot be read; the message names it."""


class Compiler:
    """Turns sentences into expressions; `words` and `stems` are what they are made of."""

    def __init__(self, lists: Mapping[str, Iterable[str]]) -> None:
        self._lists = lists
        self._made: dict[str, str] = {}
        self.words: set[str] = set()
        self.stems: set[str] = set()

    def compile(self, sentence: str) -> re.Pattern[str]:
        """The expression of one sentence."""
        try:
            return re.compile("(?<![^ ])" + self._expression(sentence))
        except (re.error, KeyError, RecursionError) as broken:
            raise BadSentence(f"cannot read the sentence {sentence!r}: {broken}") from broken

    def _expression(self, sentence: str) -> str:
        elements = _ELEMENT.findall(sentence)
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
