"""The card of one's own profile, and of one of its lines, as it looks at each step."""

from collections.abc import Sequence
from typing import Literal

from dialogs.experts.profile_texts import CIRCLES, DAYS_FOR, about
from dialogs.experts.texts import LEVELS, days
from dialogs.french import say as french
from dialogs.messages import Button, Choose, Entry, Heading, Part, Reply, Say, Text
from storage.records import Knowledge, Person, Skill, Visibility
from storage.sharing import Wish

CHANGED = "C’est modifié."
GONE = "Cette ligne n’existe plus : rien n’a changé."
_HOW = "Touchez une ligne pour la modifier, ou dites-le : « passe ma reliure en référent »."
_MOST, _LABEL = 5, 40  # lines with a button of their own, and characters of it
_DATA = Say("Mes données", "mes données")
_BACK = Choose("Retour au profil", "back")
View = Literal["line", "level", "circle", "remove"]


def whole(
    person: Person,
    skills: Sequence[Skill],
    knowledge: Knowledge,
    *,
    wishes: Sequence[Wish] = (),
    in_private: bool,
    edits: bool = False,
    said: str = "",
) -> Reply:
    """« Mon profil »: what is known, where it comes from, who sees it; `edits` = with buttons."""
    venue = knowledge.venue(person.venue)
    groups = [group.name for code in person.groups if (group := knowledge.group(code))]
    lines = [
        person.job_title,
        venue.name if venue else person.service,
        _days(person),
        f"Langues : {french.listing(person.languages)}" if person.languages else "",
        f"Groupes de travail : {french.listing(groups)}" if groups else "",
    ]
    parts: list[Part] = [Text(said)] if said else []
    parts += [Entry(person.name, tuple(line for line in lines if line))]
    shown = [one for one in skills if in_private or _is_public(one)]
    parts.append(Heading("Ce que j’ai déclaré", level=2))
    parts += [Entry(skill.text, (about(skill),)) for skill in shown]
    if not shown:
        parts.append(
            Text("Rien pour l’instant. Dites par exemple : « je m’y connais en reliure ».")
        )
    if wishes:
        parts.append(Heading("Ce que j’aimerais apprendre", level=2))
        parts += [Entry(wish.text) for wish in wishes]
    if not in_private and len(shown) < len(skills):
        parts.append(Text("Le reste se lit dans notre conversation privée.", subtle=True))
    if edits:
        parts.append(Text(_HOW, subtle=True))
        lines_ = tuple(Choose(one.text[:_LABEL], f"line:{one.id}") for one in skills[:_MOST])
        return Reply(parts=tuple(parts), buttons=(*lines_, _DATA))
    return Reply(parts=tuple(parts), buttons=(_DATA, Say("Ce que je sais faire", "aide")))


def of_line(line: Skill, *, view: str, said: str = "") -> Reply:
    """One line, and what may be done with it."""
    parts: list[Part] = [Text(said)] if said else []
    parts.append(Entry(line.text, (about(line),)))
    buttons: tuple[Button, ...]
    match view:
        case "level":
            buttons = tuple(
                Choose(_capital(name), f"set:{level}") for level, name in LEVELS.items()
            )
        case "circle":
            buttons = tuple(
                Choose(_capital(name), f"see:{circle}") for circle, name in CIRCLES.items()
            )
        case "remove":
            parts.append(Text("Retirer cette ligne de votre profil ?"))
            buttons = (Choose("Retirer", "gone"),)
        case _:
            teach = "Ne plus transmettre" if line.teaches else "Je veux bien transmettre"
            buttons = (
                Choose("Niveau", "level"),
                Choose("Qui la voit", "circle"),
                Choose(teach, "teach"),
                Choose("Retirer", "remove"),
            )
    return Reply(parts=tuple(parts), buttons=(*buttons, _BACK))


def removed(line: Skill) -> str:
    """A line has gone."""
    return f"C’est retiré : « {line.text} »."


def _days(person: Person) -> str:
    """The whole list, which only they read, and who may know of it."""
    told = days(person)
    hidden = person.days_visibility is not Visibility.DEPARTMENT
    return f"{told} ({DAYS_FOR[person.days_visibility]})" if told and hidden else told


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _is_public(skill: Skill) -> bool:
    return skill.visibility in {Visibility.DEPARTMENT, Visibility.TOWN}
