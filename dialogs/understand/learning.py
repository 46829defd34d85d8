"""Makes the weights of `learnt` from `sentences.txt`: `python -m dialogs.understand.learning`.

Plain softmax regression with steps that shrink for what was seen often (Adagrad) and a pull towards
zero, in a fixed order: the same sentences give the same weights on every machine.
"""

import hashlib
import json
import math
import random
import zlib
from collections.abc import Iterable, Sequence
from importlib import resources
from pathlib import Path

from dialogs.scene import IntentName
from dialogs.understand.learnt import BITS, FILE, Features, features
from dialogs.understand.message import examples, tagged_line
from storage.records import Knowledge

SENTENCES = "sentences.txt"
_SEED = 20261125
_EPOCHS = 14
_STEP = 0.6
_PULL = 2e-5  # towards zero, at each step
_FINEST = 127  # a weight is kept in a byte

Example = tuple[int, Features]


class BadSentences(ValueError):
    """A line of the file that cannot be learnt from; the message quotes it."""


def sentences() -> list[tuple[IntentName, str]]:
    """The file's sentences and the examples of the tables, each with its intent."""
    text = resources.files("dialogs.understand").joinpath(SENTENCES).read_text("utf-8")
    given = [_line(line) for line in text.splitlines() if line and not line.startswith("#")]
    shown = [(name, said) for name, row in examples().items() if name in LABELS for said in row]
    return given + shown


LABELS = tuple(
    name
    for name in IntentName
    if name not in {IntentName.CONFIRM, IntentName.CANCEL, IntentName.CHOICE}
)


def learn(given: Sequence[tuple[IntentName, str]]) -> bytes:
    """The content of the weights' file."""
    learner = _Learner(len(LABELS))
    nobody = Knowledge(revision=0)
    read = [
        (LABELS.index(name), features(tagged_line(text, nobody), text)) for name, text in given
    ]
    order = random.Random(_SEED)  # noqa: S311 - an order to repeat
    for _ in range(_EPOCHS):
        order.shuffle(read)
        for label, asked in read:
            learner.see(label, asked)
    return _packed(learner, made_from=mark(given))


def mark(given: Iterable[tuple[IntentName, str]]) -> str:
    """What the weights were made from, in short: written into their file."""
    said = "\n".join(f"{name}\t{text}" for name, text in given)
    return hashlib.sha256(said.encode()).hexdigest()[:16]


class _Learner:
    """Weights while they are learnt: a row of one number per label for each feature met."""

    def __init__(self, width: int) -> None:
        self.width = width
        self.rows: dict[int, list[float]] = {}
        self.bias = [0.0] * width
        self._seen: dict[int, float] = {}
        self._seen_bias = 1.0

    def see(self, label: int, asked: Features) -> None:
        """One step towards giving this message its label."""
        kinds = [
            (1 / math.sqrt(len(rows) or 1), [self._row(row) for row in rows], rows)
            for rows in (asked.words, asked.pieces)
        ]
        sums = list(self.bias)
        for share, rows, _ in kinds:
            for row in rows:
                for place in range(self.width):
                    sums[place] += share * row[place]
        best = max(sums)
        odds = [math.exp(value - best) for value in sums]
        whole = sum(odds)
        wrong = [odd / whole - (place == label) for place, odd in enumerate(odds)]
        size = sum(value * value for value in wrong)
        for share, rows, numbers in kinds:
            self._move(rows, numbers, wrong, share=share, size=size)
        self._seen_bias += size
        step = _STEP / math.sqrt(self._seen_bias)
        self.bias = [old - step * value for old, value in zip(self.bias, wrong, strict=True)]

    def _move(
        self,
        rows: Sequence[list[float]],
        numbers: Sequence[int],
        wrong: Sequence[float],
        *,
        share: float,
        size: float,
    ) -> None:
        for number, row in zip(numbers, rows, strict=True):
            self._seen[number] += share * share * size
            step = _STEP / math.sqrt(self._seen[number])
            keep, back = 1 - step * _PULL, step * share
            for place, value in enumerate(wrong):
                row[place] = row[place] * keep - back * value

    def _row(self, number: int) -> list[float]:
        row = self.rows.get(number)
        if row is None:
            row = self.rows[number] = [0.0] * self.width
            self._seen[number] = 0.05
        return row


def _packed(learner: _Learner, *, made_from: str) -> bytes:
    largest = max(abs(value) for row in learner.rows.values() for value in row)
    scale = largest / _FINEST
    empty = bytes([128]) * learner.width
    rows = b"".join(
        bytes(round(value / scale) + 128 for value in learner.rows[number])
        if number in learner.rows
        else empty
        for number in range(1 << BITS)
    )
    about = {
        "made_from": made_from,
        "labels": LABELS,
        "bias": [round(value, 4) for value in learner.bias],
        "scale": round(scale, 6),
    }
    return json.dumps(about).encode() + b"\n" + zlib.compress(rows, 9)


def _line(line: str) -> tuple[IntentName, str]:
    name, _, text = line.partition("\t")
    if name not in set(LABELS) or not text.strip():
        raise BadSentences(f"wants an intent, a tab and a sentence: {line!r}")
    return IntentName(name), text.strip()


if __name__ == "__main__":
    Path(__file__).with_name(FILE).write_bytes(learn(sentences()))
