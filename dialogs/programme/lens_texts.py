"""The weekly card of a group that has an eye of its own: what is for it, and why, comes first."""

from collections.abc import Iterable, Sequence
from datetime import date

from dialogs.french import say
from dialogs.messages import Facts, Fold, Heading, Part, Text
from dialogs.programme.digest import VISIBLE, Digest, Item
from dialogs.programme.lines import capital, dated, dated_rows, hours_of, title
from dialogs.programme.meetings import Clash, Crossing, clashes, crossings

_MOST_ROWS = 40  # of the rest of the week: a card has 28 KB
_MOST_CLASHES, _MOST_CROSSINGS, _MOST_TOLD = 3, 4, 4


def seen(digest: Digest, today: date | None) -> list[Part]:
    """The parts of the card, from the heading on; what is past counts no more."""
    left = [item for item in digest.items if today is None or item.last_day >= today]
    kept = {id(item) for item in left}
    chosen = [item for item in digest.chosen if today is None or item.last_day >= today]
    parts: list[Part] = [Text(f"Je montre {digest.lens}.", subtle=True)]
    if not left:
        return parts if not digest.items else [*parts, Text("Tout est passé pour cette semaine.")]
    parts += _first(chosen)
    shown = {_key(item) for item in chosen}
    parts += _changes(
        [item for item in digest.changes if id(item) in kept and _key(item) not in shown]
    )
    parts += _meetings(digest, left, shown)
    return parts + _rest(
        [item for item in left if _key(item) not in shown and item not in digest.changes]
    )


def _first(chosen: Sequence[Item]) -> list[Part]:
    if not chosen:
        return [Text("Rien, cette semaine, ne répond à la question de ce groupe.")]
    parts: list[Part] = [dated(item) for item in chosen[:VISIBLE]]
    folded = chosen[VISIBLE:]
    if folded:
        label = f"Voir {say.count(len(folded), 'autre')} pour ce groupe"
        parts.append(Fold(label, _rows(folded)))
    return parts


def _changes(changed: Sequence[Item]) -> list[Part]:
    if not changed:
        return []
    return [Heading("À savoir", level=2), dated_rows(changed)]


def _meetings(digest: Digest, left: Sequence[Item], shown: Iterable[object]) -> list[Part]:
    """Two venues at once for one public, and what venues have in common, without knowing it."""
    of = {id(showing): item for item in left for showing in item.showings}
    mine = set(shown)
    open_ = [showing for item in left for showing in item.showings]
    told = [
        clash
        for clash in clashes(open_, digest.labels)
        if mine & {_key(of[id(clash.one)]), _key(of[id(clash.other)])}
    ]
    parts: list[Part] = []
    if told:
        lines = tuple(_clash(clash, of) for clash in told[:_MOST_CLASHES])
        parts += [Heading("Au même moment, pour le même public", level=2), *lines]
    crossed = [
        crossing
        for crossing in crossings(open_)
        if mine & {_key(of[id(one)]) for one in crossing.showings}
    ]
    if crossed:
        lines = tuple(_crossing(crossing, of) for crossing in crossed[:_MOST_CROSSINGS])
        parts.append(Fold("Des équipements ont un sujet en commun", lines))
    return parts


def _clash(clash: Clash, of: dict[int, Item]) -> Text:
    one, other = of[id(clash.one)], of[id(clash.other)]
    when = f"{capital(say.day(clash.one.first_day))} ({say.listing(list(clash.public))})"
    return Text(f"{when} : {_named(one)} et {_named(other)}.")


def _crossing(crossing: Crossing, of: dict[int, Item]) -> Text:
    told = list({_key(of[id(one)]): _named(of[id(one)]) for one in crossing.showings}.values())
    more = f" et {say.count(len(told) - _MOST_TOLD, 'autre')}" if len(told) > _MOST_TOLD else ""
    return Text(f"{capital(crossing.theme)} : {' · '.join(told[:_MOST_TOLD])}{more}.")


def _named(item: Item) -> str:
    hours = hours_of(item)
    where = f"{item.venue}, {hours}" if hours else item.venue
    return f"« {title(item)} » ({where})"


def _rest(others: Sequence[Item]) -> list[Part]:
    if not others:
        return []
    return [Fold(f"Tout le reste de la semaine ({len(others)})", _rows(others))]


def _rows(items: Sequence[Item]) -> tuple[Facts | Text, ...]:
    """A line for each, as far as a card goes; then how to get the others."""
    rows = dated_rows(items[:_MOST_ROWS])
    more = Text("Pour la suite, demandez-moi : « Quel est le programme de la semaine ? »")
    return (rows, more) if len(items) > _MOST_ROWS else (rows,)


def _key(item: Item) -> tuple[object, ...]:
    return (item.title, item.venue, item.first_day, item.hours)
