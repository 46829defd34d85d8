"""Answers that need no database: help, greetings, what fits nowhere, « oui » to nothing."""

from dialogs.help import texts
from dialogs.scene import Intent, IntentName, Outcome, Scene
from storage.records import JSON


async def start(intent: Intent, scene: Scene) -> Outcome:
    """Answers a message that no other topic takes."""
    match intent.name:
        case IntentName.HELP:
            return Outcome(reply=texts.help_page(scene.incoming.place, scene.asker.role))
        case IntentName.GREETING:
            return Outcome(reply=texts.greeting())
        case IntentName.CONFIRM | IntentName.CHOICE:
            return Outcome(reply=texts.nothing_to_confirm())
        case IntentName.CANCEL:
            return Outcome(reply=texts.nothing_to_cancel())
        case _:
            return Outcome(reply=texts.out_of_scope())


async def resume(state: JSON, intent: Intent, scene: Scene) -> Outcome | None:  # noqa: ARG001 - the shape of a topic
    """Help never asks anything, so nothing goes on here."""
    return None
