"""Questions about the register: one action, or those of a person, an axis, a state."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from dialogs.actions.flow import Desk
from dialogs.actions.reminders import SILENCE_DAYS
from dialogs.french.words import fold
from dialogs.mentions.actions import find_actions, is_clear
from dialogs.mentions.people import find_people
from dialogs.scene import Intent
from storage.records import Action, ActionStatus, Person

_MINE = re.compile(
    r"\b(?:mes|mon|ma)\s+(?:\w+\s+)?actions?\b|\bje pilote\b|\bmoi\b|\bmes (?:taches|dossiers)\b"
)

_STATES: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"en retard|depass|retard"), "en retard"),
    (re.compile(r"sans (?:nouvelles?|news)|silencieu|rien dit"), "sans nouvelles"),
    (re.compile(r"bloqu|coinc"), "bloquées"),
    (re.compile(r"termin|fini|faites?\b|boucl|clos"), "terminées"),
    (re.compile(r"abandonn|annul"), "abandonnées"),
    (re.compile(r"a faire|pas commenc|pas demarr"), "à faire"),
    (re.compile(r"en cours"), "en cours"),
    (re.compile(r"ouvert|restent?\b|reste a"), "ouvertes"),
)
_BY_STATUS = {
    "bloquées": ActionStatus.BLOCKED,
    "terminées": ActionStatus.DONE,
    "abandonnées": ActionStatus.DROPPED,
    "à faire": ActionStatus.TODO,
    "en cours": ActionStatus.DOING,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Which actions are asked about; `number` for a single one."""

    number: int | None = None
    person: Person | None = None
    axis: str = ""
    state: str = ""

    @property
    def heading(self) -> str:
        """What the list is called."""
        whose = f" de {self.person.name}" if self.person else ""
        axis = f" de l’axe {self.axis}" if self.axis else ""
        return f"Actions{' ' + self.state if self.state else ''}{whose}{axis}"


def read(intent: Intent, desk: Desk, axes: Sequence[str]) -> Question:
    """The question in a sentence."""
    plain = fold(intent.text)
    people = find_people(intent.text, tuple(desk.people.values()))
    person = people[0].person if len(people) == 1 else None
    if _MINE.search(plain):
        person = desk.asker
    axis = next((one for one in axes if re.search(rf"\b{re.escape(fold(one))}\b", plain)), "")
    state = next((word for shape, word in _STATES if shape.search(plain)), "")
    mentions = find_actions(intent.text, desk.register)
    numbered = bool(mentions) and mentions[0].by == "number"
    wide = person is not None or "actions" in plain or bool(axis and "axe" in plain)
    if numbered or (mentions and not wide and (is_clear(mentions) or not state)):
        return Question(number=mentions[0].number)
    return Question(person=person, axis=axis, state=state)


def choose(question: Question, desk: Desk) -> tuple[Action, ...]:
    """The actions that fit, the nearest due day first."""
    rules: list[Callable[[Action], bool]] = []
    person, axis = question.person, question.axis
    if person is not None:
        rules.append(lambda action: action.owner_id == person.id)
    if axis:
        rules.append(lambda action: action.axis == axis)
    rules.append(_of_state(question.state, desk, everything=person is None and not axis))
    found = [action for action in desk.register if all(rule(action) for rule in rules)]
    return tuple(
        sorted(found, key=lambda one: (one.due is None, one.due or desk.today, one.number))
    )


def _of_state(state: str, desk: Desk, *, everything: bool) -> Callable[[Action], bool]:
    if state in _BY_STATUS:
        return lambda action: action.status is _BY_STATUS[state]
    if state == "en retard":
        return lambda one: one.is_open and one.due is not None and one.due < desk.today
    if state == "sans nouvelles":
        last = desk.today - timedelta(days=SILENCE_DAYS)
        return lambda one: one.is_open and (one.last_news is None or one.last_news <= last)
    if state == "ouvertes" or everything:
        return lambda action: action.is_open
    return lambda _action: True
