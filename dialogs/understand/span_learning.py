"""Makes the weights of `spans` from the marks of `sentences.txt`: an averaged structured perceptron.

At each message that is labelled wrongly, the features of the right labels gain and those of the
wrong ones lose; the mean over all steps is kept. The order is fixed: the same weights everywhere.
"""

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from dialogs.scene import IntentName
from dialogs.understand.sentence import Sentence
from dialogs.understand.spans import (
    BITS,
    FIRST,
    INSIDE,
    MOST_WORDS,
    OUT,
    SLOTS,
    START,
    Mark,
    best_row,
    features,
    labels_of,
)
from dialogs.understand.weights import number, packed

_SEED = 20261125
_EPOCHS = 8

Marked = tuple[IntentName, Sentence, Sequence[Mark]]

LABELS = tuple(dict.fromkeys(label for intent in SLOTS for label in labels_of(intent)))


@dataclass(frozen=True, slots=True)
class _Example:
    intent: IntentName
    rows: list[list[int]]
    labels: list[str]


def learn(given: Iterable[Marked], *, made_from: str) -> bytes:
    """The content of the weights' file."""
    examples = [
        _Example(intent, features(said, intent), list(_labels(said, marks)))
        for intent, said, marks in given
        if intent in SLOTS
    ]
    learner = _Learner()
    order = random.Random(_SEED)  # noqa: S311 - an order to repeat
    for _ in range(_EPOCHS):
        order.shuffle(examples)
        for example in examples:
            learner.see(example)
    return packed(learner.means(), LABELS, bits=BITS, made_from=made_from)


class _Learner:
    """Weights while they are learnt, with what their means need."""

    def __init__(self) -> None:
        self._rows: dict[int, dict[str, float]] = {}
        self._sums: dict[tuple[int, str], float] = {}  # of a weight over the steps that are past
        self._since: dict[tuple[int, str], int] = {}
        self._step = 0
        self._links = {
            (before, label): number(f"{START}{before}", BITS)
            for before in ("", *LABELS)
            for label in LABELS
        }

    def see(self, example: _Example) -> None:
        """One message: nothing moves when its labels are found."""
        self._step += 1
        allowed = labels_of(example.intent)
        emissions = [{label: self._value(row, label) for label in allowed} for row in example.rows]
        found = best_row(emissions, self._link)
        if found == example.labels:
            return
        before_found = before_right = ""
        for row, one, right in zip(example.rows, found, example.labels, strict=True):
            if one != right:
                self._move(row, right, 1.0)
                self._move(row, one, -1.0)
            if (before_found, one) != (before_right, right):
                self._move([self._links[before_right, right]], right, 1.0)
                self._move([self._links[before_found, one]], one, -1.0)
            before_found, before_right = one, right

    def means(self) -> dict[int, list[float]]:
        """Each weight, averaged over all steps."""
        return {
            row: [self._mean(row, label, held.get(label, 0.0)) for label in LABELS]
            for row, held in self._rows.items()
        }

    def _value(self, row: Iterable[int], label: str) -> float:
        return sum(
            held.get(label, 0.0) for place in row if (held := self._rows.get(place)) is not None
        )

    def _link(self, before: str, label: str) -> float:
        return self._value([self._links[before, label]], label)

    def _move(self, row: Iterable[int], label: str, step: float) -> None:
        for place in row:
            held = self._rows.setdefault(place, {})
            key, value = (place, label), held.get(label, 0.0)
            past = self._step - self._since.get(key, 0)
            self._sums[key] = self._sums.get(key, 0.0) + past * value
            self._since[key] = self._step
            held[label] = value + step

    def _mean(self, row: int, label: str, value: float) -> float:
        key = (row, label)
        past = self._step - self._since.get(key, 0)
        return (self._sums.get(key, 0.0) + past * value) / max(self._step, 1)


def _labels(said: Sentence, marks: Sequence[Mark]) -> Iterator[str]:
    """The label of each word; what politeness took out of the sentence is no longer there."""
    open_: Mark | None = None
    for word in said.words[:MOST_WORDS]:
        held = next(
            (one for one in marks if one.span[0] < word.end and word.start < one.span[1]), None
        )
        if held is None:
            yield OUT
        else:
            yield f"{INSIDE if held is open_ else FIRST}{held.slot}"
        open_ = held
