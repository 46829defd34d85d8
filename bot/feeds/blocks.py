"""Logical lines to calendars and their entries: the tree of an iCalendar file, as far as we need it.

A line or an entry that is broken harms only itself: nothing here raises on what a file may hold.
"""

import quopri
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

_DATED = frozenset({"DTSTART", "DTEND", "RDATE", "EXDATE", "RECURRENCE-ID"})
_WORDED = frozenset({"SUMMARY", "LOCATION", "DESCRIPTION", "X-ALT-DESC", "CATEGORIES"})
_KEPT = (
    _DATED | _WORDED | {"UID", "SEQUENCE", "LAST-MODIFIED", "DURATION", "RRULE", "URL", "STATUS"}
)
_OF_CALENDAR = frozenset({"X-WR-TIMEZONE", "METHOD"})

_NAME = re.compile(r"\s*([A-Za-z0-9-]+)\s*(?=[;:])")
# One way only to match: « [^":]+ » repeated would take for ever on a long line without a colon.
_SPLIT = re.compile(r'((?:[^":]|"[^"]*")*):(.*)', re.DOTALL)
_PARAM = re.compile(r';\s*([A-Za-z0-9-]+)\s*=\s*("[^"]*"|[^;]*)')
_ENTRY = "VEVENT"


@dataclass(frozen=True, slots=True)
class Line:
    """One property: names in capitals, parameters unquoted, the value as it is written."""

    name: str
    params: dict[str, str]
    value: str


@dataclass(slots=True)
class Block:
    """One VEVENT. `number` is its first line in the file."""

    number: int
    lines: dict[str, list[Line]] = field(default_factory=dict)

    def first(self, name: str) -> Line | None:
        """The property, or the first of several."""
        found = self.lines.get(name)
        return found[0] if found else None

    def value(self, name: str) -> str:
        """The trimmed value of the property, "" when it is absent."""
        line = self.first(name)
        return line.value.strip() if line else ""


@dataclass(slots=True)
class CalendarBlock:
    """One VCALENDAR. `zones` holds the text of each VTIMEZONE by its TZID."""

    lines: dict[str, str] = field(default_factory=dict)
    zones: dict[str, list[str]] = field(default_factory=dict)
    entries: list[Block] = field(default_factory=list)


@dataclass(slots=True)
class Tree:
    """All calendars of a file. `complete` is False when the file stops inside of one."""

    calendars: list[CalendarBlock] = field(default_factory=list)
    complete: bool = True


def read(lines: Iterable[tuple[int, str]]) -> Tree:
    """The calendars of a file, each with its zones and entries."""
    builder = _Builder()
    for number, text in _whole(lines):
        upper = text[:6].upper()
        if upper == "BEGIN:":
            builder.begin(text[6:].strip().upper(), number)
        elif upper.startswith("END:"):
            builder.end(text[4:].strip().upper())
        else:
            builder.line(text)
    return builder.tree()


