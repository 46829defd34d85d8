"""Addresses to follow, from the command line."""

import pytest

from tests.support.shell import Shell


def test_an_address_is_given_listed_and_taken_back(demo: Shell) -> None:
    [address] = demo("agenda", "follow", "--venue", "Le Luxy").lines
    [again] = demo("agenda", "follow", "--venue", "Le Luxy").lines

    assert address == again
    assert address.startswith("http://127.0.0.1:3978/calendar/")
    assert demo("agenda", "followed", "--json").json["venue"] == "luxy"
    assert demo("agenda", "unfollow", address).lines == ["L’adresse est fermée."]
    assert demo.refuses("agenda", "unfollow", address) == "Cette adresse n’est pas ouverte."


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--venue", "Nulle part"), "Je ne connais pas l’équipement « Nulle part »."),
        (("--group", "rien"), "Je ne connais pas le groupe « rien »."),
        (("--group", "handicap", "--venue", "luxy"), "Un équipement ou un groupe, pas les deux."),
    ],
)
def test_what_nobody_knows_is_refused(demo: Shell, arguments: tuple[str, ...], said: str) -> None:
    assert demo.refuses("agenda", "follow", *arguments) == said
