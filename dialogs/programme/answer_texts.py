"""What the bot answers to a question about the programme."""

from collections.abc import Sequence

from dialogs.french import say
from dialogs.messages import Fold, Heading, Part, Reply, Say, Text
from dialogs.programme.aspect_texts import NO_HOURS, lead, told
from dialogs.programme.aspects import Aspect
from dialogs.programme.digest import Item, by_day
from dialogs.programme.families import families
from dialogs.programme.lines import capital, dated, dated_rows, entry, more, running
from dialogs.programme.places import name_of
from dialogs.programme.question import Question
from dialogs.programme.search import Found
from dialogs.programme.status import CHANGED
from storage.records import EventStatus, Venue

SHOWN = 10  # lines of an answer; the others are folded

_WEEKEND = Say("Ce week-end", "Il y a quoi ce week-end ?")
_WEEK = Say("Cette semaine", "Quel est le programme de la semaine ?")
_NEXT_WEEK = Say("La semaine prochaine", "Quel est le programme de la semaine prochaine ?")
_FREE = Say("Seulement gratuit", "seulement gratuit")
_MORE = Say("Montre plus", "montre plus")
_STATUS_SAID = {
    EventStatus.CANCELLED: "annulé",
    EventStatus.POSTPONED: "reporté",
    EventStatus.FULL: "complet",
}


def answer(found: Found, venues: Sequence[Venue]) -> Reply:
    """What was found for a question, by day; or that nothing is, and what comes next."""
    what = _understood(found.question, venues)
    if not found.items:
        return _nothing(found, what, venues)
    if found.question.aspect is not None:
        return _side(found.question.aspect, found, what)
    if found.question.shown:
        return _rest(found, what)
    dated_ones = [item for item in found.items if not item.is_long]
    long = [item for item in found.items if item.is_long]
    parts: list[Part] = [Heading(what), *_limited(dated_ones, found.question)]
    if long:
        parts += [Heading("En cours", level=2), *(running(item) for item in long)]
    parts += _left_out(found)
    return Reply(parts=tuple(parts), buttons=_follow_ups(found.question))


def _side(aspect: Aspect, found: Found, what: str) -> Reply:
    """One side of each thing found: its price, whether it is kept."""
    first = lead(aspect, found.items)
    parts: list[Part] = [Text(first)] if first else [Heading(what)]
    if aspect is Aspect.OPENING:
        parts.insert(0, Text(NO_HOURS))
    shown = 1 if aspect is Aspect.NEXT else SHOWN
    parts += [dated(item, also=told(aspect, item)) for item in found.items[:shown]]
    folded = found.items[shown:]
    if folded:
        parts.append(Fold(more(len(folded)), (dated_rows(folded),)))
    return Reply(parts=tuple(parts), buttons=(_WEEKEND, _WEEK))


def _rest(found: Found, what: str) -> Reply:
    """The lines after those that were shown."""
    lines = [item for item in found.items if not item.is_long]
    left = lines[found.question.shown :]
    if not left:
        return Reply(
            parts=(Text(f"C’est tout ce qui est annoncé pour : {what}."),),
            buttons=_follow_ups(found.question),
        )
    parts = [Heading(f"{what} (suite)"), *(_by_day(left[:SHOWN]))]
    after = left[SHOWN:]
    buttons = (_MORE, _FREE) if after else _follow_ups(found.question)
    if after:
        parts.append(Text(f"Il reste {more(len(after))}.", subtle=True))
    return Reply(parts=tuple(parts), buttons=buttons)


def _limited(lines: Sequence[Item], question: Question) -> list[Part]:
    # A heading that names the only day need not say it twice.
    one_day = question.dated and question.start == question.end
    first = lines[:SHOWN]
    parts: list[Part] = [entry(item) for item in first] if one_day else _by_day(first)
    folded = lines[SHOWN:]
    if folded:
        parts.append(Fold(more(len(folded)), (dated_rows(folded),)))
    return parts


def _by_day(lines: Sequence[Item]) -> list[Part]:
    parts: list[Part] = []
    for day in by_day(lines):
        parts += [Heading(capital(say.day(day.day)), level=2)]
        parts += [entry(item) for item in day.items]
    return parts


def _left_out(found: Found) -> list[Part]:
    parts: list[Part] = []
    if found.off:
        parts += [Heading("Annulé ou reporté", level=2), *(dated(item) for item in found.off)]
    return [*parts, *_reserved(found)]


def _reserved(found: Found) -> list[Part]:
    parts: list[Part] = []
    if found.reserved == 1:
        parts.append(Text("Une séance réservée (scolaires, professionnels) n’est pas affichée."))
    elif found.reserved:
        reserved = f"{found.reserved} séances réservées (scolaires, professionnels)"
        parts.append(Text(f"{reserved} ne sont pas affichées.", subtle=True))
    return parts


def _nothing(found: Found, what: str, venues: Sequence[Venue]) -> Reply:
    silent = say.listing([say.of(name_of(code, venues)) for code in found.silent])
    if silent:
        lone = f"Je ne lis aucun agenda {silent} : je ne peux rien en dire."
        return Reply(parts=(Text(lone),), buttons=(_WEEKEND, _WEEK), found_nothing=True)
    nothing = f"Rien d’annoncé dans les agendas que je lis pour : {what}."
    off = f"Annoncé, puis annulé ou reporté, pour : {what}."
    parts: list[Part] = [Text(off if found.off else nothing)]
    if found.question.aspect is Aspect.OPENING:
        parts.insert(0, Text(NO_HOURS))
    parts += [dated(item) for item in found.off]
    if found.next is not None:
        upcoming = capital(say.day(found.next.first_day))
        parts += [Text(f"{upcoming}, à la date la plus proche :"), dated(found.next)]
    parts += _reserved(found)
    asked = found.question
    if not found.off and (asked.words or asked.wants or asked.ages):
        parts.append(Text("J’ai cherché dans les titres et les descriptions.", subtle=True))
    return Reply(parts=tuple(parts), buttons=(_WEEKEND, _WEEK), found_nothing=True)


def _understood(question: Question, venues: Sequence[Venue]) -> str:
    wants = [families()[name].label for name in question.wants]
    ages = [_age(*pair) for pair in question.ages]
    words = [f"« {words} »" for words in question.quoted]
    status = [_STATUS_SAID[question.status]] if question.status in CHANGED else []
    places = say.listing([name_of(code, venues) for code in question.venues])
    bits = [*wants, *ages, *words, *status, places, *_left(question, venues), _when(question)]
    return capital(" · ".join(bit for bit in bits if bit))


def _age(least: int, most: int) -> str:
    if least != most:
        return f"de {least} à {most} ans"
    return f"{least} ans" if least > 1 else "1 an" if least else "moins d’un an"


def _left(question: Question, venues: Sequence[Venue]) -> list[str]:
    """What was to be left out."""
    left = [name_of(code, venues) for code in question.without]
    left += [families()[name].label for name in question.unwanted]
    return [f"sauf {say.listing(left)}"] if left else []


def _when(question: Question) -> str:
    part = question.part.value if question.part else ""
    if not question.dated or question.end is None:
        return part or "à venir"
    same = question.start == question.end
    days = say.day(question.start) if same else say.span(question.start, question.end)
    if question.feast:
        days = f"{question.said} ({days})"
    return f"{days}, {part}" if part else days


def _follow_ups(question: Question) -> tuple[Say, ...]:
    if "gratuit" in question.wants:
        return (_WEEKEND, _NEXT_WEEK)
    return (_FREE, _NEXT_WEEK)
