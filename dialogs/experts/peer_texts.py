"""What the bot says of peer training."""

from collections.abc import Sequence
from datetime import date

from dialogs.experts.search import Found
from dialogs.experts.sharing import Demand
from dialogs.experts.texts import PROFILE, entry
from dialogs.french import say as french
from dialogs.messages import NO, YES, Choose, Entry, Heading, Part, Reply, Say, Text, say
from storage.records import Knowledge, Person

SHOWN = 10
_TEACHERS = 3
_DEMAND = Say("Ce qui est demandé", "quelles formations sont demandées ?")


def what_subject() -> Reply:
    """Nothing was named."""
    return say(
        "De quoi s’agit-il ? Par exemple : « je veux bien transmettre la reliure » ou « j’aimerais "
        "apprendre la LSF »."
    )


def confirm_wish(wishes: Sequence[str]) -> Reply:
    """Shown back before it is kept."""
    names = _names(wishes)
    return Reply(
        parts=(
            Text(f"Je note que vous aimeriez apprendre {names}."),
            Text(
                "Votre nom n’est montré qu’aux personnes qui le transmettent et à la coordination.",
                subtle=True,
            ),
        ),
        buttons=(Choose("Noter", YES, primary=True), Choose("Annuler", NO)),
    )


def wished(
    pairs: Sequence[tuple[str, Sequence[Found]]], knowledge: Knowledge, *, today: date
) -> Reply:
    """Kept; and who may be asked."""
    parts: list[Part] = [
        Text(f"C’est noté : vous aimeriez apprendre {_names([w for w, _ in pairs])}.")
    ]
    for wish, teachers in pairs:
        if teachers:
            parts.append(Heading(f"Pour « {wish} », à qui écrire", level=2))
            parts += [entry(one, knowledge, wish, today) for one in teachers[:_TEACHERS]]
        else:
            parts.append(
                Text(
                    f"Personne n’a encore dit vouloir transmettre « {wish} » : la demande est comptée."
                )
            )
    return Reply(parts=tuple(parts), buttons=(PROFILE, _DEMAND))


def wished_before(wishes: Sequence[str]) -> Reply:
    """Known already."""
    return say(f"Vous l’aviez déjà dit : {_names(wishes)}.", buttons=(PROFILE,))


def too_many(limit: int) -> Reply:
    """Wishes have a bound."""
    return say(f"Vous avez déjà {limit} envies d’apprendre : retirez-en une avant d’en ajouter.")


def wish_removed(wishes: Sequence[str]) -> Reply:
    """Taken back."""
    if not wishes:
        return say("Je n’avais rien noté de tel.", buttons=(PROFILE,))
    return say(
        f"C’est retiré : vous ne cherchez plus à apprendre {_names(wishes)}.", buttons=(PROFILE,)
    )


def teaches_nothing() -> Reply:
    """There was nothing to take back."""
    return say("Aucune de vos lignes ne dit que vous voulez transmettre.", buttons=(PROFILE,))


def demand(
    rows: Sequence[tuple[Demand, Sequence[Found], Sequence[Person]]],
    *,
    more: int,
    asked: Sequence[str],
) -> Reply:
    """What people want to learn, how many, and whether somebody passes it on."""
    if not rows:
        of = f" {_names(asked)}" if asked else ""
        return say(
            f"Personne n’a dit vouloir apprendre{of}. Pour le dire : « j’aimerais apprendre la LSF »."
        )
    parts: list[Part] = [Heading("Ce que des collègues aimeraient apprendre")]
    parts += [_row(one, teachers, learners) for one, teachers, learners in rows]
    if more:
        parts.append(Text(f"… et {french.count(more, 'autre sujet', 'autres sujets')}."))
    teach = Say("Je veux bien transmettre", f"je veux bien transmettre : {rows[0][0].subject}")
    return Reply(parts=tuple(parts), buttons=(teach, PROFILE))


def _row(one: Demand, teachers: Sequence[Found], learners: Sequence[Person]) -> Entry:
    by = french.listing([found.person.name for found in teachers[:_TEACHERS]])
    many = "veulent bien" if len(teachers) > 1 else "veut bien"
    lines = [
        french.count(len(one.people), "personne"),
        f"{by} {many} transmettre" if by else "Personne ne le transmet encore",
    ]
    if learners:
        lines.append(f"Demandé par {french.listing([person.name for person in learners])}")
    return Entry(one.subject, tuple(lines))


def _names(words: Sequence[str]) -> str:
    return french.listing([f"« {word} »" for word in words])
