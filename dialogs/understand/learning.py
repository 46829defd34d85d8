"""Makes the weights of `learnt` from `sentences.txt`: `python -m dialogs.understand.learning`.

Plain softmax regression with steps that shrink for what was seen often (Adagrad) and a pull towards
zero, in a fixed order: the same sentences give the same weights on every machine.
"""

import hashlib
import math
import random
from collections.abc import Iterable, Sequence
from pathlib import Path

from dialogs.scene import IntentName
from dialogs.understand import span_learning
from dialogs.understand.learnt import (
    BITS,
    FILE,
    VALUES,
    VALUES_FILE,
    Features,
    features,
    label_of,
)
from dialogs.understand.message import asked, examples, tagged_line
from dialogs.understand.spans import FILE as SPANS
from dialogs.understand.taught import LABELS, Taught, taught
from dialogs.understand.weights import packed
from storage.records import Knowledge

_SEED = 20261125
_EPOCHS = 14
_STEP = 0.6
_PULL = 2e-5  # towards zero, at each step
_NOBODY = Knowledge(revision=0)

Example = tuple[int, Features]


def sentences() -> list[tuple[IntentName, str]]:
    """The file's sentences and the examples of the tables, each with its intent."""
    given = [(one.intent, one.text) for one in taught()]
    shown = [(name, said) for name, row in examples().items() if name in LABELS for said in row]
    return given + shown


def learn(given: Sequence[tuple[IntentName, str]]) -> bytes:
    """The content of the file of intents."""
    examples = [
        (LABELS.index(name), features(tagged_line(text, _NOBODY), text)) for name, text in given
    ]
    learner = _learnt(examples, len(LABELS))
    return packed(learner.rows, LABELS, bits=BITS, made_from=mark(given), bias=learner.bias)


def learn_values(given: Sequence[Taught]) -> bytes:
    """The content of the file of values: one learner for each intent, side by side in each row."""
    labels: list[str] = []
    bias: list[float] = []
    parts: list[tuple[int, _Learner]] = []
    for intent, (slot, values) in VALUES.items():
        examples = [
            (values.index(one.value), features(tagged_line(one.text, _NOBODY), one.text))
            for one in given
            if one.intent is intent and one.value
        ]
        learner = _learnt(examples, len(values))
        parts.append((len(labels), learner))
        labels += [label_of(intent, slot, value) for value in values]
        bias += learner.bias
    rows: dict[int, list[float]] = {}
    for first, learner in parts:
        for number, row in learner.rows.items():
            rows.setdefault(number, [0.0] * len(labels))[first : first + len(row)] = row
    return packed(rows, labels, bits=BITS, made_from=marks_mark(given), bias=bias)


def _learnt(examples: list[Example], width: int) -> "_Learner":
    learner = _Learner(width)
    order = random.Random(_SEED)  # noqa: S311 - an order to repeat
    for _ in range(_EPOCHS):
        order.shuffle(examples)
        for label, calls in examples:
            learner.see(label, calls)
    learner.bias = [round(value, 4) for value in learner.bias]
    return learner


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


def learn_spans(given: Sequence[Taught]) -> bytes:
    """The content of the file of where values stand."""
    marked = [(one.intent, asked(one.text), one.marks) for one in given]
    return span_learning.learn(marked, made_from=marks_mark(given))


def marks_mark(given: Iterable[Taught]) -> str:
    """What the weights of the values were made from, in short."""
    said = "\n".join(f"{one.intent}\t{one.text}\t{one.marks}\t{one.value}" for one in given)
    return hashlib.sha256(said.encode()).hexdigest()[:16]


if __name__ == "__main__":
    Path(__file__).with_name(FILE).write_bytes(learn(sentences()))
    Path(__file__).with_name(VALUES_FILE).write_bytes(learn_values(taught()))
    Path(__file__).with_name(SPANS).write_bytes(learn_spans(taught()))
