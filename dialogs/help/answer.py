"""Answers that need no database: help, greetings, what fits nowhere, « oui » to nothing."""

import re

from dialogs.french.words import fold
from dialogs.help import texts
from dialogs.messages import Reply
from dialogs.scene import Intent, IntentName, Outcome, Scene
from storage.records import JSON

_FAREWELL = re.compile(
    r"\b(?:bonne (?:journee|soiree|nuit|fin|semaine|continuation)|bon week-?end|au revoir"
    r"|a (?:demain|bientot|plus|lundi|mardi|mercredi|jeudi|vendredi)|bye|ciao|adieu)\b"
)
_THANKS = re.compile(
    r"\b(?:merci|remercie|thanks|thx|cimer|sympa|genial|super|parfait|top|nickel)\w*"
)


async def start(intent: Intent, scene: Scene) -> Outcome:
    """Answers a message that no other topic takes."""
    match intent.name:
        case IntentName.HELP:
            return Outcome(reply=texts.help_page(scene.incoming.place, scene.asker.role))
        case IntentName.GREETING:
            return Outcome(reply=_courtesy(intent.text, scene.asker.name))
        case IntentName.CONFIRM | IntentName.CHOICE:
            return Outcome(reply=texts.nothing_to_confirm())
        case IntentName.CANCEL:
            return Outcome(reply=texts.nothing_to_cancel())
        case _:
            return Outcome(reply=texts.out_of_scope())


def _courtesy(text: str, name: str) -> Reply:
    plain = fold(text)
    if _FAREWELL.search(plain):
        return texts.farewell()
    return texts.thanked() if _THANKS.search(plain) else texts.greeting(name)


async def resume(state: JSON, intent: Intent, scene: Scene) -> Outcome | None:  # noqa: ARG001 - the shape of a topic
    """Help never asks anything, so nothing goes on here."""
    return None
