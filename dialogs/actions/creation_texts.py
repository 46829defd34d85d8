"""What the bot says when somebody creates an action."""

from collections.abc import Sequence

from dialogs.actions.texts import CANCEL, MINE, Owners, owner_name, standing, title
from dialogs.french import say as french
from dialogs.messages import YES, Choose, Facts, Heading, Part, Reply, Text, say
from storage.records import Action

_AMEND = "Vous pouvez compléter d’une phrase : « pilote : … », « pour fin mars », « axe … »."


def which_axis(action_title: str, axes: Sequence[str], *, group: str = "") -> Reply:
    """A new action belongs to one of the axes."""
    buttons = tuple(Choose(axis, axis) for axis in axes)
    asked = Text(f"Nouvelle action « {action_title} ». À quel axe appartient-elle ?")
    return Reply(
        parts=(*notes(namesakes=(), unknown="", group=group), asked),
        buttons=(*buttons, CANCEL),
    )


def what_title() -> Reply:
    """A new action without a title."""
    return say(
        "Quel est le titre de cette action ? Par exemple : « crée une action : refaire la "
        "signalétique pour fin mars »."
    )


def creation(
    action: Action, owners: Owners, alike: Sequence[Action], notes: Sequence[Text] = ()
) -> Reply:
    """A new action, shown before it is written; near twins are told."""
    rows = [("Titre", action.title), ("Axe", action.axis), ("Pilote", owner_name(action, owners))]
    rows.append(("Échéance", french.full_day(action.due) if action.due else "non fixée"))
    parts: list[Part] = [Heading("Créer cette action ?"), Facts(tuple(rows))]
    if alike:
        parts.append(Text("Elle ressemble à ce qui existe déjà :"))
        parts += [Text(f"{title(one)} — {standing(one)}.") for one in alike]
    parts += notes or [Text(_AMEND, subtle=True)]
    return Reply(parts=tuple(parts), buttons=(Choose("Créer l’action", YES, primary=True), CANCEL))


def notes(*, namesakes: Sequence[str], unknown: str, group: str) -> tuple[Text, ...]:
    """What was said of a new action and cannot be kept as it was said."""
    told: list[Text] = []
    if group:
        told.append(
            Text(
                f"Je ne peux pas la rattacher au groupe « {group} » : le registre range les actions "
                "par axe et par pilote."
            )
        )
    if namesakes:
        names = french.listing(namesakes, last="ou")
        told.append(Text(f"Qui la pilote : {names} ?"))
    elif unknown:
        told.append(Text(f"Je ne connais personne du nom de « {unknown} » : qui la pilote ?"))
    return tuple(told)


def created(action: Action) -> Reply:
    """The new number."""
    return say(f"C’est créé : {title(action)}.", buttons=(MINE,))
