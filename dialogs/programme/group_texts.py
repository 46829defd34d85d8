"""What the bot says when a working group is meant and not one is named."""

from collections.abc import Sequence

from dialogs.french import say
from dialogs.messages import Choose, Reply, Text
from dialogs.messages import say as simply
from storage.records import Group


def which_group(groups: Sequence[Group]) -> Reply:
    """No known group was named."""
    if not groups:
        return simply("Aucun groupe de travail n’est enregistré pour l’instant.")
    buttons = tuple(Choose(group.name, group.code) for group in groups)
    return Reply(parts=(Text("Pour quel groupe de travail ?"),), buttons=buttons)


def unknown_group(name: str, groups: Sequence[Group]) -> Reply:
    """« Ce canal suit le groupe cuisine »."""
    asked = which_group(groups)
    if not groups:
        return asked
    known = say.listing([group.name for group in groups])
    first = Text(f"Je ne connais pas de groupe de travail « {name} ». Il y a : {known}. Lequel ?")
    return Reply(parts=(first,), buttons=asked.buttons)


def one_group(groups: Sequence[Group]) -> Reply:
    """« Ce canal suit handicap et mixité »."""
    names = say.listing([group.name for group in groups])
    buttons = tuple(Choose(group.name, group.code) for group in groups)
    asked = f"Un canal suit un seul groupe, et j’en lis {len(groups)} : {names}. Lequel ?"
    return Reply(parts=(Text(asked),), buttons=buttons)
