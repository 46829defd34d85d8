"""Orders that their shape alone tells, or their shape and one of one's own lines: no weighing."""

import re
from collections.abc import Sequence

from dialogs.mentions.asides import circle_in
from dialogs.scene import Intent, IntentName
from dialogs.understand.clean import one_or_more
from dialogs.understand.edits import edit
from dialogs.understand.proposing import proposed
from dialogs.understand.relaying import passed
from dialogs.understand.sharing import Sharing, Wanted, sharing
from storage.records import Skill, Visibility

_MY_DAYS = re.compile(
    r"\b(?:mes (?:jours|horaires|présences?)(?: de (?:présence|travail))?|mon planning|ma présence)\b",
    re.IGNORECASE,
)
_HIDES = re.compile(
    r"\b(?:cache\w*|masque\w*|(?:montre\w*|affiche\w*|dis|dites|dire|donne\w*|partage\w*) (?:pas|plus|personne))\b",
    re.IGNORECASE,
)


_PERSON = re.compile(r"\s*cherche une personne\s*:\s*(\S.*)", re.IGNORECASE | re.DOTALL)
_SOMEBODY = re.compile(
    r"\b(?:qui|ki|quelqu\W?une?|qqn|kelk\W?un|personnes?|gens|nom|contacts?|référente?s?|interlocut\w+"
    r"|collègues?|colègues?|agente?s?)\b",
    re.IGNORECASE,
)


def asks_for_somebody(text: str) -> bool:
    """Whether a person may be what a message is after, whatever it was taken for."""
    return bool(_SOMEBODY.search(text))


def plain_order(text: str, skills: Sequence[Skill]) -> Intent | None:
    """The intent of a message whose shape leaves no doubt; None for all others."""
    if sought := _PERSON.match(text):
        return Intent(name=IntentName.EXPERT_QUESTION, text=sought[1])
    if relayed := passed(text):
        passing: dict[str, object] = {"passing": relayed.act.value}
        if relayed.number:
            passing["number"] = relayed.number
        return Intent(name=IntentName.EXPERT_QUESTION, text=text, slots=passing)
    if proposed(text):
        return Intent(name=IntentName.DECLARE_SKILL, text=text, slots={"proposes": True})
    if shared := sharing(text):
        return _shares(text, shared)
    if circle := _circle_of_days(text):
        days = {"op": "update", "days_for": circle.value}
        return Intent(name=IntentName.DECLARE_SKILL, text=text, slots=days)
    if changed := edit(text, skills):
        said = one_or_more(line.text for line in changed.lines)
        slots = {"op": "update", "skill": said}
        return Intent(name=IntentName.DECLARE_SKILL, text=text, slots=slots)
    return None


def _circle_of_days(text: str) -> Visibility | None:
    """« ne montre pas mes jours », « mes jours : juste pour mon équipement »."""
    if not _MY_DAYS.search(text):
        return None
    return Visibility.ME if _HIDES.search(text) else circle_in(text)


def _shares(text: str, shared: Sharing) -> Intent:
    asks = shared.wanted is Wanted.DEMAND
    slots: dict[str, object] = {"share": shared.wanted.value}
    if shared.wanted is Wanted.TEACH:
        slots["op"] = "add"
    if shared.subjects:
        slots["skill"] = one_or_more(shared.subjects)
    name = IntentName.EXPERT_QUESTION if asks else IntentName.DECLARE_SKILL
    return Intent(name=name, text=text, slots=slots)
