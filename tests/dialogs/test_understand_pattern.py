import pytest

from dialogs.understand import examples
from dialogs.understand.anchors import Anchors
from dialogs.understand.message import _spell
from dialogs.understand.pattern import BadSentence, Compiler, Phrase
from dialogs.understand.sentence import read
from dialogs.understand.table import table


def phrases() -> list[Phrase]:
    words = table()
    return [
        *(phrase for cue in words.cues for phrase in (*cue.say, *cue.unless)),
        *(value.said for value in words.values),
        *(phrase for frame in words.frames for phrase in frame.said),
        *words.lists.values(),
        words.front,
        words.back,
    ]


def test_every_sentence_of_the_tables_is_an_expression() -> None:
    assert all(phrase.expression.pattern for phrase in phrases())


def test_a_phrase_that_stands_somewhere_was_possible_there() -> None:
    lines = [read(text, _spell()) for said in examples().values() for text in said]

    missed = [
        (phrase.sentence, line.line)
        for line in lines
        for phrase in phrases()
        if not phrase.may_stand(line.pieces) and phrase.search(line.line)
    ]

    assert missed == []


@pytest.mark.parametrize(
    ("sentence", "anchors"),
    [
        ("qui connaît [bien] la gravure", {"gravure"}),
        ("(gravure|reliure) merci beaucoup", {"gravure", "reliure"}),
        ("[peut être] mercredi", {"mercredi"}),
        ("^ fini~ $", {"fini", "finie", "finis", "finies"}),
        ("abandonn* …", {"abandonn*"}),
        ("(<day>|vernissage)", {"lundi", "mardi", "vernissage"}),
        ("@person est là", {"@person"}),
        ("… *iste", None),
        ("{title}", None),
    ],
)
def test_anchors_are_the_words_that_tell_most(sentence: str, anchors: set[str] | None) -> None:
    assert Anchors({"day": ["lundi", "mardi"]}).of(sentence) == anchors


@pytest.mark.parametrize("sentence", ["(qui", "qui)", "[peut", "<unknown> soir"])
def test_a_sentence_that_cannot_be_read_is_named(sentence: str) -> None:
    with pytest.raises(BadSentence, match="cannot read the sentence"):
        Compiler({}).compile(sentence)
