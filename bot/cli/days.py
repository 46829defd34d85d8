"""Days and weeks as the operator types them: 2026-11-30, 2026-W48."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.cli.ending import Misuse
from dialogs.french.calendar import Week


def day(text: str) -> date:
    """An ISO day; told in French otherwise."""
    try:
        return date.fromisoformat(text)
    except ValueError as wrong:
        raise Misuse(f"« {text} » n’est pas un jour ; par exemple 2026-11-30.") from wrong


def moment(text: str, zone: ZoneInfo) -> datetime:
    """An ISO day and hour, the town's where it names no zone; told in French otherwise."""
    try:
        read = datetime.fromisoformat(text)
    except ValueError as wrong:
        raise Misuse(f"« {text} » n’est pas un moment ; par exemple 2026-11-30T09:00.") from wrong
    return read.astimezone(zone) if read.tzinfo else read.replace(tzinfo=zone)


def week(text: str) -> Week:
    """An ISO week; told in French otherwise."""
    try:
        return Week.parse(text)
    except ValueError as wrong:
        raise Misuse(f"« {text} » n’est pas une semaine ; par exemple 2026-W48.") from wrong
