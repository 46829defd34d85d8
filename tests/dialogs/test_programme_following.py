"""Who wants the programme in their own calendar, and who gives one to read."""

import pytest

from dialogs.programme.following import asks_to_follow


@pytest.mark.parametrize(
    "text",
    [
        "je voudrais suivre le programme du Luxy dans Outlook",
        "le lien ics de tous les événements pour mon téléphone",
        "Comment retrouver l’agenda des équipements dans Google ?",
    ],
)
def test_to_follow_is_asked_with_where(text: str) -> None:
    assert asks_to_follow(text)


@pytest.mark.parametrize(
    "text",
    [
        "ajoute l’agenda du Luxy : https://agenda.example.org/luxy.ics",
        "quel est le programme de la semaine ?",
        "abonne ce canal au récap",
        "mon Outlook est en panne",
    ],
)
def test_other_sentences_are_for_others(text: str) -> None:
    assert not asks_to_follow(text)
