"""What the bot says of one side of an event: only what its announcement says, or that it does not."""

from collections.abc import Sequence

from dialogs.french import say
from dialogs.programme.aspects import Aspect, announced
from dialogs.programme.digest import Item
from dialogs.programme.lines import capital
from dialogs.programme.status import OFF
from storage.records import EventStatus

NO_HOURS = "Je lis le programme, pas les horaires d’ouverture : demandez-les à l’équipement."
_NAMES = {
    Aspect.PRICE: ("Prix", "le prix"),
    Aspect.AGE: ("Âges", "l’âge"),
    Aspect.BOOKING: ("Réservation", "s’il faut réserver"),
    Aspect.PLACES: ("Places", "s’il reste des places"),
    Aspect.END: ("Fin", "l’heure de fin"),
    Aspect.DURATION: ("Durée", "la durée"),
}
_CHANGES = {
    EventStatus.CANCELLED: "annulation annoncée",
    EventStatus.POSTPONED: "report annoncé",
    EventStatus.FULL: "complet",
}


def lead(aspect: Aspect, items: Sequence[Item]) -> str:
    """The direct answer when all lines are of one title; "" when there are several."""
    titles = {item.title for item in items}
    if len(titles) != 1:
        return ""
    title = f"« {items[0].title} »"
    if aspect is Aspect.STATE:
        return _kept(title, items)
    if aspect is Aspect.PLACES and _full(items):
        return f"Complet d’après l’agenda : {title}{_on(_full(items), items)}."
    if aspect is Aspect.NEXT:
        return f"Prochaine date pour {title} : {_moment(items[0])}."
    if aspect not in _NAMES or any(_told(aspect, item) for item in items):
        return ""
    missing = _NAMES[aspect][1]
    return f"Les agendas ne disent pas {missing} pour {title} : demandez à l’équipement."


def told(aspect: Aspect, item: Item) -> str:
    """A line below an event: « Prix : « 4 €. » »."""
    said = _told(aspect, item)
    if aspect not in _NAMES or (aspect is Aspect.PLACES and item.status is EventStatus.FULL):
        return ""
    return f"{_NAMES[aspect][0]} : {said or 'non précisé dans l’agenda'}"


def _told(aspect: Aspect, item: Item) -> str:
    first = item.showings[0]
    if aspect is Aspect.END and item.is_long:
        return say.day(item.last_day)
    timed = not first.all_day and first.end > first.start and not item.is_long
    if aspect is Aspect.END:
        return say.listing([say.hour(one.end) for one in item.showings]) if timed else ""
    if aspect is Aspect.DURATION and timed:
        return _length(int((first.end - first.start).total_seconds()) // 60)
    said = announced(aspect, first.description)
    return f"« {said} »" if said else ""


def _kept(title: str, items: Sequence[Item]) -> str:
    changed = [item for item in items if item.status in _CHANGES]
    if not changed:
        return f"Aucune annulation ni aucun report annoncé pour {title}."
    off = [item for item in changed if item.status in OFF]
    if not off:
        return f"Maintenu, mais complet d’après l’agenda : {title}{_on(changed, items)}."
    words = say.listing(list(dict.fromkeys(_CHANGES[item.status] for item in off)))
    if len(off) == len(items):
        return f"{capital(words)} pour {title}."
    return f"Attention : {words} pour {title}{_on(off, items)}, le reste est maintenu."


def _full(items: Sequence[Item]) -> list[Item]:
    return [item for item in items if item.status is EventStatus.FULL]


def _on(some: Sequence[Item], items: Sequence[Item]) -> str:
    """The days, when only some of the dates are meant."""
    if len(some) == len(items):
        return ""
    return " " + say.listing([say.day(item.first_day) for item in some])


def _moment(item: Item) -> str:
    hours = say.listing([say.hour(at) for at in item.hours])
    if item.is_long:
        return say.span(item.first_day, item.last_day)
    return f"{say.day(item.first_day)}{f' à {hours}' if hours else ''}"


def _length(minutes: int) -> str:
    hours, left = divmod(minutes, 60)
    if not hours:
        return f"{left} minutes"
    return f"{hours} h {left:02d}" if left else say.count(hours, "heure")
