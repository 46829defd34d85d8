"""What the bot says about the talk itself: old cards, repeated clicks, long messages."""

import dataclasses
from collections.abc import Sequence
from datetime import datetime

from dialogs.messages import Choose, Reply, Say, Text, say
from dialogs.scene import IntentName
from dialogs.understand import asks_for_somebody
from storage.records import OutgoingState

_QUOTED = 500  # characters of a question that a button asks again

_HELP = Say("Ce que je sais faire", "aide")

_LABELS = {
    IntentName.EXPERT_QUESTION: "Trouver quelqu’un",
    IntentName.DECLARE_SKILL: "Modifier mes compétences",
    IntentName.MY_PROFILE: "Voir mon profil",
    IntentName.PROGRAMMING_QUESTION: "Voir le programme",
    IntentName.DIGEST_SETTINGS: "Régler le récap",
    IntentName.ACTION_UPDATE: "Donner des nouvelles d’une action",
    IntentName.ACTION_QUERY: "Savoir où en est une action",
    IntentName.CREATE_ACTION: "Créer une action",
    IntentName.HELP: "Autre chose",
}


def offered(names: Sequence[IntentName]) -> tuple[IntentName, ...]:
    """Of several readings, the two that a person can choose between, and « autre chose »."""
    known = [name for name in names if name in _LABELS and name is not IntentName.HELP]
    return (*known[:2], IntentName.HELP) if known else ()


def which(names: Sequence[IntentName]) -> Reply:
    """Two or three readings of a message, when none is sure."""
    buttons = tuple(Choose(_LABELS[name], name) for name in names)
    return Reply(
        parts=(Text("Je ne suis pas sûr de comprendre. Que souhaitez-vous ?"),), buttons=buttons
    )


def chosen(text: str) -> IntentName | None:
    """The reading whose button says just what somebody typed."""
    typed = text.strip().rstrip(".!").casefold()
    return next((name for name, label in _LABELS.items() if label.casefold() == typed), None)


def with_way_on(reply: Reply, asked: str) -> Reply:
    """No action and no event was found; perhaps a person was meant."""
    if not reply.found_nothing or not asks_for_somebody(asked):
        return reply
    said = " ".join(asked.split())[:_QUOTED]
    somebody = Say("Chercher une personne", f"cherche une personne : {said}")
    return dataclasses.replace(reply, buttons=(somebody, *reply.buttons))


def too_long(limit: int) -> Reply:
    """A message past the limit: nothing of it was read."""
    return say(
        f"Votre message dépasse {limit} caractères : je ne l’ai pas lu et rien n’a été "
        "enregistré. Dites-moi l’essentiel en quelques phrases."
    )


def old_card() -> Reply:
    """A button of a card whose question has lapsed or that this release does not know."""
    return say(
        "Cette carte est ancienne : sa question n’est plus ouverte et rien n’a changé. "
        "Redites-le-moi simplement par écrit.",
        buttons=(_HELP,),
    )


def not_yours() -> Reply:
    """A button clicked by somebody else than the person asked."""
    return say("Cette question s’adresse à une autre personne : rien n’a changé.")


def already_settled(at: datetime | None, now: datetime) -> Reply:
    """A second click."""
    if at is None:
        return say("Cette question a été remplacée par une plus récente : rien n’a changé.")
    local = at.astimezone(now.tzinfo)
    return say(f"C’est déjà réglé, à {local.hour} h {local.minute:02d} : rien n’a changé.")


def already_answered() -> Reply:
    """A repeated message whose answer is not kept any more."""
    return say("J’ai déjà répondu à ce message.")


def cancelled() -> Reply:
    """An open question was dropped."""
    return say("C’est annulé, rien n’a été enregistré.", buttons=(_HELP,))


def still_waiting(reply: Reply) -> Reply:
    """The answer to something else, while a question stays open."""
    return _with_note(
        reply, "Ma question précédente reste ouverte : répondez-y, ou dites « annule »."
    )


def left_aside(reply: Reply) -> Reply:
    """Another question, in the place of one that was not answered."""
    return _with_note(reply, "Je laisse de côté ma question précédente : rien n’a été enregistré.")


def no_answer() -> Reply:
    """A message that the open question cannot take."""
    return say(
        "Je n’ai pas compris votre réponse à ma dernière question. Elle reste ouverte : répondez-y "
        "d’un mot, ou dites « annule »."
    )


def _with_note(reply: Reply, note: str) -> Reply:
    return Reply(
        parts=(*reply.parts, Text(note, subtle=True)), buttons=reply.buttons, key=reply.key
    )


def failed() -> Reply:
    """Something unexpected happened; nothing was written."""
    return say(
        "Je n’ai pas pu traiter votre message : une erreur s’est produite de mon côté et rien "
        "n’a été enregistré. Réessayez dans un instant."
    )


def digest_not_delivered(channel: str, state: OutgoingState) -> Reply:
    """A weekly digest that is in doubt or was given up, for whoever connected the channel."""
    where = f"dans « {channel} »" if channel else "dans votre canal"
    if state is OutgoingState.UNCERTAIN:
        return say(
            f"Je ne sais pas si le récap de la semaine est bien arrivé {where} : Teams n’a pas "
            "confirmé. Je ne le renvoie pas de moi-même, pour ne pas le publier deux fois. "
            "Pouvez-vous regarder ?"
        )
    return say(
        f"Le récap de la semaine n’a pas pu être publié {where} : Teams l’a refusé. "
        "Vérifiez que Passerelle y est toujours installée."
    )


def no_address(reply: Reply) -> Reply:
    """A file was asked for, and nobody could fetch it: the bot has no public address."""
    note = Text(
        "Je ne peux pas vous remettre de fichier ici : l’adresse publique de Passerelle n’est pas "
        "réglée (PASSERELLE_PUBLIC_URL). Prévenez la personne qui s’en occupe."
    )
    return Reply(parts=(*reply.parts, note), buttons=reply.buttons, key=reply.key)
