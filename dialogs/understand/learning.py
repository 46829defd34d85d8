"""Makes the weights of `learnt` from `sentences.txt`: `python -m dialogs.understand.learning`.

The same sentences give the same weights on every machine.
"""

import hashlib
from collections.abc import Iterable, Sequence
from pathlib import Path

from dialogs.scene import IntentName
from dialogs.understand import span_learning
from dialogs.understand.learnt import (
    BITS,
    FILE,
    VALUES,
    VALUES_FILE,
    features,
    label_of,
)
from dialogs.understand.message import asked, examples, tagged_line
from dialogs.understand.softmax import Learner, learnt
from dialogs.understand.spans import FILE as SPANS
from dialogs.understand.taught import LABELS, Taught, taught
from dialogs.understand.weights import packed
from storage.records import Knowledge

_NOBODY = Knowledge(revision=0)


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
    learner = learnt(examples, len(LABELS))
    return packed(learner.rows, LABELS, bits=BITS, made_from=mark(given), bias=learner.bias)


def learn_values(given: Sequence[Taught]) -> bytes:
    """The content of the file of values: one learner for each intent, side by side in each row."""
    labels: list[str] = []
    bias: list[float] = []
    parts: list[tuple[int, Learner]] = []
    for intent, (slot, values) in VALUES.items():
        examples = [
            (values.index(one.value), features(tagged_line(one.text, _NOBODY), one.text))
            for one in given
            if one.intent is intent and one.value
        ]
        learner = learnt(examples, len(values))
        parts.append((len(labels), learner))
        labels += [label_of(intent, slot, value) for value in values]
        bias += learner.bias
    rows: dict[int, list[float]] = {}
    for first, learner in parts:
        for number, row in learner.rows.items():
            rows.setdefault(number, [0.0] * len(labels))[first : first + len(row)] = row
    return packed(rows, labels, bits=BITS, made_from=marks_mark(given), bias=bias)


def mark(given: Iterable[tuple[IntentName, str]]) -> str:
    """What the weights were made from, in short: written into their file."""
    said = "\n".join(f"{name}\t{text}" for name, text in given)
    return hashlib.sha256(said.encode()).hexdigest()[:16]


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
