"""What the bot says about the calendars it reads. An address is only ever shown as its host."""

from collections.abc import Sequence
from datetime import tzinfo

from dialogs.french import say
from dialogs.messages import NO, YES, Choose, Entry, Heading, Part, Reply, Say, Text
from dialogs.messages import say as simply
from dialogs.programme.address import host_of
from dialogs.programme.places import name_of
from storage.records import Feed, Occurrence, Venue

_LIST = Say("Voir les agendas", "quels agendas lis-tu ?")
_SEEN = 3  # examples and warnings shown


def asks_add(url: str, venue: Venue) -> Reply:
    """« Ajoute l’agenda du Luxy : https://… »."""
    return _confirm(
        f"J’ajoute l’agenda de {host_of(url)} pour {venue.name} ? Son adresse restera entre nous.",
        yes="Ajouter l’agenda",
    )


def added(venue: Venue) -> Reply:
    """Stored; reading needs the network and comes after the answer."""
    return simply(
        f"C’est noté : je lis maintenant l’agenda {say.of(venue.name)} et je vous dis ici ce que j’y "
        "trouve."
    )


def which_venue(venues: Sequence[Venue]) -> Reply:
    """No venue was named, or several."""
    if not venues:
        return simply("Aucun équipement n’est enregistré pour l’instant.")
    buttons = tuple(Choose(venue.name, venue.code) for venue in venues)
    return Reply(parts=(Text("Pour quel équipement ?"),), buttons=buttons)


def asks_address(venue: Venue | None) -> Reply:
    """An agenda without its address."""
    whose = f" {say.of(venue.name)}" if venue else ""
    return simply(
        f"Quelle est l’adresse de l’agenda{whose} ? C’est un lien qui commence par https:// et "
        "finit souvent par .ics."
    )


def refused(reason: str) -> Reply:
    """An address that cannot be read."""
    return simply(f"{reason} Rien n’a été ajouté : donnez-moi une autre adresse.")


def in_private() -> Reply:
    """An address in front of everybody."""
    return simply(
        "L’adresse d’un agenda peut être un secret : écrivez-la-moi plutôt en discussion privée. "
        "Rien n’a été ajouté."
    )


def asks_remove(feed: Feed, venues: Sequence[Venue]) -> Reply:
    """« Retire l’agenda du Luxy »."""
    return _confirm(
        f"Je retire l’agenda « {feed.name} » ({host_of(feed.url)}) de "
        f"{name_of(feed.venue, venues)} ? Ses événements quitteront le programme.",
        yes="Retirer l’agenda",
    )


def removed(name: str) -> Reply:
    """Done."""
    return simply(f"C’est fait : je ne lis plus l’agenda « {name} ».", buttons=(_LIST,))


def gone(name: str) -> Reply:
    """Somebody else removed it meanwhile."""
    return simply(f"L’agenda « {name} » n’existe plus.", buttons=(_LIST,))


def which_feed(feeds: Sequence[Feed], venues: Sequence[Venue]) -> Reply:
    """Several calendars could be meant, or none was named."""
    if not feeds:
        return listed((), venues, zone=None)
    buttons = tuple(Choose(_named(feed, venues), feed.name) for feed in feeds)
    return Reply(parts=(Text("Lequel de ces agendas ?"),), buttons=buttons)


def _named(feed: Feed, venues: Sequence[Venue]) -> str:
    venue = name_of(feed.venue, venues)
    return venue if feed.name == venue else f"{venue} ({feed.name})"


def rereading(feeds: Sequence[Feed]) -> Reply:
    """« Relis les agendas »."""
    names = say.listing([feed.name for feed in feeds])
    return simply(f"Je relis maintenant : {names}.", buttons=(_LIST,))


def unchanged() -> Reply:
    """A refusal."""
    return simply("Entendu, rien n’a changé.", buttons=(_LIST,))


def listed(feeds: Sequence[Feed], venues: Sequence[Venue], *, zone: tzinfo | None) -> Reply:
    """All calendars: whose, from where, last reading, what was wrong."""
    if not feeds:
        return simply(
            "Je ne lis encore aucun agenda. Un·e coordinateur·rice peut m’écrire en privé, par "
            "exemple « ajoute l’agenda du cinéma : https://… »."
        )
    parts: list[Part] = [Heading("Les agendas que je lis")]
    parts += [Entry(_named(feed, venues), lines=_state(feed, zone)) for feed in feeds]
    return Reply(parts=tuple(parts))


def first_reading(
    feed: Feed, occurrences: Sequence[Occurrence], venues: Sequence[Venue], *, zone: tzinfo
) -> Reply:
    """What a calendar just added holds, or why it could not be read."""
    name = name_of(feed.venue, venues)
    if feed.trouble:
        return simply(
            f"Je n’ai pas pu lire l’agenda {say.of(name)} : {feed.trouble} Il reste enregistré et je "
            "réessaierai ; pour l’enlever, écrivez « retire l’agenda ».",
            buttons=(_LIST,),
        )
    events = say.count(len(occurrences), "événement") if occurrences else "aucun événement"
    parts: list[Part] = [
        Text(f"J’ai lu l’agenda {say.of(name)} : {events} dans les mois qui viennent.")
    ]
    for one in occurrences[:_SEEN]:
        start = one.start.astimezone(zone)
        hour = "" if one.all_day else f", {say.hour(start.time())}"
        parts.append(Entry(one.summary or "Sans titre", (f"{say.day(start.date())}{hour}",)))
    parts += [Text(warning, subtle=True) for warning in feed.warnings[:_SEEN]]
    return Reply(parts=tuple(parts), buttons=(_LIST,))


def _state(feed: Feed, zone: tzinfo | None) -> tuple[str, ...]:
    lines = [host_of(feed.url), _last_reading(feed, zone)]
    if feed.trouble:
        lines.append(f"Dernier essai sans succès : {feed.trouble}")
    lines += feed.warnings[:_SEEN]
    more = len(feed.warnings) - _SEEN
    if more > 0:
        lines.append("et 1 autre remarque" if more == 1 else f"et {more} autres remarques")
    return tuple(lines)


def _last_reading(feed: Feed, zone: tzinfo | None) -> str:
    if feed.tried_at is None:
        return "En attente de lecture"
    if feed.read_at is None:
        return "Jamais lu avec succès"
    at = feed.read_at.astimezone(zone)
    return f"Lu {say.day(at.date())} à {say.hour(at.time())}"


def _confirm(question: str, *, yes: str) -> Reply:
    buttons = (Choose(yes, YES, primary=True), Choose("Ne rien changer", NO))
    return Reply(parts=(Text(question),), buttons=buttons)
