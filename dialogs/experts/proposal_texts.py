"""What the bot says of lines that somebody thinks of for a colleague, and of the first meeting."""

from collections.abc import Sequence

from dialogs.experts.texts import PROFILE
from dialogs.french import say as french
from dialogs.mentions.people import first_name
from dialogs.messages import NO, YES, Choose, Entry, Reply, Say, Text, say
from storage.records import Knowledge, Person


def whom(named: Sequence[Person]) -> Reply:
    """Nobody, or several, were named."""
    if named:
        names = french.listing([f"{one.name} ({one.service or one.job_title})" for one in named])
        return say(f"De qui s’agit-il : {names} ? Redites-le avec le prénom et le nom.")
    return say("À qui le proposer ? Par exemple : « propose à Nadia Exemple : accueil en LSF ».")


def not_yours_to_propose() -> Reply:
    """For heads of a service and coordination."""
    return say(
        "Seules la coordination et la personne qui dirige le service peuvent proposer une ligne. Vous "
        "pouvez en parler à votre collègue, qui l’ajoutera en une phrase."
    )


def confirm(person: Person, lines: Sequence[str]) -> Reply:
    """Shown back before it is sent."""
    return Reply(
        parts=(
            Text(f"Je propose à {person.name} d’ajouter à son profil :"),
            *(Entry(line) for line in lines),
            Text("Rien n’est visible tant que cette personne ne l’a pas publié.", subtle=True),
        ),
        buttons=(Choose("Proposer", YES, primary=True), Choose("Annuler", NO)),
    )


def sent(person: Person) -> Reply:
    """On its way; the answer is theirs."""
    return say(
        f"C’est noté : je le propose à {person.name} sur son temps de travail. Sa réponse lui appartient."
    )


def proposed(lines: Sequence[str], by: Person | None) -> Reply:
    """To the person: somebody thinks that they may be asked for this."""
    who = by.name if by else "La coordination"
    return Reply(
        parts=(
            Text(f"{who} vous propose d’ajouter à votre profil :"),
            *(Entry(line) for line in lines),
            Text(
                "Vous seul·e pouvez le publier. Vous pouvez aussi le dire autrement.", subtle=True
            ),
        ),
        buttons=(Choose("Ajouter", YES, primary=True), Choose("Non merci", NO)),
    )


def first_question(person: Person, knowledge: Knowledge, suggested: Sequence[str]) -> Reply:
    """The one card of the first meeting: who the bot is, what it knows, one question."""
    venue = knowledge.venue(person.venue)
    place = venue.name if venue else person.service
    known = french.listing([part for part in (person.job_title, place) if part], last=",")
    return Reply(
        parts=(
            Text(f"Bonjour {first_name(person.name)}, je suis Passerelle."),
            Text(
                "Je dis qui sait faire quoi, ce qui se passe dans les équipements, où en sont les actions. "
                "Je ne sais de vous que ce que vous me dites et votre fonction."
            ),
            *((Text(f"Votre fonction : {known}.", subtle=True),) if known else ()),
            Text("Pour quoi peut-on venir vous voir ?"),
        ),
        buttons=(
            *(Choose(one[:1].upper() + one[1:], one) for one in suggested),
            Choose("Plus tard", NO),
        ),
    )


def later() -> Reply:
    """Not now."""
    return say(
        "Entendu. Vous pourrez le dire quand vous voudrez : « je m’y connais en reliure ».",
        buttons=(PROFILE, Say("Ce que je sais faire", "aide")),
    )
