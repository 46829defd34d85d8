"""What the bot says when several actions, or none, are what was asked about."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from dialogs.actions.asking_texts import ALL, unknown
from dialogs.actions.texts import MINE, TABLE, Owners, choice_of, entry
from dialogs.french import say as french
from dialogs.messages import Fold, Heading, Part, Reply, Say, Text, say
from storage.records import Action, Group, Person, Venue

SHOWN = 5

unknown_number = unknown


@dataclass(frozen=True, slots=True, kw_only=True)
class Narrowed:
    """What a list of actions is narrowed to; nothing = the whole register."""

    people: tuple[Person, ...] = ()
    group: Group | None = None
    venues: tuple[Venue, ...] = ()
    axis: str = ""
    state: str = ""
    due: tuple[date, date] | None = None
    until: bool = False

    @property
    def says_something(self) -> bool:
        """Whether the list is less than the register."""
        return self != Narrowed()

    @property
    def heading(self) -> str:
        """What the list is called."""
        state = f" {self.state}" if self.state else ""
        axis = f" de l’axe {self.axis}" if self.axis else ""
        return f"Actions{state}{self._whose()}{axis}{self._when()}"

    def _whose(self) -> str:
        if self.people:
            return f" {french.of(french.listing([one.name for one in self.people]))}"
        if self.group:
            return f" pilotées par les membres du groupe {self.group.name}"
        if self.venues:
            names = french.listing([one.name for one in self.venues])
            return f" pilotées par l’équipe ({names})"
        return ""

    def _when(self) -> str:
        if self.due is None:
            return ""
        if self.until:
            return f" à rendre d’ici le {french.full_day(self.due[1])}"
        what = ", nouvelles" if self.state in {"terminées", "abandonnées"} else ", échéance"
        first, last = self.due
        days = french.full_day(first) if first == last else french.span(first, last).lower()
        return f"{what} {'le ' if first == last else ''}{days}"


def several(
    narrowed: Narrowed,
    actions: Sequence[Action],
    over: Sequence[Action],
    owners: Owners,
    today: date,
) -> Reply:
    """A list of actions, the first few visible; those that are over apart."""
    parts: list[Part] = [Heading(_headline(narrowed, actions, over))]
    if narrowed.group:
        parts.append(Text(_NO_GROUP, subtle=True))
    entries = [entry(action, owners, today) for action in actions]
    hidden = _hidden(len(entries), len(over))
    if hidden:
        parts.append(Text(hidden, subtle=True))
    parts += entries[:SHOWN]
    if entries[SHOWN:]:
        label = f"Voir {french.count(len(entries) - SHOWN, 'autre')}"
        parts.append(Fold(label, tuple(entries[SHOWN:])))
    if over:
        past = tuple(entry(action, owners, today) for action in over)
        parts.append(Fold(f"Voir {_ended(len(over))}", past))
    return Reply(parts=tuple(parts), buttons=(TABLE,) if entries or over else (ALL, TABLE))


def which(fits: Sequence[Action]) -> Reply:
    """« Où en est la carte ? » may be two actions; « c'est pour quand ? » any."""
    if not fits:
        asked = (
            "De quelle action parlez-vous ? Donnez-moi son numéro ou quelques mots de son titre."
        )
        return Reply(parts=(Text(asked),), buttons=(MINE, ALL), found_nothing=True)
    return Reply(
        parts=(Text("De quelle action parlez-vous ?"),),
        buttons=tuple(_look(action) for action in fits),
    )


def unknown_title(topic: str, close: Sequence[Action]) -> Reply:
    """No title says that."""
    lead = f"Je ne connais pas d’action « {topic} »."
    if not close:
        advice = Text(f"{lead} Donnez-moi son numéro ou d’autres mots du titre.")
        return Reply(parts=(advice,), buttons=(ALL, MINE), found_nothing=True)
    asked = "Est-ce celle-ci ?" if len(close) == 1 else "Est-ce l’une de celles-ci ?"
    return Reply(
        parts=(Text(f"{lead} {asked}"),),
        buttons=(*(_look(action) for action in close), ALL),
        found_nothing=True,
    )


def nobody(name: str) -> Reply:
    """The actions of somebody whom the directory lacks."""
    return say(f"Je ne connais personne du nom de « {name} ».", buttons=(ALL, MINE))


def _look(action: Action) -> Say:
    return Say(choice_of(action).label, f"où en est l’action {action.number} ?")


_NO_GROUP = (
    "Le registre range les actions par axe et par pilote, pas par groupe de travail : voici celles "
    "dont le ou la pilote est membre du groupe."
)


def _headline(narrowed: Narrowed, actions: Sequence[Action], over: Sequence[Action]) -> str:
    if not actions and not over:
        return f"{narrowed.heading} : aucune action."
    kind = ("action", "actions") if narrowed.state else ("action ouverte", "actions ouvertes")
    all_open = all(action.is_open for action in actions)
    word = kind if all_open else ("action", "actions")
    return f"{narrowed.heading} : {french.count(len(actions), *word)}"


def _hidden(count: int, over: int) -> str:
    """How much of the list is seen at once."""
    told = []
    if count > SHOWN:
        told.append(f"Voici les {SHOWN} premières par échéance, les autres sont repliées")
    if over:
        told.append(f"{_ended(over)} {'sont repliées' if over > 1 else 'est repliée'} à la fin")
    return f"{' ; '.join(told)}." if told else ""


def _ended(count: int) -> str:
    return french.count(count, "terminée ou abandonnée", "terminées ou abandonnées")
