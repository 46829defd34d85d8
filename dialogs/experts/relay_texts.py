"""What the bot says when a question goes to colleagues, and when an answer comes back."""

from collections.abc import Sequence
from datetime import date

from dialogs.experts.texts import PROFILE, person_entry
from dialogs.french import say as french
from dialogs.mentions.people import first_name
from dialogs.messages import NO, YES, Button, Choose, Entry, Heading, Reply, Say, Text, say
from storage.records import Knowledge, Person
from storage.sharing import Relay, Unmet

DAYS_OPEN = 14
SHOWN = 15
_NAMED = 4  # coordinators, where all cannot be
TO_COORDINATION = Say("Demander à la coordination", "demande à la coordination")
_HELP = Say("Ce que je sais faire", "aide")


def to_group(name: str) -> Say:
    """The button that asks a working group."""
    return Say(f"Demander au groupe {name}"[:60], f"demande au groupe {name}")


def confirm(question: str, *, to: str, asker: Person) -> Reply:
    """What will be sent, where, and that the asker's name goes with it."""
    return Reply(
        parts=(
            Text(f"J’envoie cette question {to}, de votre part ({asker.name}) :"),
            Entry(question),
            Text("Vous pouvez la redire autrement avant que je l’envoie.", subtle=True),
        ),
        buttons=(Choose("Envoyer", YES, primary=True), Choose("Annuler", NO)),
    )


def what_question() -> Reply:
    """Nothing was asked before."""
    return say("Quelle question voulez-vous transmettre ? Écrivez-la en une phrase.")


def sent(to: str) -> Reply:
    """On its way."""
    return say(
        f"C’est envoyé {to}. Je vous écris dès que quelqu’un répond, et au plus tard dans {DAYS_OPEN} jours."
    )


def not_for_guests() -> Reply:
    """Guests ask, and do not send messages to channels."""
    return say("Cette possibilité est réservée aux agent·es de la ville.", buttons=(_HELP,))


def nobody_to_ask(coordinators: Sequence[Person]) -> Reply:
    """Neither a channel nor a coordinator can be reached."""
    names = french.listing([person.name for person in coordinators[:_NAMED]])
    told = f" Vous pouvez leur écrire vous-même : {names}." if names else ""
    return say(f"Je ne peux joindre personne pour cela aujourd’hui.{told}", buttons=(_HELP,))


def asked_before(relay: Relay) -> Reply:
    """The same question is under way."""
    until = french.day(relay.expires_at.date())
    return say(
        f"Cette question est déjà partie : « {relay.subject} ». J’attends une réponse jusqu’au {until}."
    )


def too_many(limit: int) -> Reply:
    """Open questions have a bound."""
    return say(f"Vous avez déjà {limit} questions qui attendent une réponse : patientons un peu.")


def post(number: int, relay: Relay, asker: Person) -> Reply:
    """The question as colleagues read it."""
    return Reply(
        parts=(
            Heading("Une question cherche sa réponse"),
            Entry(relay.question, (f"De la part de {asker.name}",)),
            Text("Personne ne l’a déclaré dans les profils : pouvez-vous aider ?", subtle=True),
        ),
        buttons=(
            Say("Je peux aider", f"je peux aider pour la demande {number}"),
            Say("Je connais quelqu’un", f"je connais quelqu’un pour la demande {number}"),
        ),
    )


def helper_found(relay: Relay, helper: Person, knowledge: Knowledge, *, today: date) -> Reply:
    """Told to who asked: somebody can help."""
    return Reply(
        parts=(
            Heading(f"{helper.name} peut vous aider"),
            Text(f"Votre question : « {relay.question} »", subtle=True),
            person_entry(helper, knowledge, today, subject=relay.subject),
        ),
        buttons=(PROFILE,),
    )


def somebody_named(
    relay: Relay, by: Person, people: Sequence[Person], knowledge: Knowledge, *, today: date
) -> Reply:
    """Told to who asked: a colleague thinks of somebody."""
    names = french.listing([person.name for person in people])
    return Reply(
        parts=(
            Heading(f"{by.name} pense à {names}"),
            Text(f"Votre question : « {relay.question} »", subtle=True),
            *(person_entry(one, knowledge, today, subject=relay.subject) for one in people),
        ),
        buttons=(PROFILE,),
    )


def thanks_for_help(relay: Relay, asker: Person) -> Reply:
    """Told to the helper, who may declare it."""
    subject = relay.subject or relay.question
    return say(
        f"Merci ! {first_name(asker.name)} vient de recevoir votre nom.",
        "Voulez-vous que l’on vous trouve la prochaine fois ?",
        buttons=(Say("L’ajouter à mon profil", f"ajoute à mon profil : {subject}"), PROFILE),
    )


def thanks_for_name(people: Sequence[Person], asker: Person) -> Reply:
    """Told to who named somebody."""
    names = french.listing([person.name for person in people])
    return say(f"Merci ! J’ai transmis à {first_name(asker.name)} : {names}.")


def whom() -> Reply:
    """A name is wanted."""
    return say("À qui pensez-vous ? Écrivez son prénom et son nom.")


def unknown_name() -> Reply:
    """The name is of nobody in the directory."""
    return say(
        "Je ne trouve pas cette personne dans l’annuaire. Écrivez son prénom et son nom, ou « annule »."
    )


def own_question() -> Reply:
    """The asker clicked."""
    return say("C’est votre propre question : je guette les réponses pour vous.")


def settled() -> Reply:
    """Answered, or lapsed."""
    return say(
        "Cette demande a déjà trouvé sa réponse ou n’est plus ouverte. Merci d’y avoir pensé !"
    )


def lapsed(relay: Relay, *, group: bool) -> Reply:
    """Nobody answered in time."""
    buttons: tuple[Button, ...] = (TO_COORDINATION,) if group else (_HELP,)
    return say(
        f"Personne n’a répondu à votre question « {relay.question} » en {DAYS_OPEN} jours. Je ne la garde plus.",
        buttons=buttons,
    )


def unmet(rows: Sequence[Unmet], *, more: int) -> Reply:
    """Concepts asked in vain; neither words nor names."""
    if not rows:
        return say("Aucun sujet n’attend de référent·e : chaque question a trouvé quelqu’un.")
    entries = [
        Entry(
            row.concept,
            (
                f"Demandé {french.count(row.times, 'fois', 'fois')}, la dernière en {french.month(row.last_asked)}",
            ),
        )
        for row in rows
    ]
    rest = [Text(f"… et {french.count(more, 'autre sujet', 'autres sujets')}.")] if more else []
    first = rows[0].concept
    return Reply(
        parts=(Heading("Sujets sans référent·e"), *entries, *rest),
        buttons=(Say("Je m’y connais", f"je m’y connais en {first}"), PROFILE),
    )


def thanks_for_judgement(*, helpful: bool, ways: tuple[Button, ...]) -> Reply:
    """An answer was useful or not."""
    if helpful:
        return say("Merci, c’est noté.", buttons=(PROFILE,))
    return say("Merci de le dire. On peut demander à des collègues :", buttons=ways)


def judged_before() -> Reply:
    """Said twice."""
    return say("C’est déjà noté, merci.")


def nothing_to_judge() -> Reply:
    """No answer was given before."""
    return say(
        "De quelle réponse parlez-vous ? Posez votre question, puis dites-moi si elle aide."
    )
