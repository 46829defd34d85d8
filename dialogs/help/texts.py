"""What the bot says about itself."""

from dialogs.messages import Heading, Part, Reply, Say, Text, say
from storage.records import Place, Role

_WHO = Say("Qui connaît la LSF ?", "Qui connaît la LSF ?")
_WEEK = Say("Cette semaine", "Quel est le programme de la semaine ?")
_MINE = Say("Mes actions", "Où en sont mes actions ?")
_HELP = Say("Ce que je sais faire", "aide")


def welcome(name: str) -> Reply:
    """The first message to a person; said once."""
    first = name.split(" ", maxsplit=1)[0] if name else ""
    hello = f"Bonjour {first}, je suis Passerelle." if first else "Bonjour, je suis Passerelle."
    return Reply(
        parts=(
            Heading(hello),
            Text(
                "Je vous aide à trouver qui sait faire quoi, à connaître le programme "
                "de tous les équipements, et à dire où en sont les actions du projet de direction."
            ),
            Text("Écrivez-moi comme à un·e collègue, ou essayez :", subtle=True),
        ),
        buttons=(_WHO, _WEEK, _MINE),
    )


def welcome_channel(name: str) -> Reply:
    """The first message in a team or a group chat."""
    where = f" dans {name}" if name else ""
    return Reply(
        parts=(
            Heading(f"Bonjour, je suis Passerelle{where}."),
            Text("Mentionnez-moi pour me parler : je ne lis que les messages qui me mentionnent."),
            Text(
                "Pour recevoir ici chaque lundi le programme de la semaine, un·e "
                "coordinateur·rice écrit par exemple : « @Passerelle ce canal suit le groupe "
                "handicap »."
            ),
        ),
    )


def greeting(name: str) -> Reply:
    """« Bonjour », « salut », « ça va ? »."""
    first = name.split(" ", maxsplit=1)[0]
    hello = f"Bonjour {first}." if first else "Bonjour."
    return say(f"{hello} Que puis-je faire pour vous ?", buttons=(_WHO, _WEEK, _MINE))


def thanked() -> Reply:
    """« Merci », « super, merci »."""
    return say("Avec plaisir.", buttons=(_HELP,))


def farewell() -> Reply:
    """« Bonne journée », « à demain »."""
    return say("Merci, à bientôt !")


def help_page(place: Place, role: Role) -> Reply:
    """Everything that can be said here, by example."""
    parts: list[Part] = [
        Heading("Ce que je sais faire"),
        Heading("Trouver la bonne personne", level=2),
        Text("« Qui connaît la LSF ? » · « Qui s’occupe du parcours culturel ? »"),
        Text("« Je m’y connais en reliure » · « Mon profil » · « Oublie la reliure »"),
        Heading("Connaître le programme", level=2),
        Text("« Il y a quoi ce week-end ? » · « Le programme du Luxy du 3 au 9 juin »"),
        Heading("Suivre les actions", level=2),
        Text("« L’action 12 est terminée » · « La charte est en retard, on vise le 15 mars »"),
        Text("« Où en est l’action 12 ? » · « Mes actions » · « Envoie-moi le tableau »"),
        Heading("Vos données", level=2),
        Text("« Mes données » · « Efface-moi »"),
    ]
    if role is not Role.AGENT:
        parts += _for_coordinators(role)
    if place is not Place.PERSONAL:
        parts.append(Text("Ici, mentionnez-moi : « @Passerelle … ».", subtle=True))
    return Reply(parts=tuple(parts), buttons=(_WHO, _WEEK, _MINE))


def _for_coordinators(role: Role) -> list[Part]:
    parts: list[Part] = [
        Heading("Pour la coordination", level=2),
        Text("Dans un canal : « Ce canal suit le groupe handicap » · « Montre le récap »"),
        Text("« Ajoute l’agenda du Luxy : https://… » · « Quels agendas lis-tu ? »"),
        Text("« Crée une action : refaire la signalétique pour fin mars »"),
    ]
    if role is Role.ADMIN:
        parts.append(
            Text(
                "« Camille Exemple devient coordinatrice » · "
                "« Efface la fiche de Camille Exemple »"
            )
        )
    return parts


def out_of_scope() -> Reply:
    """A message that belongs to none of the three jobs."""
    return say(
        "Cela sort de ce que je connais : les compétences des collègues, le programme des "
        "équipements et les actions du projet de direction.",
        buttons=(_HELP, _WHO),
    )


def nothing_to_confirm() -> Reply:
    """« Oui » when no question is open."""
    return say("Je n’ai pas de question en attente. Que puis-je faire ?", buttons=(_HELP,))


def nothing_to_cancel() -> Reply:
    """« Annule » when no question is open."""
    return say("D’accord. Il n’y avait rien en attente.", buttons=(_HELP,))


def cancelled() -> Reply:
    """An open question was dropped."""
    return say("C’est annulé, rien n’a été enregistré.", buttons=(_HELP,))
