"""What somebody wants of the programme, as a value: days, venues, families, words."""

from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum

from dialogs.programme.aspects import Aspect
from dialogs.programme.families import families
from storage.records import JSON, EventStatus

KIND = "programme.question"


class Part(StrEnum):
    """Part of a day, with the hours at which something may begin."""

    MORNING = "matin"
    NOON = "midi"
    AFTERNOON = "après-midi"
    EVENING = "soir"

    @property
    def hours(self) -> tuple[time, time]:
        """[from, to) of a beginning."""
        return _HOURS[self]


_HOURS = {
    Part.MORNING: (time(0), time(12)),
    Part.NOON: (time(11, 30), time(14)),
    Part.AFTERNOON: (time(12), time(18)),
    Part.EVENING: (time(18), time.max),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Days are both included; `end` None = from `start` on. `wants` are families, `words` bare."""

    start: date
    end: date | None = None
    dated: bool = False
    said: str = ""  # the date as it was written
    feast: str = ""  # « noel »: announced in words as often as by its day
    part: Part | None = None
    venues: tuple[str, ...] = ()
    wants: tuple[str, ...] = ()
    without: tuple[str, ...] = ()  # venues left out
    unwanted: tuple[str, ...] = ()  # families left out
    ages: tuple[tuple[int, int], ...] = ()  # from, to
    words: tuple[str, ...] = ()
    quoted: tuple[str, ...] = ()  # the same words as the person wrote them
    status: EventStatus | None = None
    aspect: Aspect | None = None
    text: str = ""  # folded, for titles that it holds
    shown: int = 0  # lines shown before: « montre plus »

    def to_json(self) -> JSON:
        """The subject of a talk."""
        return {
            "kind": KIND,
            "start": self.start.isoformat(),
            "end": self.end.isoformat() if self.end else None,
            "dated": self.dated,
            "said": self.said,
            "feast": self.feast,
            "part": self.part,
            "venues": list(self.venues),
            "wants": list(self.wants),
            "without": list(self.without),
            "unwanted": list(self.unwanted),
            "ages": [list(pair) for pair in self.ages],
            "words": list(self.words),
            "quoted": list(self.quoted),
            "status": self.status,
            "aspect": self.aspect,
            "text": self.text,
            "shown": self.shown,
        }

    @staticmethod
    def from_json(state: JSON) -> "Question":
        """The inverse of `to_json`; what an older release did not keep is empty."""
        words = tuple(state["words"])
        return Question(
            start=date.fromisoformat(state["start"]),
            end=date.fromisoformat(state["end"]) if state["end"] else None,
            dated=state["dated"],
            said=state["said"],
            feast=state.get("feast", ""),
            part=Part(state["part"]) if state["part"] else None,
            venues=tuple(state["venues"]),
            wants=_known(state["wants"]),
            without=tuple(state.get("without", ())),
            unwanted=_known(state.get("unwanted", ())),
            ages=tuple((least, most) for least, most in state.get("ages", ())),
            words=words,
            quoted=tuple(state.get("quoted", words)),
            status=EventStatus(state["status"]) if state["status"] else None,
            aspect=Aspect(state["aspect"]) if state.get("aspect") else None,
            text=state.get("text", ""),
            shown=state.get("shown", 0),
        )


def _known(names: list[str]) -> tuple[str, ...]:
    """A family that an older release knew and this one does not is left out."""
    return tuple(name for name in names if name in families())
