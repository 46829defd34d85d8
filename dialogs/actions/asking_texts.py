"""What the bot asks before it can note anything about an action: which one, which date, what."""

from collections.abc import Sequence

from dialogs.actions.texts import CANCEL, MINE, Owners, choice_of, owner_name, title
from dialogs.french import say as french
from dialogs.messages import Choose, Reply, Say, Text, say
from storage.records import Action, Person

ALL = Say("Voir toutes les actions", "liste des actions")


def which(candidates: Sequence[Action], *, named: str = "") -> Reply:
    """« La carte avance » may be two actions; `named` is a name that no title has."""
    lead = f"Je ne connais pas d’action « {named} ». " if named else ""
    if not candidates:
        asked = (
            "De quelle action parlez-vous ? Donnez-moi son numéro ou quelques mots de son titre."
        )
        return Reply(
            parts=(Text(f"{lead}{asked}"),),
            buttons=(MINE, ALL) if named else (MINE,),
            found_nothing=True,
        )
    buttons = tuple(choice_of(one) for one in candidates)
    asked = (
        "De quelle action parlez-vous ?" if len(candidates) > 1 else "Parlez-vous de celle-ci ?"
    )
    return Reply(parts=(Text(f"{lead}{asked}"),), buttons=(*buttons, CANCEL))


def which_date(action: Action) -> Reply:
    """« Repoussée », and no date that can be read."""
    due = (
        f" (échéance actuelle : {french.day(action.due)} {action.due.year})" if action.due else ""
    )
    return say(f"{title(action)}{due}. À quelle date la repousser ?")


def unknown(numbers: Sequence[int], register: Sequence[Action]) -> Reply:
    """A number that the register lacks."""
    names = french.listing([f"d’action {number}" for number in numbers], last="ni")
    if not register:
        return say(f"Il n’y a pas {names} : le registre est vide.")
    last = max(action.number for action in register)
    return say(
        f"Il n’y a pas {names} : le registre va de 1 à {last}. "
        "Donnez-moi le bon numéro, ou quelques mots du titre.",
        buttons=(MINE,),
    )


def what_news(action: Action) -> Reply:
    """A report that says nothing that can be noted."""
    return say(
        f"{title(action)} : que dois-je noter ? Par exemple « terminée », « à 60 % », "
        "« bloquée par la convention »."
    )


def unread(numbers: Sequence[int]) -> tuple[Text, ...]:
    """Actions that a message names and says nothing of, beside others that it tells of."""
    if not numbers:
        return ()
    names = french.listing([f"l’action {number}" for number in numbers], last="ni")
    return (Text(f"Je n’ai rien lu à noter sur {names}."),)


def impossible(action: Action) -> Reply:
    """« 120 % », « -5 % »."""
    return say(f"Un avancement va de 0 à 100 %. Où en est l’action {action.number} ?")


def no_news() -> Reply:
    """A message in which no news of any action can be read."""
    return say(
        "Je n’ai pas lu de nouvelle d’une action dans ce message, et je n’ai rien noté. Dites par "
        "exemple « l’action 12 est à 60 % » ou « la carte famille est repoussée à fin juin ».",
        buttons=(MINE,),
    )


def to_whom(action: Action, *, unknown_name: str = "", namesakes: Sequence[Person] = ()) -> Reply:
    """Who takes an action over."""
    lead = f"Je ne connais personne du nom de « {unknown_name} ». " if unknown_name else ""
    if namesakes:
        lead = "Plusieurs personnes portent ce nom. "
    buttons = tuple(Choose(person.name, person.id) for person in namesakes)
    return Reply(
        parts=(Text(f"{lead}À qui confier l’action {action.number} ({action.title}) ?"),),
        buttons=(*buttons, CANCEL),
    )


def already_owner(action: Action, owners: Owners) -> Reply:
    """« Confie l'action 12 à » whoever has it."""
    return say(f"{title(action)} : c’est déjà {owner_name(action, owners)} qui la pilote.")


def not_allowed(action: Action, owners: Owners) -> Reply:
    """Abandoning, renaming or handing over is for the owner and for coordinators."""
    return say(
        f"{title(action)} : seuls son ou sa pilote ({owner_name(action, owners)}) et la coordination "
        "peuvent l’abandonner, la renommer ou la confier. Je peux en revanche noter où elle en est.",
    )


def no_deletion() -> Text:
    """Actions are not deleted: what was decided stays readable."""
    return Text(
        "Une action ne se supprime pas, pour garder trace de son histoire ; on l’abandonne."
    )


def no_less_date() -> Reply:
    """« Enlève l'échéance »."""
    return say("Une échéance se déplace mais ne s’enlève pas : quelle est la nouvelle date ?")


def no_merge() -> Reply:
    """Merging and splitting are done by hand."""
    return say(
        "Je ne sais ni fusionner ni scinder des actions. Créez la nouvelle (« crée une action : … ») "
        "et dites-moi laquelle abandonner."
    )


def what_title(action: Action) -> Reply:
    """« Renomme l'action 16 », and no new title."""
    return say(
        f"{title(action)} : quel est le nouveau titre ? Par exemple : « renomme l’action "
        f"{action.number} en Organiser la fête des lieux »."
    )
