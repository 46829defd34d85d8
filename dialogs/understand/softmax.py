"""Softmax regression: from examples to a weight for each feature and label.

Steps shrink for what was seen often (Adagrad), with a pull towards zero, in a fixed order.
"""

import math
import random
from collections.abc import Sequence

from dialogs.understand.learnt import Features

_SEED = 20261125
_EPOCHS = 14
_STEP = 0.6
_PULL = 2e-5  # towards zero, at each step

Example = tuple[int, Features]
"""The number of a label, and what calls for it."""


def learnt(examples: list[Example], width: int) -> "Learner":
    """A learner that has seen all examples; their order is lost."""
    learner = Learner(width)
    order = random.Random(_SEED)  # noqa: S311 - an order to repeat
    for _ in range(_EPOCHS):
        order.shuffle(examples)
        for label, calls in examples:
            learner.see(label, calls)
    learner.bias = [round(value, 4) for value in learner.bias]
    return learner


class Learner:
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
