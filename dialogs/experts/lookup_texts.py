"""What the bot says of groups, axes, partners and who is there."""

from collections.abc import Iterable, Sequence
from datetime import date

from dialogs.experts.query import Query
from dialogs.experts.search import Found
from dialogs.experts.texts import PROFILE, SHOWN, entry, person_entry
from dialogs.french import say as french
from dialogs.messages import Entry, Fold, Heading, Part, Reply, Say, Text, say
from storage.records import Group, Knowledge, Partner, Person

_CIRCLES = {
    2: "grand partenaire, sous convention",
    3: "partenaire régulier",
    4: "communauté culturelle et services de la ville",
}
_MOST = 8  # people shown before the rest is folded


def members(
    groups: Sequence[tuple[Group, tuple[Person, ...]]], knowledge: Knowledge, *, today: date
) -> Reply:
    """Who is in a working group, and when they are there."""
    parts: list[Part] = []
    for group, people in groups:
        count = french.count(len(people), "membre")
        parts.append(Heading(f"{group.name} : {count}"))
        parts += _people(people, knowledge, today)
        if not people:
            parts.append(Text("Personne n’est inscrit dans ce groupe pour l’instant."))
    return Reply(parts=tuple(parts), buttons=(PROFILE,))


def all_groups(groups: Sequence[tuple[Group, int]]) -> Reply:
    """The working groups with their numbers."""
    entries = [
        Entry(
            group.name,
            tuple(line for line in (group.question, french.count(count, "membre")) if line),
        )
        for group, count in groups
    ]
    first = groups[0][0].name
    button = Say("Qui en fait partie ?", f"qui est dans le groupe {first} ?")
    return Reply(parts=(Heading("Les groupes de travail"), *entries), buttons=(button,))


def all_axes(axes: Sequence[str]) -> Reply:
    """The axes of the plan."""
    heading = Heading("Les axes du projet de direction")
    return Reply(
        parts=(heading, *(Entry(axis) for axis in axes)),
        buttons=(Say("Les actions", "les actions en cours"),),
    )


def partner(
    one: Partner, contacts: Sequence[Found], knowledge: Knowledge, *, today: date
) -> Reply:
    """An organisation: how near, in what, and who declared being in touch with it."""
    parts: list[Part] = [Entry(one.name, _about(one))]
    if contacts:
        parts.append(Heading("En lien avec ce partenaire", level=2))
        parts += [entry(found, knowledge, one.name, today) for found in contacts[:SHOWN]]
    else:
        parts.append(Text("Personne n’a encore déclaré de lien avec ce partenaire."))
        parts.append(
            Text(
                f"Si c’est votre cas, dites : « je suis en contact avec {one.name} ».", subtle=True
            )
        )
    return Reply(parts=tuple(parts), buttons=(PROFILE,))


def partners(subject: str, found: Sequence[Partner]) -> Reply:
    """The organisations of a discipline, the nearest first."""
    if not found:
        said = f" pour « {subject} »" if subject else ""
        return say(
            f"Je ne connais pas de partenaire{said}.",
            buttons=(Say("Nos partenaires", "quels sont nos partenaires ?"),),
        )
    count = french.count(len(found), "partenaire")
    heading = Heading(
        f"{subject[:1].upper()}{subject[1:]} : {count}" if subject else "Nos partenaires"
    )
    entries = [
        Entry(one.name, _about(one))
        for one in sorted(found, key=lambda each: (each.circle, each.name))
    ]
    button = Say("Qui est le contact ?", f"qui est en contact avec {found[0].name} ?")
    return Reply(parts=(heading, *_folded(entries)), buttons=(button,))


def present(query: Query, people: Sequence[Person], knowledge: Knowledge, *, today: date) -> Reply:
    """Who is there on a day."""
    days = query.within_days or "ce jour-là"
    where = f", {query.venue_text}" if query.venue_text else ""
    if not people:
        return say(f"À ma connaissance, personne n’est là {days}{where}.", buttons=(PROFILE,))
    heading = Heading(f"Là {days}{where} : {french.count(len(people), 'personne')}")
    return Reply(parts=(heading, *_people(people, knowledge, today)), buttons=(PROFILE,))


def _people(people: Iterable[Person], knowledge: Knowledge, today: date) -> Iterable[Part]:
    return _folded([person_entry(one, knowledge, today) for one in people])


def _folded(entries: Sequence[Entry]) -> Iterable[Part]:
    yield from entries[:_MOST]
    if entries[_MOST:]:
        more = french.count(len(entries) - _MOST, "autre")
        yield Fold(f"Voir {more}", tuple(entries[_MOST:]))


def _about(one: Partner) -> tuple[str, ...]:
    discipline = f"discipline : {one.discipline}" if one.discipline else ""
    lines = (_CIRCLES.get(one.circle, "partenaire"), discipline)
    return tuple(line[:1].upper() + line[1:] for line in lines if line)
