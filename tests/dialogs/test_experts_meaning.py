"""From everyday words to the concept that they describe, and what is made of it."""

import pytest

from dialogs.experts.concepts import Thesaurus
from dialogs.experts.described import chosen
from dialogs.experts.encoder import Encoder, sentence_encoder
from dialogs.experts.meaning import Described, Everyday, Meanings
from dialogs.experts.query import Query
from dialogs.experts.search import Found, Ranking
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
    first = (found[0], Query(text="souffleur"), Ranking(people=_found("Lia")))

    _, ranking = chosen(Query(text="?"), Ranking(), [first])

    assert ranking == Ranking(neighbours=_found("Lia"))


def test_the_extra_tells_what_shares_no_word() -> None:
    texts = ["langue des signes", "régie lumière"]
    encoder = sentence_encoder(texts, [0, 1], concepts=2)
    if encoder is None:
        pytest.skip("the extra « semantic » is not installed")

    signs, lights = encoder.nearness("parler avec les mains à une personne sourde")

    assert signs > lights


def _option(likeness: float, *people: str) -> tuple[Described, Query, Ranking]:
    concept = Thesaurus(_CONCEPTS).concepts()[0]
    return (
        Described(concept, likeness, 1.0, likeness),
        Query(text="reliure"),
        Ranking(people=_found(*people)),
    )


def _found(*names: str) -> tuple[Found, ...]:
    return tuple(Found(Person(id=name, name=name), 0.9, ()) for name in names)


def test_one_clear_description_that_somebody_declared_is_affirmed() -> None:
    _, ranking = chosen(Query(text="?"), Ranking(), [_option(0.8, "Lia"), _option(0.4, "Noé")])

    assert ranking == Ranking(people=_found("Lia"))


def test_a_clear_description_that_nobody_declared_affirms_no_other() -> None:
    _, ranking = chosen(Query(text="?"), Ranking(), [_option(0.8), _option(0.4, "Noé")])

    assert ranking == Ranking(neighbours=_found("Noé"))


def test_two_descriptions_as_likely_are_only_close() -> None:
    _, ranking = chosen(Query(text="?"), Ranking(), [_option(0.8, "Lia"), _option(0.78, "Noé")])

    assert ranking == Ranking(neighbours=_found("Lia", "Noé"))


def test_a_likely_description_comes_before_a_shared_word_and_an_unlikely_one_after() -> None:
    literal = Ranking(neighbours=_found("Max"))

    _, ranking = chosen(Query(text="?"), literal, [_option(0.5, "Lia"), _option(0.25, "Noé")])

    assert ranking == Ranking(neighbours=_found("Lia", "Max", "Noé"))
