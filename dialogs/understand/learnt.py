"""What thousands of sentences from life taught: how likely each intent is, from words and pieces.

A softmax over the words of a message (alone and in rows) and the pieces of its words, so that a
slip or an unknown ending still says something. The weights are made by `learning`, from
`sentences.txt`; nothing of what people write to the bot goes into them.
"""

import json
import math
import re
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources

from dialogs.french.words import fold
from dialogs.scene import IntentName

FILE = "learnt.bin"
BITS = 16  # of a row's number: rows are found by hash, and two features may share one
_PIECES = (4, 5)  # letters
_ROWS = (1, 2, 3)  # words
_LANE = 3  # bytes of a label's sum
_ZERO = 128  # a weight is a byte: 128 is none
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
        tuple(_number(f"w{word}") for word in words),
        tuple(_number(f"c{piece}") for piece in pieces),
    )


class Learnt:
    """Weights that can be asked. One row is one integer, so that rows add up in one go."""

    def __init__(
        self, labels: Iterable[IntentName], *, bias: Iterable[float], scale: float, rows: bytes
    ) -> None:
        self._labels = tuple(labels)
        self._bias = tuple(bias)
        self._scale = scale
        width = len(self._labels)
        self._rows = [
            int.from_bytes(
                b"".join(bytes((byte, 0, 0)) for byte in rows[start : start + width]), "little"
            )
            for start in range(0, len(rows), width)
        ]

    def probabilities(self, asked: Features) -> dict[IntentName, float]:
        """How likely each intent is; they add up to 1."""
        sums = [
            bias + word + piece
            for bias, word, piece in zip(
                self._bias, self._sum(asked.words), self._sum(asked.pieces), strict=True
            )
        ]
        best = max(sums)
        odds = [math.exp(value - best) for value in sums]
        whole = sum(odds)
        return {label: odd / whole for label, odd in zip(self._labels, odds, strict=True)}

    def _sum(self, rows: tuple[int, ...]) -> list[float]:
        """The mean of the rows' weights, times the root of their number."""
        count = len(rows)
        lanes = sum(self._rows[row] for row in rows).to_bytes(_LANE * len(self._labels), "little")
        each = (
            int.from_bytes(lanes[start : start + _LANE], "little")
            for start in range(0, len(lanes), _LANE)
        )
        return [(value - _ZERO * count) * self._scale / math.sqrt(count or 1) for value in each]


def unpacked(data: bytes) -> Learnt:
    """The weights of a file's content: a line of JSON about them, then the rows."""
    head, _, rows = data.partition(b"\n")
    about = json.loads(head)
    labels = [IntentName(name) for name in about["labels"]]
    return Learnt(labels, bias=about["bias"], scale=about["scale"], rows=zlib.decompress(rows))


def stored() -> bytes:
    """The content of the file that the bot ships."""
    return resources.files("dialogs.understand").joinpath(FILE).read_bytes()


@cache
def learnt() -> Learnt:
    """The bot's weights, read at their first use."""
    return unpacked(stored())


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


def _number(feature: str) -> int:
    return zlib.crc32(feature.encode()) & ((1 << BITS) - 1)
