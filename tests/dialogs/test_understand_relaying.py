"""Sentences that pass a question on, answer one or judge: taken, and left to others."""

import pytest

from dialogs.experts.relay_texts import as_question
from dialogs.understand.relaying import Passing, asked_in, describes_somebody, passed

TAKEN = {
    Passing.ASK: """demande au groupe handicap
        demande aux coordinatrices
        demande aux coordinateur·rices
        posez la question à la coordination
        transmets ma question au groupe communication
        fais passer la question au groupe DD
        oui, demande à la coordination
        d'accord, demande au GT handicap
        je voudrais demander à la coordination
        on peut demander au groupe mixité ?
        peux-tu demander à mes collègues ?
        demande autour de toi
        demande à la coordination qui sait réparer un piano""",
    Passing.HELP: """je peux aider
        moi je peux aider, merci
        je peux aider pour la demande n° 12
        oui je veux bien aider""",
    Passing.KNOW: """je connais quelqu'un
        je connais quelqu’un pour la demande 12""",
    Passing.HELPFUL: """c’est utile
        c'était très utile, merci
        ça m'a bien aidé""",
    Passing.UNHELPFUL: """pas utile
        pas utile du tout
        c'est inutile
        ce n'était pas utile
        ça ne m'a pas aidé
        pas ce que je cherche""",
    Passing.UNMET: """sujets sans référent
        quels sont les sujets sans référent·e ?
        quels sujets n'ont pas de référent ?
        quelles compétences nous manquent ?
        compétences manquantes""",
}
LEFT = """demande de subvention au groupe handicap
    qui connaît quelqu'un au groupe handicap ?
    envoie le récap au groupe handicap
    la demande 12 est terminée
    je peux aider à la médiathèque samedi
    je connais quelqu'un qui fait du vitrail
    qui est utile au projet ?
    j'ai des compétences en vitrail
    il manque un référent à l'action 12"""


def rows(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines()]


@pytest.mark.parametrize(
    ("text", "act"), [(text, act) for act, texts in TAKEN.items() for text in rows(texts)]
)
def test_a_sentence_is_taken(text: str, act: Passing) -> None:
    found = passed(text)

    assert found
    assert (found.act, found.number) == (act, 12 if "12" in text else 0)


@pytest.mark.parametrize("text", rows(LEFT))
def test_a_sentence_about_something_else_is_left(text: str) -> None:
    assert passed(text) is None


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("demande à la coordination qui sait réparer un piano", "Qui sait réparer un piano ?"),
        ("demande à la coordination s’il existe une boucle", "Est-ce qu’il existe une boucle ?"),
        ("demande aux collègues si elles ont un piano ?", "Est-ce qu’elles ont un piano ?"),
        ("demande aux collègues si quelqu’un tisse", "Est-ce que quelqu’un tisse ?"),
        ("demande à la coordination : un piano à prêter", "Un piano à prêter ?"),
        ("demande à la coordination, s'il te plaît", ""),
        ("demande à la coordination", ""),
    ],
)
def test_the_question_may_stand_in_the_message(text: str, question: str) -> None:
    words = asked_in(text)

    assert (as_question(words) if words else "") == question


def test_the_question_begins_after_the_name_of_the_group() -> None:
    text = "demande au groupe publics qui viennent de loin qui sait coudre un rideau"

    words = asked_in(text, after=text.index(" qui sait"))

    assert words == "qui sait coudre un rideau"


@pytest.mark.parametrize("text", ["une dame de Montreuil", "M. Untel", "quelqu’un du Luxy"])
def test_words_for_somebody_are_known(text: str) -> None:
    assert describes_somebody(text)


@pytest.mark.parametrize("text", ["le programme de samedi", "bonjour", "unanime"])
def test_words_for_something_else_are_not(text: str) -> None:
    assert not describes_somebody(text)
