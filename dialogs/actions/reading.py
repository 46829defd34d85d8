"""What a stretch of French says of one action: status, progress, due day, blocker."""

import re
from dataclasses import dataclass
from datetime import date

from dialogs.actions import cues
from dialogs.french import dates
from dialogs.french.words import fold, stems
from storage.records import Action, ActionStatus

_GLUED = re.compile(
    r"\bj(?=ai\b|abandonn|arret|attend|attaqu|avanc|envoi|esper|essai|oubli|ouvr|organis|appel)"
)
_ALL = 100
_LONGEST_BLOCKER = 200
_SHORT = 2
_WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")


@dataclass(frozen=True, slots=True)
class Reading:
    """None = not said. `unclear` when it says that the due day moves, and not to which day."""

    status: ActionStatus | None = None
    progress: int | None = None
    due: date | None = None
    blocker: str | None = None
    late: bool = False
    unclear: bool = False
    same: bool = False
    impossible: bool = False  # 120 %, -5 %

    @property
    def says_nothing(self) -> bool:
        """Whether there is nothing to note at all."""
        said = (self.status, self.progress, self.due, self.blocker)
        return all(value is None for value in said) and not (
            self.late or self.same or self.unclear or self.impossible
        )


def read(text: str, action: Action, today: date) -> Reading:
    """Reads `text` as news of `action`."""
    plain = _plain(text)
    progress = _progress(plain)
    status = _status(plain, action, progress)
    if status is ActionStatus.DONE and progress is None:
        progress = _ALL
    ended = status in {ActionStatus.DONE, ActionStatus.DROPPED}
    due = None if ended else _due(text, action, today)
    postponed = bool(cues.POSTPONED.search(plain)) and not ended
    return Reading(
        status=status,
        progress=progress,
        due=due,
        blocker=_blocker(text) if status is ActionStatus.BLOCKED else None,
        late=bool(cues.LATE.search(plain)) and not ended,
        unclear=postponed and due is None,
        same=bool(cues.SAME.search(plain)),
        impossible=_is_impossible(plain),
    )


def is_late(text: str) -> bool:
    """« En retard », said of an action."""
    return bool(cues.LATE.search(_plain(text)))


def _plain(text: str) -> str:
    """Folded, with the apostrophe that hurried people leave out: « jabandonne ».

    « en fait » and the like are gone: they say nothing of what is done.
    """
    plain = _GLUED.sub("j'", fold(text))
    return plain if cues.SET_DONE.search(plain) else cues.IDIOMS.sub(" ", plain)


def _is_impossible(plain: str) -> bool:
    figures = [int(match["figure"]) for match in cues.PERCENT.finditer(plain)]
    return any(figure > _ALL for figure in figures) or bool(cues.BELOW_ZERO.search(plain))


def _progress(plain: str) -> int | None:
    figures = [int(match["figure"]) for match in cues.PERCENT.finditer(plain)]
    if figures:
        return min(figures[-1], _ALL)
    return next((value for shape, value in cues.PARTS if shape.search(plain)), None)


def _status(plain: str, action: Action, progress: int | None) -> ActionStatus | None:
    if action.status is ActionStatus.BLOCKED and cues.AGREED.search(plain):
        return ActionStatus.DOING
    for shape, status in cues.ORDER:
        if shape.search(plain):
            return status
    if progress is not None:
        return _of_progress(progress, plain)
    if cues.NOT_STARTED.search(plain) or cues.FUTURE_START.search(plain):
        # What is under way does not fall back because its next part starts later.
        return ActionStatus.TODO if action.status is ActionStatus.TODO else None
    if _is_done(plain, action):
        return ActionStatus.DONE
    if cues.DOING.search(plain) or (cues.DONE.search(plain) and not cues.SAME.search(plain)):
        return ActionStatus.DOING
    return None


def _of_progress(progress: int, plain: str) -> ActionStatus:
    if progress == _ALL and not cues.NOT_DONE.search(plain):
        return ActionStatus.DONE
    return ActionStatus.DOING


def _is_done(plain: str, action: Action) -> bool:
    if not cues.DONE.search(plain) or cues.NOT_DONE.search(plain):
        return False
    step = cues.STEP.search(plain)
    # « j'ai bouclé les prises de son »: a step is finished, unless it is what the action is about.
    return step is None or bool(set(stems(step["what"])) & set(stems(action.title)))


def _due(text: str, action: Action, today: date) -> date | None:
    plain = fold(text)
    wanted = None
    for found in dates.find_all(text, today):
        if found.is_past or _is_of_title(text[slice(*found.span)], action):
            continue
        if _is_due(plain, found.span) and not _is_old(plain, found.span):
            wanted = found.deadline
    if wanted is None and cues.POSTPONED.search(plain) and action.due is not None:
        wanted = dates.shift_from(text, action.due)
    return wanted


def _is_due(plain: str, span: tuple[int, int]) -> bool:
    """The nearest cue decides, before the date or in its own words (« d'ici mars »)."""
    if cues.AFTER.match(plain, span[1]):
        return True
    first = _first_words(plain, span)
    before = plain[: span[0]]
    if any(cues.ADJACENT.search(told) for told in (before, first, f"{before}{first}")):
        return True
    told = plain[: span[1]]
    last_due = max((match.start() for match in cues.DUE.finditer(told)), default=-1)
    last_other = max((match.start() for match in cues.OTHER.finditer(told)), default=-1)
    return last_due > last_other


def _first_words(plain: str, span: tuple[int, int]) -> str:
    """« d'ici » and « avant » may be part of the phrase itself."""
    return " ".join(plain[slice(*span)].split()[:1])


def _is_of_title(phrase: str, action: Action) -> bool:
    """« la garde d'enfants du samedi »: the day is in the title, not a due day."""
    said = set(fold(phrase).split())
    return len(said) <= _SHORT and bool(said & set(fold(action.title).split()) & set(_WEEKDAYS))


def _is_old(plain: str, span: tuple[int, int]) -> bool:
    before = plain[max(0, span[0] - 25) : span[0]]
    return bool(re.search(r"(?:au lieu d\w*|initialement|et non|pas)\s*(?:le |l[ae] )?$", before))


def _blocker(text: str) -> str | None:
    found = cues.BLOCKER.search(fold(text))
    if found is None:
        return None
    group = "why" if found["why"] else "wait"
    # Folding may lengthen a ligature: the words are taken from the text only where they align.
    start, end = found.span(group)
    source = text if len(fold(text)) == len(text) else fold(text)
    return source[start:end].strip(" ,.").strip()[:_LONGEST_BLOCKER] or None