class _Builder:
    """Walks down and up the components; keeps what stands directly in an entry or a calendar."""

    def __init__(self) -> None:
        self._tree = Tree()
        self._path: list[str] = []
        self._zone: list[str] = []
        self._last: list[Line] = []
        self._bare = False

    def begin(self, name: str, number: int) -> None:
        """BEGIN of a component. An entry that was never closed ends where the next one begins."""
        if name == "VCALENDAR":
            self._path = [name]
            self._tree.calendars.append(CalendarBlock())
            return
        if not self._path and self._tree.calendars:
            return
        if not self._path:
            # Entries without a calendar around them: the file itself is the calendar.
            self._bare = True
            self._path = ["VCALENDAR"]
            self._tree.calendars.append(CalendarBlock())
        if name == _ENTRY:
            self._path = ["VCALENDAR", name]
            self._tree.calendars[-1].entries.append(Block(number))
        elif "VTIMEZONE" in self._path:
            self._path.append(name)
            self._zone.append(f"BEGIN:{name}")
        else:
            self._path.append(name)
            self._zone = [f"BEGIN:{name}"]

    def end(self, name: str) -> None:
        """END of a component; one that was never opened is ignored."""
        if name not in self._path:
            return
        if "VTIMEZONE" in self._path:
            self._zone.append(f"END:{name}")
        while self._path.pop() != name:
            pass
        if name == "VTIMEZONE":
            self._keep_zone()

    def line(self, text: str) -> None:
        """A property of whatever is open."""
        if not self._path:
            return
        if "VTIMEZONE" in self._path:
            self._zone.append(text)
        elif self._path[-1] == _ENTRY:
            self._property(text)
        elif self._path == ["VCALENDAR"]:
            name, _, value = text.partition(":")
            name = name.partition(";")[0].strip().upper()
            if name in _OF_CALENDAR:
                self._tree.calendars[-1].lines.setdefault(name, value.strip())

    def tree(self) -> Tree:
        """What was read; an entry that the end of the file cuts is left out."""
        self._tree.complete = not self._path or (self._bare and self._path == ["VCALENDAR"])
        if _ENTRY in self._path:
            self._tree.calendars[-1].entries.pop()
        return self._tree

    def _property(self, text: str) -> None:
        line = parsed(text)
        entry = self._tree.calendars[-1].entries[-1]
        if line is None:
            # A line end that somebody's program forgot to escape: the words belong to the text before.
            if self._last and self._last[0].name in _WORDED and not _is_named(text):
                before = self._last.pop()
                joined = Line(before.name, before.params, f"{before.value}\\n{text}")
                entry.lines[before.name][-1] = joined
                self._last = [joined]
            return
        self._last = [line] if line.name in entry.lines or line.name in _KEPT else []
        if line.name in _KEPT:
            entry.lines.setdefault(line.name, []).append(line)

    def _keep_zone(self) -> None:
        named = next((text for text in self._zone if text[:5].upper() == "TZID:"), "")
        if named:
            self._tree.calendars[-1].zones.setdefault(named[5:].strip(), self._zone)
        self._zone = []


def _is_named(text: str) -> bool:
    """Whether a broken line begins with a property's name: then it is no piece of the one before."""
    start = _NAME.match(text)
    return start is not None and start[1].upper() in _KEPT


def parsed(text: str) -> Line | None:
    """One content line, or None when it does not even begin with a property's name."""
    start = _NAME.match(text)
    if start is None:
        return None
    name = start[1].upper()
    if name in _DATED:
        # Dates hold no colon, names of zones sometimes do: « TZID=(UTC+01:00) Paris:20261125T203000 ».
        head, colon, value = text.rpartition(":")
    elif found := _SPLIT.match(text):
        head, colon, value = found[1], ":", found[2]
    else:
        head, colon, value = text.partition(":")
    if not colon:
        return None
    params = {pair[1].upper(): pair[2].strip('"').strip() for pair in _PARAM.finditer(head)}
    return Line(name, params, value)


def _whole(lines: Iterable[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    """Joins and decodes the quoted-printable lines of older programs (vCalendar 1.0)."""
    waiting: tuple[int, str] | None = None
    for number, text in lines:
        if waiting is not None:
            waiting = (waiting[0], waiting[1][:-1] + text.lstrip())
        elif "QUOTED-PRINTABLE" in text.partition(":")[0].upper():
            waiting = (number, text)
        else:
            yield number, text
            continue
        if not waiting[1].endswith("="):
            yield waiting[0], _unquoted(waiting[1])
            waiting = None
    if waiting is not None:
        yield waiting[0], _unquoted(waiting[1])


def _unquoted(text: str) -> str:
    head, _, value = text.partition(":")
    raw = quopri.decodestring(value.rstrip("=").encode())
    try:
        plain = raw.decode()
    except UnicodeDecodeError:
        plain = raw.decode("cp1252", "replace")
    return f"{head}:" + plain.replace("\r\n", "\\n").replace("\n", "\\n")
