import json
from collections import Counter
from pathlib import Path

import pytest

from dialogs.scene import IntentName
from dialogs.understand import understand
from dialogs.understand.learning import BadSentences, learn, mark, sentences
from dialogs.understand.learnt import Features, Learnt, features, stored
from storage.records import Knowledge

NOBODY = Knowledge(revision=0)
TOWNS = Path(__file__).parents[1] / "trials" / "towns"


def test_the_weights_are_made_from_the_sentences_as_they_stand() -> None:
    about = json.loads(stored().partition(b"\n")[0])

    assert about["made_from"] == mark(sentences()), "run `make learn`"


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
    assert max(odds, key=lambda name: odds[name]) is IntentName.EXPERT_QUESTION
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


@pytest.mark.parametrize("line", ["greeting", "courtesy\tmerci", "greeting\t "])
def test_a_line_that_teaches_nothing_is_refused(
    line: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dialogs.understand.learning.resources.files", lambda _: _Folder(line))

    with pytest.raises(BadSentences, match="wants an intent"):
        sentences()


class _Folder:
    def __init__(self, text: str) -> None:
        self._text = text

    def joinpath(self, _name: str) -> "_Folder":
        return self

    def read_text(self, _encoding: str) -> str:
        return self._text
