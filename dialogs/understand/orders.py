"""Orders that their shape alone tells, or their shape and one of one's own lines: no weighing."""

from collections.abc import Sequence

from dialogs.scene import Intent, IntentName
from dialogs.understand.clean import one_or_more
from dialogs.understand.edits import edit
from dialogs.understand.sharing import Sharing, Wanted, sharing
from storage.records import Skill


def plain_order(text: str, skills: Sequence[Skill]) -> Intent | None:
    """The intent of a message whose shape leaves no doubt; None for all others."""
    if shared := sharing(text):
        return _shares(text, shared)
    if changed := edit(text, skills):
        said = one_or_more(line.text for line in changed.lines)
        slots = {"op": "update", "skill": said}
        return Intent(name=IntentName.DECLARE_SKILL, text=text, slots=slots)
    return None


def _shares(text: str, shared: Sharing) -> Intent:
    asks = shared.wanted is Wanted.DEMAND
    slots: dict[str, object] = {"share": shared.wanted.value}
    if shared.wanted is Wanted.TEACH:
        slots["op"] = "add"
    if shared.subjects:
        slots["skill"] = one_or_more(shared.subjects)
    name = IntentName.EXPERT_QUESTION if asks else IntentName.DECLARE_SKILL
    return Intent(name=name, text=text, slots=slots)
