"""The states that a list of actions may be narrowed to, as people say them. Pure."""

import re
from collections.abc import Callable
from datetime import date, timedelta

from dialogs.actions.reminders import SILENCE_DAYS
from storage.records import Action, ActionStatus

_STATES: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"en retard|depass|retard|\btrain\w+"), "en retard"),
    (
        re.compile(
            r"sans (?:nouvelles?|news)|silencieu|rien dit|pas (?:encore )?repondu|\brelances?\b"
        ),
        "sans nouvelles",
    ),
    (re.compile(r"bloqu|coinc"), "bloquées"),
    (re.compile(r"pas (?:encore )?(?:termin|fini|faites?)|reste|ouvert"), "ouvertes"),
    (re.compile(r"termin|\bfini|\bfaites?\b|boucl|\bclos"), "terminées"),
    (re.compile(r"abandonn|annul"), "abandonnées"),
    (re.compile(r"a faire|pas commenc|pas demarr"), "à faire"),
    (re.compile(r"en cours"), "en cours"),
)
_BY_STATUS = {
    "bloquées": ActionStatus.BLOCKED,
    "terminées": ActionStatus.DONE,
    "abandonnées": ActionStatus.DROPPED,
    "à faire": ActionStatus.TODO,
    "en cours": ActionStatus.DOING,
}


def state_in(plain: str, *, dated: bool) -> str:
    """The state in a folded question; « à faire en décembre » is due then, whatever its state."""
    state = next((word for shape, word in _STATES if shape.search(plain)), "")
    return "ouvertes" if dated and state in {"à faire", ""} else state


def of_state(state: str, today: date) -> Callable[[Action], bool]:
    """Whether an action is in this state."""
    if state in _BY_STATUS:
        return lambda action: action.status is _BY_STATUS[state]
    if state == "en retard":
        return lambda action: is_late(action, today)
    if state == "sans nouvelles":
        last = today - timedelta(days=SILENCE_DAYS)
        return lambda one: one.is_open and (one.last_news is None or one.last_news <= last)
    return lambda action: action.is_open


def is_late(action: Action, today: date) -> bool:
    """Open, and its day is past."""
    return action.is_open and action.due is not None and action.due < today
