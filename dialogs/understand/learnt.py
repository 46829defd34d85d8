"""What thousands of sentences from life taught: how likely each intent is, from words and pieces.

A softmax over the words of a message (alone and in rows) and the pieces of its words, so that a
slip or an unknown ending still says something. The weights are made by `learning`, from
`sentences.txt`; nothing of what people write to the bot goes into them.
"""

import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources

from dialogs.french.words import fold
from dialogs.scene import IntentName
from dialogs.understand.weights import Weights, number

FILE, VALUES_FILE = "learnt.bin", "values.bin"
VALUES = {
    IntentName.DECLARE_SKILL: ("op", ("add", "update", "remove", "remove_all")),
    IntentName.ACTION_UPDATE: (
        "status",
        ("fait", "en_cours", "retard", "bloqué", "reporté", "abandonné", "à_faire", "-"),
    ),
    IntentName.DIGEST_SETTINGS: (
        "op",
        (
            "subscribe", "unsubscribe", "set", "filter", "pause", "resume", "show", "send_now",
            "add_feed", "remove_feed", "list_feeds", "refresh_feeds", "-",
        ),
    ),
}  # fmt: skip
NO_VALUE = "-"
"""For each intent, the slot that its sentences are labelled with, and its values; « - » is none."""
BITS = 16  # of a row's number: rows are found by hash, and two features may share one
_PIECES = (4, 5)  # letters
_ROWS = (1, 2, 3)  # words
_PIECE_OR_SIGN = re.compile(r"\w+|[^\w\s]")
_MOST = 400  # features of each kind: a long message says the same again


@dataclass(frozen=True, slots=True)
class Features:
    """The rows that a message calls, of words and of pieces of words."""

    words: tuple[int, ...]
    pieces: tuple[int, ...]


def features(line: str, text: str) -> Features:
    """`line` is a `Sentence`'s, with what is named as one word; `text` what was typed."""
    words = sorted(set(_word_rows(line.split())))[:_MOST]
    pieces = sorted(set(_pieces(fold(text))))[:_MOST]
    return Features(
        tuple(number(f"w{word}", BITS) for word in words),
        tuple(number(f"c{piece}", BITS) for piece in pieces),
    )


class Learnt:
    """Weights that can be asked."""

    def __init__(self, data: bytes) -> None:
        self._weights = Weights(data)
        self._bias: list[float] = self._weights.about["bias"]
        self._places = {label: place for place, label in enumerate(self._weights.labels)}

    def probabilities(self, asked: Features, *, among: Iterable[str] = ()) -> dict[str, float]:
        """How likely each label is, of all or of some; they add up to 1."""
        words, pieces = self._sum(asked.words), self._sum(asked.pieces)
        sums = {
            label: self._bias[place] + words[place] + pieces[place]
            for label in among or self._places
            if (place := self._places.get(label)) is not None
        }
        best = max(sums.values())
        odds = {label: math.exp(value - best) for label, value in sums.items()}
        whole = sum(odds.values())
        return {label: odd / whole for label, odd in odds.items()}

    def _sum(self, rows: tuple[int, ...]) -> list[float]:
        """The mean of the rows' weights, times the root of their number."""
        share = 1 / math.sqrt(len(rows) or 1)
        return [value * share for value in self._weights.sum(rows)]


def stored(name: str = FILE) -> bytes:
    """The content of a file that the bot ships."""
    return resources.files("dialogs.understand").joinpath(name).read_bytes()


def likely(asked: Features) -> dict[IntentName, float]:
    """How likely each intent is."""
    return {IntentName(name): odd for name, odd in _intents().probabilities(asked).items()}


def likely_value(asked: Features, intent: IntentName) -> tuple[str, float]:
    """The likeliest value of the slot that an intent always has, and how likely it is."""
    slot, values = VALUES[intent]
    labels = {label_of(intent, slot, value): value for value in values}
    odds = _values().probabilities(asked, among=labels)
    best = max(odds, key=lambda label: odds[label])
    return labels[best], odds[best]


def label_of(intent: IntentName, slot: str, value: str) -> str:
    """How a value is named in the file."""
    return f"{intent}:{slot}:{value}"


@cache
def _intents() -> Learnt:
    return Learnt(stored())


@cache
def _values() -> Learnt:
    return Learnt(stored(VALUES_FILE))


def _word_rows(words: list[str]) -> Iterator[str]:
    for length in _ROWS:
        for start in range(len(words) - length + 1):
            yield " ".join(words[start : start + length])


def _pieces(folded: str) -> Iterator[str]:
    for word in _PIECE_OR_SIGN.findall(folded):
        whole = f" {word} "
        for length in _PIECES:
            if len(whole) <= length:
                yield whole
                break
            for start in range(len(whole) - length + 1):
                yield whole[start : start + length]
