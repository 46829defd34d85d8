"""What the bot says when somebody creates an action."""

from collections.abc import Sequence

from dialogs.actions.texts import CANCEL, MINE, Owners, owner_name, standing, title
from dialogs.french import say as french
from dialogs.messages import YES, Choose, Facts, Heading, Part, Reply, Text, say
from storage.records import Action


def which_axis(action_title: str, axes: Sequence[str]) -> Reply:
    """A new action belongs to one of the axes."""
    buttons = tuple(Choose(axis, axis) for axis in axes)
    return Reply(
        parts=(Text(f"Nouvelle action « {action_title} ». À quel axe appartient-elle ?"),),
        buttons=(*buttons, CANCEL),
    )


def what_title() -> Reply:
    """A new action without a title."""
    return say(
        "Quel est le titre de cette action ? Par exemple : « crée une action : refaire la "
        "signalétique pour fin mars »."
    )


def creation(action: Action, owners: Owners, alike: Sequence[Action]) -> Reply:
    """A new action, shown before it is written; near twins are told."""
    rows = [("Titre", action.title), ("Axe", action.axis), ("Pilote", owner_name(action, owners))]
    rows.append(("Échéance", french.full_day(action.due) if action.due else "non fixée"))
    parts: list[Part] = [Heading("Créer cette action ?"), Facts(tuple(rows))]
    if alike:
        parts.append(Text("Elle ressemble à ce qui existe déjà :"))
        parts += [Text(f"{title(one)} — {standing(one)}.") for one in alike]
    return Reply(parts=tuple(parts), buttons=(Choose("Créer l’action", YES, primary=True), CANCEL))


def created(action: Action) -> Reply:
    """The new number."""
    return say(f"C’est créé : {title(action)}.", buttons=(MINE,))
