"""What the bot says when a question goes to colleagues, and when an answer comes back."""

import re
from collections.abc import Sequence
from datetime import date

from dialogs.experts.texts import PROFILE, person_entry
from dialogs.french import say as french
from dialogs.mentions.people import first_name
from dialogs.messages import NO, YES, Button, Choose, Entry, Heading, Reply, Say, Text, say
from dialogs.understand.relaying import Passing
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


THE_COORDINATION = "à la coordination"


def the_group(name: str) -> str:
    """Where a question goes: « au groupe Handicap »."""
    return f"au groupe {name}"


def no_channel(name: str) -> str:
    """Why a question does not go to the group that was named."""
    return f"Le groupe {name} n’a pas de canal où je puisse écrire."


def as_question(words: str) -> str:
    """« s'il existe une boucle » as one asks it: « Est-ce qu'il existe une boucle ? »."""
    said = re.sub(r"^s['’](?=ils?\b)", "est-ce qu’", words.strip(" .?!"), flags=re.IGNORECASE)
    said = re.sub(r"^si (?=[aeiouyéèêh])", "est-ce qu’", said, flags=re.IGNORECASE)
    said = re.sub(r"^si ", "est-ce que ", said, flags=re.IGNORECASE)
    return f"{said[:1].upper()}{said[1:]} ?"


def confirm(question: str, *, to: str, asker: Person, note: str = "") -> Reply:
    """What will be sent, where, and that the asker's name goes with it."""
    return Reply(
        parts=(
            *((Text(note),) if note else ()),
            Text(f"J’envoie cette question {to}, de votre part ({asker.name}) :"),
            Entry(question),
            Text("Vous pouvez la redire autrement avant que je l’envoie.", subtle=True),
        ),
        buttons=(Choose("Envoyer", YES, primary=True), Choose("Annuler", NO)),
    )


def what_question() -> Reply:
    """Nothing was asked before."""
    return say("Quelle question voulez-vous transmettre ? Écrivez-la en une phrase.")


def sent(to: str, *, private: bool) -> Reply:
    """On its way; the answer comes to the asker's own chat, else where the question was asked."""
    answers = "Je vous écris" if private else "Je réponds ici"
    return say(
        f"C’est envoyé {to}. {answers} dès que quelqu’un répond, et au plus tard dans {DAYS_OPEN} jours."
    )


def not_for_guests() -> Reply:
    """Guests ask, and do not send messages to channels."""
    return say("Cette possibilité est réservée aux agent·es de la ville.", buttons=(_HELP,))


def nobody_to_ask(
    coordinators: Sequence[Person],
    knowledge: Knowledge,
    *,
    subject: str,
    note: str,
    today: date,
) -> Reply:
    """The bot can write to nobody: whom the asker may write to, with the message begun."""
    told = " Vous pouvez écrire vous-même à la coordination :" if coordinators else ""
    entries = [
        person_entry(one, knowledge, today, subject=subject) for one in coordinators[:_NAMED]
    ]
    return Reply(
        parts=(
            *((Text(note),) if note else ()),
            Text(f"Je ne peux joindre personne pour cela aujourd’hui.{told}"),
            *entries,
        ),
        buttons=(_HELP,),
    )


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
            Text("Pouvez-vous aider, ou connaissez-vous quelqu’un ?", subtle=True),
        ),
        buttons=(
            Say("Je peux aider", f"je peux aider pour la demande {number}"),
            Say("Je connais quelqu’un", f"je connais quelqu’un pour la demande {number}"),
        ),
    )


def helper_found(
    relay: Relay, helper: Person, knowledge: Knowledge, *, asker: Person, today: date
) -> Reply:
    """Told to who asked: somebody can help."""
    return Reply(
        parts=(
            Heading(f"{helper.name} peut vous aider"),
            _asked(relay, asker),
            person_entry(helper, knowledge, today, subject=relay.subject),
        ),
        buttons=(PROFILE,),
    )


def somebody_named(
    relay: Relay,
    by: Person,
    people: Sequence[Person],
    knowledge: Knowledge,
    *,
    asker: Person,
    today: date,
) -> Reply:
    """Told to who asked: a colleague thinks of somebody."""
    names = french.listing([person.name for person in people])
    return Reply(
        parts=(
            Heading(f"{by.name} pense à {names}"),
            _asked(relay, asker),
            *(person_entry(one, knowledge, today, subject=relay.subject) for one in people),
        ),
        buttons=(PROFILE,),
    )


def words_passed_on(relay: Relay, by: Person, words: str, asker: Person) -> Reply:
    """Told to who asked: a colleague thinks of somebody whom the directory does not know."""
    return Reply(
        parts=(Heading(f"{by.name} pense à quelqu’un"), _asked(relay, asker), Entry(words)),
        buttons=(PROFILE,),
    )


def _asked(relay: Relay, asker: Person) -> Text:
    """Whose question it is: the answer may be read in a channel."""
    return Text(f"Question {french.of(asker.name)} : « {relay.question} »", subtle=True)


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


def unknown_name(words: str, asker: Person) -> Reply:
    """The name is of nobody in the directory: it may be passed on as it is."""
    return Reply(
        parts=(
            Text("Je ne trouve pas cette personne dans l’annuaire."),
            Text(f"J’écris ceci à {first_name(asker.name)}, tel quel ?"),
            Entry(words),
            Text("Ou écrivez un prénom et un nom.", subtle=True),
        ),
        buttons=(Choose("Transmettre", YES, primary=True), Choose("Annuler", NO)),
    )


def thanks_for_words(asker: Person) -> Reply:
    """Told to who wrote them."""
    return say(f"Merci ! J’ai transmis à {first_name(asker.name)}.")


def which_relay(waiting: Sequence[Relay], answer: Passing) -> Reply:
    """« je peux aider » without a number, where no question waits, or several."""
    if not waiting:
        return say(
            "Aucune question n’attend de réponse ici. Si vous avez un savoir-faire à partager, "
            "ajoutez-le à votre profil.",
            buttons=(PROFILE,),
        )
    act = "je peux aider" if answer is Passing.HELP else "je connais quelqu’un"
    buttons = tuple(
        Say(relay.subject[:60], f"{act} pour la demande {relay.id}") for relay in waiting[:3]
    )
    return say("Pour quelle question ?", buttons=buttons)


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
        buttons=(Say(f"Je m’y connais : {first}"[:60], f"je m’y connais en {first}"), PROFILE),
    )


def thanks_for_judgement(*, helpful: bool, ways: tuple[Button, ...]) -> Reply:
    """An answer was useful or not; colleagues may know more."""
    if helpful or not ways:
        return say("Merci, c’est noté.", buttons=(PROFILE,))
    return say("Merci de le dire. On peut demander à des collègues :", buttons=(*ways, _HELP))


def judged_before() -> Reply:
    """Said twice."""
    return say("C’est déjà noté, merci.")


def nothing_to_judge() -> Reply:
    """No answer was given before."""
    return say(
        "De quelle réponse parlez-vous ? Posez votre question, puis dites-moi si elle aide."
    )
