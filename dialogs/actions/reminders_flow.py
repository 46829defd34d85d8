"""Answers to the bot's own question about an action: a button, news, or « ce n'est plus moi ». Pure."""

import re

from dialogs.actions import flow, orders, texts
from dialogs.actions.desk import Desk
from dialogs.actions.proposing import propose
from dialogs.french.words import fold
from dialogs.mentions.actions import find_actions
from dialogs.scene import Intent, IntentName, Outcome
from storage.records import JSON, Action, ActionChange, ActionStatus

_TAKES = frozenset(
    {
        IntentName.ACTION_UPDATE,
        IntentName.CONFIRM,
        IntentName.CHOICE,
        IntentName.OUT_OF_SCOPE,
        IntentName.MY_PROFILE,
        IntentName.DECLARE_SKILL,
        IntentName.GREETING,
        IntentName.ACTION_QUERY,
    }
)
_LATER = re.compile(
    r"\bplus tard\b|\bpas (?:maintenant|le temps|aujourd'hui|tout de suite)\b|\b(?:demain|la semaine prochaine)\W*$"
    r"|\b(?:un autre|une autre) (?:jour|fois)\b|\brappel\w+[ -]moi\b|\bje (?:regarde|reviens|verrai)\b"
)


def answered(state: JSON, intent: Intent, desk: Desk) -> Outcome | None:
    """What somebody says to the question; other requests leave it open."""
    action = desk.action(state["actions"][0])
    if action is None:
        return None
    button = intent.slots.get("choice")
    if button in {texts.DONE, texts.MOVING, texts.STUCK, texts.LATER}:
        return pressed(str(button), action, desk)
    named = find_actions(intent.text, desk.register)
    figure = flow.bare_figure(intent.text, desk)
    if figure is None and named and action.number not in {mention.number for mention in named}:
        return None
    later = _LATER.search(fold(intent.text)) is not None
    if intent.name is IntentName.CANCEL or (later and not named):
        return pressed(texts.LATER, action, desk)
    if intent.name not in _TAKES:
        return None
    ordered = orders.order(intent.text, desk, spoken_of=action)
    return ordered or flow.told({"number": action.number}, intent.text, desk)


def pressed(choice: str, action: Action, desk: Desk) -> Outcome:
    """A button of the bot's own question."""
    match choice:
        case texts.DONE:
            change = ActionChange(number=action.number, status=ActionStatus.DONE, progress=100)
        case texts.MOVING:
            change = ActionChange(number=action.number, status=ActionStatus.DOING)
        case texts.STUCK:
            change = ActionChange(number=action.number, status=ActionStatus.BLOCKED)
        case _:
            return Outcome(reply=texts.later())
    return propose([change], desk)
