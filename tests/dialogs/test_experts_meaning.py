"""From everyday words to the concept that they describe, and what is made of it."""

from dataclasses import replace

import pytest

from dialogs.experts.described import is_sure, near, neighbours
from dialogs.experts.encoder import Encoder, sentence_encoder
from dialogs.experts.meaning import Described, Everyday, Meanings
from dialogs.experts.search import Found, Ranking
from dialogs.french.concepts import Thesaurus
from dialogs.french.words import tokens
from storage.records import Person

_CONCEPTS = """
= reliure ; relieur ; relier des livres
? réparer un livre abîmé ; recoudre les cahiers d'un vieil ouvrage
= souffleur ; souffleuse de théâtre
? personne cachée qui rappelle leur texte aux comédiens
= sérigraphie ; imprimer à l'écran de soie
? motif imprimé sur un tee-shirt à travers un cadre de tissu
"""
_EVERYDAY = """
réparer ; rafistoler ; remettre en état
livre ; bouquin ; ouvrage
abîmé ; déchiré
comédien ; acteur
"""


def _names(text: str, encoder: Encoder | None = None) -> list[str]:
    found = Meanings(
        Thesaurus(_CONCEPTS), Everyday(_EVERYDAY), encoded=lambda *_, **__: encoder
    ).described(tokens(text))
    return [one.concept.name for one in found]


def test_a_description_is_found_in_other_words() -> None:
    assert _names("qui peut rafistoler un vieux bouquin tout déchiré ?")[0] == "reliure"


def test_everyday_phrases_count_as_one_word() -> None:
    assert _names("remettre en état un ouvrage")[0] == "reliure"


def test_a_description_keeps_the_meaning_of_its_verbs() -> None:
    assert _names("qui rappelle son texte à un acteur ?")[0] == "souffleur"


def test_words_that_nothing_describes_give_nothing() -> None:
    assert _names("qui connaît le curling ?") == []


class _Likes:
    """Stands for an encoder that knows one concept by its number."""

    def __init__(self, number: int) -> None:
        self._number = number

    def nearness(self, text: str) -> list[float]:
        assert text
        return [float(number == self._number) for number in range(3)]


def test_an_encoder_orders_and_finds_what_no_word_tells() -> None:
    assert _names("recoller mon vieux roman", _Likes(1))[0] == "souffleur"


def test_an_encoder_affirms_nobody() -> None:
    found = Meanings(
        Thesaurus(_CONCEPTS), Everyday(_EVERYDAY), encoded=lambda *_, **__: _Likes(1)
    ).described(tokens("recoller mon roman"))
    assert found[0].nearness > found[0].likeness
    assert not is_sure(found)


def test_the_extra_tells_what_shares_no_word() -> None:
    texts = ["langue des signes", "régie lumière"]
    encoder = sentence_encoder(texts, [0, 1], concepts=2)
    if encoder is None:
        pytest.skip("the extra « semantic » is not installed")

    signs, lights = encoder.nearness("parler avec les mains à une personne sourde")

    assert signs > lights


def _likely(*likeness: float) -> list[Described]:
    concepts = Thesaurus(_CONCEPTS).concepts()
    return [
        Described(concept, value, 1.0, value)
        for concept, value in zip(concepts, likeness, strict=False)
    ]


def _found(*names: str) -> tuple[Found, ...]:
    return tuple(Found(Person(id=name, name=name), 0.9, ()) for name in names)


def test_a_description_is_sure_only_when_it_is_clear_and_ahead_of_the_next() -> None:
    assert is_sure(_likely(0.8, 0.4))
    assert not is_sure(_likely(0.8, 0.78))
    assert not is_sure(_likely(0.5, 0.1))
    assert not is_sure([])


def test_a_description_that_leaves_a_part_of_the_question_aside_is_not_sure() -> None:
    [first] = _likely(0.9)

    assert not is_sure([replace(first, coverage=0.5)])


def test_far_behind_what_was_meant_a_description_is_no_neighbour() -> None:
    likely = _likely(0.9, 0.3)

    assert near(likely) == likely[:1]
    assert near([]) == []


def test_a_likely_description_comes_before_a_shared_word_and_an_unlikely_one_after() -> None:
    likely, unlikely = _likely(0.5, 0.25)
    told = {likely: Ranking(people=_found("Lia")), unlikely: Ranking(people=_found("Noé"))}
    literal = Ranking(neighbours=_found("Max"))

    ranking = neighbours(literal, [likely, unlikely], told.__getitem__)

    assert ranking == Ranking(neighbours=_found("Lia", "Max", "Noé"))


def test_no_more_is_ranked_than_it_takes() -> None:
    likely, other = _likely(0.5, 0.45)
    asked: list[Described] = []

    def ranked(one: Described) -> Ranking:
        asked.append(one)
        return Ranking(people=_found("Lia", "Noé", "Max"))

    neighbours(Ranking(), [likely, other], ranked)

    assert asked == [likely]
