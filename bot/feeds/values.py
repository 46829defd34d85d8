"""Values of iCalendar properties to Python: moments, lengths, words."""

import re
from datetime import UTC, date, datetime, timedelta, tzinfo

Moment = date | datetime

_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_DAY = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})")
_LEAP = re.compile(r"(T\d{2}:?\d{2}:?)60")
_MIDNIGHT = re.compile(r"T24:?00(?::?00)?")
_DURATION = re.compile(
    r"([+-])?P(?:(\d{1,6})W)?(?:(\d{1,6})D)?(?:T(?:(\d{1,6})H)?(?:(\d{1,6})M)?(?:(\d{1,6})S)?)?"
)
_UNITS = ("weeks", "days", "hours", "minutes", "seconds")


def words(value: str) -> str:
    """A TEXT value without its escapes."""
    return _ESCAPE.sub(lambda found: "\n" if found[1] in "nN" else found[1], value).strip()


def moment(value: str, *, as_day: bool = False) -> Moment:
    """A day, a floating hour or an instant in UTC, leniently written. ValueError when it is none."""
    text = value.strip().upper()
    if as_day or len(text) in {8, 10}:
        return _day(text)
    late = _MIDNIGHT.search(text)
    text = _LEAP.sub(r"\g<1>59", _MIDNIGHT.sub("T000000", text))
    read = datetime.fromisoformat(text)
    if late:
        read += timedelta(days=1)
    return read.astimezone(UTC) if read.tzinfo else read


def _day(text: str) -> date:
    found = _DAY.match(text)
    if found is None:
        raise ValueError(text[:20])
    return date(*map(int, found.groups()))


def duration(value: str) -> timedelta:
    """A length of time. ValueError when it is none."""
    found = _DURATION.fullmatch(value.strip().upper())
    if found is None or not any(found.groups()[1:]):
        raise ValueError(value[:20])
    parts = dict(zip(_UNITS, (int(part or 0) for part in found.groups()[1:]), strict=True))
    length = timedelta(**parts)
    return -length if found[1] == "-" else length


def is_day(value: Moment) -> bool:
    """Whether it is a whole day, not an hour."""
    return not isinstance(value, datetime)


def aware(value: Moment, zone: tzinfo) -> datetime:
    """The instant; a day begins at midnight in `zone`, a floating hour is meant there."""
    if not isinstance(value, datetime):
        return datetime(value.year, value.month, value.day, tzinfo=zone)
    return value if value.tzinfo else value.replace(tzinfo=zone)


def utc(value: Moment, zone: tzinfo) -> datetime:
    """The same instant in UTC."""
    return aware(value, zone).astimezone(UTC)
