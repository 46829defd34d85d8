"""Words of which a message must hold at least one before a sentence of the tables can fit it.

Looking for hundreds of regular expressions in every message would take most of a turn; asking
whether two sets of words meet takes none.
"""

import re
from collections.abc import Iterable, Mapping, Sequence

from dialogs.french.words import is_common
from dialogs.understand.sentence import normal_words

ELEMENT = re.compile(r"[()|\[\]^$…]|%[dha]|<\w+>|@\w+|\{\w+\}|[^\s()|\[\]<>{}]+")
_OPEN, _PERHAPS = "(", "["
_ANYTHING = frozenset(["^", "$", "…", "_", "%d", "%h", "%a"])
_ENDINGS = ("", "e", "s", "es")
_USUAL = 25  # a word like « la » stands in so many more messages than one like « gravure »

Words = frozenset[str] | None  # None: nothing in particular must be there


def elements_of(sentence: str) -> list[str]:
    """The signs and words of a sentence, in order."""
    return ELEMENT.findall(sentence)


class Anchors:
    """Finds the anchors of sentences that call each other's lists."""

    def __init__(self, lists: Mapping[str, Iterable[str]]) -> None:
        self._lists = lists
        self._found: dict[str, Words] = {}

    def of(self, sentence: str) -> Words:
        """One of these words stands in every message that the sentence fits."""
        anchors, rest = self._choice(elements_of(sentence))
        if rest:
            raise ValueError(f"unbalanced at {rest[0]}")
        return anchors

    def _choice(self, elements: Sequence[str]) -> tuple[Words, Sequence[str]]:
        """« a b|c »: the anchors of each alternative together; and what follows it."""
        together: set[str] | None = set()
        while True:
            one, elements = self._sequence(elements)
            together = None if one is None or together is None else together | one
            if not elements or elements[0] != "|":
                break
            elements = elements[1:]
        return (None if together is None else frozenset(together)), elements

    def _sequence(self, elements: Sequence[str]) -> tuple[Words, Sequence[str]]:
        """« a b c »: the anchors of the part that tells most; and what follows it."""
        best: Words = None
        while elements and elements[0] not in {"|", ")", "]"}:
            head, elements = elements[0], elements[1:]
            found: Words
            if head in {_OPEN, _PERHAPS}:
                found, elements = self._choice(elements)
                if not elements:
                    raise ValueError(f"nothing closes {head}")
                found, elements = (found if head == _OPEN else None), elements[1:]
            else:
                found = self._element(head)
            best = _tells_more(found, best)
        return best, elements

    def _element(self, element: str) -> Words:
        if element in _ANYTHING or element.startswith("{"):
            return None
        if element.startswith("<"):
            return self._list(element[1:-1])
        if element.startswith("@"):
            return frozenset({element})
        best: Words = None
        for word in normal_words(element):
            best = _tells_more(_word(word), best)
        return best

    def _list(self, name: str) -> Words:
        if name not in self._found:
            each = [self.of(entry) for entry in self._lists[name]]
            known = [one for one in each if one is not None]
            whole = len(known) == len(each)
            self._found[name] = frozenset().union(*known) if whole else None
        return self._found[name]


def _word(word: str) -> Words:
    if word.startswith("*"):
        return None
    if word.endswith("~"):
        return frozenset(word[:-1] + ending for ending in _ENDINGS)
    return frozenset({word})


def _tells_more(one: Words, other: Words) -> Words:
    """The condition that fewer messages meet: rarer words, then fewer."""
    if one is None or other is None:
        return other if one is None else one
    return min(one, other, key=_how_often)


def _how_often(words: frozenset[str]) -> tuple[float, int]:
    return sum(_USUAL if is_common(word) or word == "?" else 1 for word in words), len(words)
