import json
from collections import Counter
from pathlib import Path

import pytest

from dialogs.scene import IntentName
from dialogs.understand import asked, understand
from dialogs.understand.learning import (
    learn,
    learn_spans,
    learn_values,
    mark,
    marks_mark,
    sentences,
)
from dialogs.understand.learnt import (
    VALUES,
    VALUES_FILE,
    Features,
    Learnt,
    features,
    likely_value,
    stored,
)
from dialogs.understand.spans import FILE as SPANS_FILE
from dialogs.understand.spans import Mark, Tagger, best_row, tagger
from dialogs.understand.taught import BadSentences, Taught, taught
from storage.records import Knowledge

NOBODY = Knowledge(revision=0)
TOWNS = Path(__file__).parents[1] / "trials" / "towns"


def test_the_weights_are_made_from_the_sentences_as_they_stand() -> None:
    assert _made_from(stored()) == mark(sentences()), "run `make learn`"
    for name in (VALUES_FILE, SPANS_FILE):
        assert _made_from(stored(name)) == marks_mark(taught()), "run `make learn`"


def _made_from(data: bytes) -> str:
    return str(json.loads(data.partition(b"\n")[0])["made_from"])


def test_every_intent_has_its_sentences_and_none_is_said_for_two() -> None:
    given = sentences()

    meant: dict[str, set[IntentName]] = {}
    for name, text in given:
        meant.setdefault(text.casefold(), set()).add(name)

    assert min(Counter(name for name, _ in given).values()) >= 100
    assert [text for text, names in meant.items() if len(names) > 1] == []


def test_a_few_sentences_teach_and_the_same_ones_teach_the_same() -> None:
    given = [
        (IntentName.GREETING, "bonjour"),
        (IntentName.GREETING, "salut tout le monde"),
        (IntentName.EXPERT_QUESTION, "qui connaît la gravure ?"),
        (IntentName.EXPERT_QUESTION, "qui sait relier un livre ?"),
        (IntentName.ACTION_UPDATE, "l’action 3 est terminée"),
        (IntentName.ACTION_UPDATE, "la charte est terminée"),
    ]

    data = learn(given)

    asked = features("| qui connait la danse ? ", "qui connaît la danse ?")
    odds = Learnt(data).probabilities(asked)
    assert max(odds, key=lambda name: odds[name]) == IntentName.EXPERT_QUESTION
    assert sum(odds.values()) == pytest.approx(1)
    assert learn(given) == data


def test_a_message_without_words_has_odds_too() -> None:
    odds = Learnt(stored()).probabilities(Features((), ()))

    assert sum(odds.values()) == pytest.approx(1)


@pytest.mark.parametrize("town", ["sallieres", "valmer"])
def test_messages_of_towns_never_seen_are_mostly_understood(town: str) -> None:
    """The short form of `make trials`."""
    rows = json.loads((TOWNS / town / "utterances.json").read_text("utf-8"))

    right = [understand(row["text"], NOBODY).name == row["intent"] for row in rows]

    assert sum(right) / len(right) > 0.8


@pytest.mark.parametrize("text", ["", "a" * 5000, "é" * 300, "\U0001f642" * 50, "1 2 3 " * 2000])
def test_any_message_is_understood_as_something(text: str) -> None:
    assert understand(text, NOBODY).name in set(IntentName)


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("greeting", "wants an intent"),
        ("courtesy\tmerci", "wants an intent"),
        ("greeting\t ", "wants an intent"),
        ("greeting\tmerci {skill:Lia}", "a mark that"),
        ("expert_question\tqui connaît {title:la gravure} ?", "a mark that"),
        ("declare_skill\tje sais relier\tmaybe", "a value that"),
        ("greeting\tmerci\tadd", "a value that"),
    ],
)
def test_a_line_that_teaches_nothing_is_refused(
    line: str, fault: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dialogs.understand.taught.resources.files", lambda _: _Folder(line))

    with pytest.raises(BadSentences, match=fault):
        taught()


def test_a_line_gives_the_message_its_marks_and_its_value(monkeypatch: pytest.MonkeyPatch) -> None:
    line = "declare_skill\toublie {skill:la gravure} et {skill:la danse}\tremove"
    monkeypatch.setattr("dialogs.understand.taught.resources.files", lambda _: _Folder(line))

    assert taught() == [
        Taught(
            IntentName.DECLARE_SKILL,
            "oublie la gravure et la danse",
            (Mark("skill", (7, 17)), Mark("skill", (21, 29))),
            "remove",
        )
    ]


_LESSONS = [
    ("qui connaît la gravure ?", "gravure"),
    ("qui connaît la reliure ?", "reliure"),
    ("qui connaît la danse à la galerie ?", "danse"),
    ("qui connaît le chant à la galerie ?", "chant"),
]


def test_a_few_marks_teach_where_a_value_stands_and_the_same_ones_teach_the_same() -> None:
    given = [_lesson(text, words) for text, words in _LESSONS]

    data = learn_spans(given)

    said = asked("qui connaît la vannerie à la galerie ?")
    [found] = Tagger(data).marks(said, IntentName.EXPERT_QUESTION)
    assert (found.slot, said.text[slice(*found.span)]) == ("skill", "vannerie")
    assert learn_spans(given) == data


def _lesson(text: str, words: str) -> Taught:
    start = text.index(words)
    return Taught(IntentName.EXPERT_QUESTION, text, (Mark("skill", (start, start + len(words))),))


def test_what_must_have_a_value_gets_the_least_unlikely_one() -> None:
    said = asked("bonjour la compagnie du soir")

    assert tagger().likeliest(said, IntentName.EXPERT_QUESTION) != []
    assert tagger().marks(said, IntentName.GREETING) == []
    assert tagger().likeliest(said, IntentName.GREETING) == []


def test_inside_never_comes_but_after_its_like() -> None:
    emissions = [{"O": 0.0, "B-a": -1.0, "I-a": 9.0}, {"O": 0.0, "B-a": -1.0, "I-a": 3.0}]

    assert best_row(emissions, lambda _before, _label: 0.0) == ["B-a", "I-a"]
    assert best_row([], lambda _before, _label: 0.0) == []


def test_a_few_values_teach() -> None:
    intent = IntentName.DECLARE_SKILL
    given = [
        *(Taught(intent, f"oublie la {what}", value="remove") for what in ("gravure", "danse")),
        *(Taught(intent, f"je connais la {what}", value="add") for what in ("gravure", "danse")),
    ]

    odds = Learnt(learn_values(given)).probabilities(
        features("| oublie la reliure | ", "oublie la reliure"),
        among=[f"{intent}:op:{value}" for value in VALUES[intent][1]],
    )

    assert max(odds, key=lambda label: odds[label]) == "declare_skill:op:remove"


def test_the_likeliest_value_is_one_of_the_slot() -> None:
    for intent, (_, values) in VALUES.items():
        value, odds = likely_value(Features((), ()), intent)
        assert value in values
        assert 0 < odds <= 1


class _Folder:
    def __init__(self, text: str) -> None:
        self._text = text

    def joinpath(self, _name: str) -> "_Folder":
        return self

    def read_text(self, _encoding: str) -> str:
        return self._text
