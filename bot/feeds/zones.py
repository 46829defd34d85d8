"""Names of time zones, as calendars write them, to zones.

In this order: a name of the IANA base, a name of Windows, the definition that the file itself brings,
a city in a display name (« (UTC+01:00) Brussels, Copenhagen, Madrid, Paris »), a fixed offset; else the
town's zone, with a warning.
"""

import functools
import re
from datetime import UTC, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo, available_timezones

from icalendar import Timezone
from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

from bot.feeds import texts

_UTC_NAMES = frozenset({"UTC", "GMT", "Z", "ETC/UTC", "UNIVERSAL"})
_OFFSET = re.compile(r"\(?(?:UTC|GMT)?\s*([+-])(\d{1,2})(?::?(\d{2}))?\)?", re.IGNORECASE)
_DISPLAY = re.compile(r"\((?:UTC|GMT)[^)]*\)\s*", re.IGNORECASE)
_RULE = re.compile(r"RRULE:(?:(?!.*FREQ=YEARLY)|.*INTERVAL=(?:0*(?:;|$)|-))", re.IGNORECASE)
_LONGEST_DEFINITION = 400
# What Windows shows for zones that it does not name by a city.
_DISPLAY_NAMES = {
    "eastern time": "America/New_York",
    "central time": "America/Chicago",
    "mountain time": "America/Denver",
    "pacific time": "America/Los_Angeles",
    "atlantic time": "America/Halifax",
    "coordinated universal time": "UTC",
    "west central africa": "Africa/Lagos",
    "hawaii": "Pacific/Honolulu",
    "alaska": "America/Anchorage",
    "beijing": "Asia/Shanghai",
    "osaka": "Asia/Tokyo",
    "bern": "Europe/Zurich",
    "edinburgh": "Europe/London",
    "cape verde is": "Atlantic/Cape_Verde",
    "abu dhabi": "Asia/Dubai",
}


class Zones:
    """The zones of one calendar. `warnings` gathers one sentence for each name that nobody knows."""

    def __init__(self, definitions: dict[str, list[str]], *, town: ZoneInfo) -> None:
        self._definitions = definitions
        self._town = town
        self._known: dict[str, tzinfo] = {}
        self.warnings: list[str] = []

    def find(self, name: str) -> tzinfo:
        """The zone that `name` stands for; the town's when nobody knows it."""
        if name not in self._known:
            self._known[name] = self._resolve(name)
        return self._known[name]

    def _resolve(self, name: str) -> tzinfo:
        clean = name.strip().strip('"').strip()
        if not clean:
            return self._town
        found = _named(clean) or self._defined(name) or self._defined(clean) or _guessed(clean)
        if found is None:
            self.warnings.append(texts.unknown_zone(clean, self._town.key))
            return self._town
        return found

    def _defined(self, name: str) -> tzinfo | None:
        lines = self._definitions.get(name)
        # Anything but a yearly change of hour would be unfolded for ever.
        if not lines or len(lines) > _LONGEST_DEFINITION or any(map(_RULE.match, lines)):
            return None
        try:
            defined = Timezone.from_ical("\r\n".join(lines) + "\r\n")
            return defined.to_tz(lookup_tzid=False) if isinstance(defined, Timezone) else None
        except Exception:  # noqa: BLE001 - whatever a broken definition raises, the name remains to guess from
            return None


def _named(name: str) -> tzinfo | None:
    if name.upper() in _UTC_NAMES:
        return UTC
    if found := _iana(name):
        return found
    windows = WINDOWS_TO_OLSON.get(name)
    if windows:
        return _iana(windows)
    # « /mozilla.org/20050126_1/Europe/Paris », « /citadel.org/…/America/Argentina/Salta »
    parts = name.split("/")
    tails = ("/".join(parts[-count:]) for count in (3, 2) if len(parts) > count)
    return next((zone for tail in tails if (zone := _iana(tail))), None)


def _iana(name: str) -> ZoneInfo | None:
    known = _by_plain_name().get(name.casefold())
    return ZoneInfo(known) if known else None


@functools.cache
def _by_plain_name() -> dict[str, str]:
    return {name.casefold(): name for name in available_timezones()}


@functools.cache
def _by_city() -> dict[str, str]:
    names = sorted(name for name in available_timezones() if "/" in name)
    cities = {name.rpartition("/")[2].replace("_", " ").casefold(): name for name in names}
    return cities | _DISPLAY_NAMES


def _guessed(name: str) -> tzinfo | None:
    offset = _OFFSET.fullmatch(name)
    if offset:
        length = timedelta(hours=int(offset[2]), minutes=int(offset[3] or 0))
        if length < timedelta(hours=24):
            return timezone(-length if offset[1] == "-" else length)
    cities = re.split(r"[,/(]", _DISPLAY.sub("", name))
    plain = (city.strip().replace("_", " ").casefold() for city in cities)
    return next((ZoneInfo(_by_city()[city]) for city in plain if city in _by_city()), None)
