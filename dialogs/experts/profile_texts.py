"""What the bot says about one's own profile: what it holds, and what is about to change."""

from collections.abc import Sequence

from dialogs.experts.texts import LEVELS, PROFILE, days
from dialogs.french import say as french
from dialogs.messages import NO, YES, Choose, Entry, Heading, Part, Reply, Say, Text, say
from storage.records import Knowledge, Person, Skill, Visibility

CIRCLES = {
    Visibility.ME: "visible de vous seul·e",
    Visibility.VENUE: "visible dans votre équipement",
    Visibility.DEPARTMENT: "visible de la direction",
    Visibility.TOWN: "visible de toute la ville",
}
_CANCEL = Choose("Annuler", NO)


def profile(
    person: Person, skills: Sequence[Skill], knowledge: Knowledge, *, in_private: bool
) -> Reply:
    """« Mon profil »: what is known, where it comes from, who sees it."""
    venue = knowledge.venue(person.venue)
    groups = [group.name for code in person.groups if (group := knowledge.group(code))]
    lines = [
        person.job_title,
        venue.name if venue else person.service,
        days(person),
        f"Langues : {french.listing(person.languages)}" if person.languages else "",
        f"Groupes de travail : {french.listing(groups)}" if groups else "",
    ]
    parts: list[Part] = [Entry(person.name, tuple(line for line in lines if line))]
    shown = [one for one in skills if in_private or _is_public(one)]
    parts.append(Heading("Ce que j’ai déclaré", level=2))
    parts += [Entry(skill.text, (_about(skill),)) for skill in shown]
    if not shown:
        parts.append(
            Text("Rien pour l’instant. Dites par exemple : « je m’y connais en reliure ».")
        )
    if not in_private and len(shown) < len(skills):
        parts.append(Text("Le reste se lit dans notre conversation privée.", subtle=True))
    buttons = (Say("Mes données", "mes données"), Say("Ce que je sais faire", "aide"))
    return Reply(parts=tuple(parts), buttons=buttons)


def confirm_add(skills: Sequence[Skill]) -> Reply:
    """New lines, shown back before they are kept."""
    parts: list[Part] = [Text("J’ajoute à votre profil :")]
    parts += [Entry(skill.text, (_about(skill),)) for skill in skills]
    parts.append(
        Text(
            "Vous pouvez préciser : « niveau débutant », « juste pour mon équipement ».",
            subtle=True,
        )
    )
    return Reply(parts=tuple(parts), buttons=(Choose("Ajouter", YES, primary=True), _CANCEL))


def confirm_remove(lines: Sequence[str]) -> Reply:
    """Lines about to go."""
    parts: list[Part] = [Text("Je retire de votre profil :")]
    parts += [Entry(line) for line in lines]
    return Reply(parts=tuple(parts), buttons=(Choose("Retirer", YES, primary=True), _CANCEL))


def confirm_days(wanted: Sequence[str], *, partial: bool) -> Reply:
    """The days that somebody works; finer times were perhaps said, which are not kept."""
    parts: list[Part] = [Text(f"Vous travaillez {french.weekdays(wanted)}. C’est bien cela ?")]
    if partial:
        parts.append(Text(_WHOLE_DAYS, subtle=True))
    return Reply(parts=tuple(parts), buttons=(Choose("Enregistrer", YES, primary=True), _CANCEL))


_WHOLE_DAYS = (
    "Je ne retiens que des jours entiers, chaque semaine : ni les demi-journées, ni "
    "« une semaine sur deux »."
)


def which_days() -> Reply:
    """Days were only taken away, and none is left or known."""
    return say("Quels jours travaillez-vous ? Par exemple : « je travaille du lundi au jeudi ».")


def not_kept(lines: Sequence[str]) -> Text:
    """A proposal that a new one replaces."""
    names = french.listing([f"« {line} »" for line in lines])
    return Text(f"Sans votre « oui », je n’ai pas noté {names}.")


def not_changed(*, removal: bool) -> Text:
    """The same for a removal, or for working days."""
    return Text("Je n’ai rien retiré." if removal else "Je n’ai pas changé vos jours.")


def added(skills: Sequence[Skill]) -> Reply:
    """The profile says so now."""
    names = french.listing([f"« {skill.text} »" for skill in skills])
    return say(f"C’est noté : {names}. Merci !", buttons=(PROFILE,))


def removed(lines: Sequence[str]) -> Reply:
    """Gone from the profile."""
    names = french.listing([f"« {line} »" for line in lines])
    return say(f"C’est retiré : {names}.", buttons=(PROFILE,))


def days_kept(wanted: Sequence[str]) -> Reply:
    """The working days are known."""
    return say(f"C’est noté : vous êtes là {french.weekdays(wanted)}.", buttons=(PROFILE,))


def already(skills: Sequence[Skill]) -> Reply:
    """Declared before."""
    names = french.listing([f"« {skill.text} »" for skill in skills])
    return say(f"{names} est déjà dans votre profil.", buttons=(PROFILE,))


def not_declared(text: str) -> Reply:
    """Something to remove that is not there."""
    said = f"« {text} »" if text else "cela"
    return say(f"Je ne trouve pas {said} dans ce que vous avez déclaré.", buttons=(PROFILE,))


def what_skill() -> Reply:
    """A declaration without a subject."""
    return say("Qu’est-ce que je dois noter ? Par exemple : « je m’y connais en reliure ».")


def too_much(limit: int) -> Reply:
    """A profile has a bound."""
    return say(f"Votre profil compte déjà {limit} lignes : retirez-en une avant d’en ajouter.")


def cancelled() -> Reply:
    """Nothing was kept."""
    return say("D’accord, je ne change rien.", buttons=(PROFILE,))


def check_skill(text: str, *, declared: bool) -> Reply:
    """« est-ce que la LSF est dans mes compétences ? »."""
    if declared:
        return say(f"Oui, « {text} » est dans votre profil.", buttons=(PROFILE,))
    return say(f"Non, « {text} » n’est pas dans votre profil.", buttons=(PROFILE,))


def _about(skill: Skill) -> str:
    level = f"{LEVELS[skill.level]}, " if skill.level else ""
    since = f", depuis le {french.full_day(skill.declared_at.date())}" if skill.declared_at else ""
    told = f"{level}{CIRCLES[skill.visibility]}{since}"
    return told[0].upper() + told[1:]


def _is_public(skill: Skill) -> bool:
    return skill.visibility in {Visibility.DEPARTMENT, Visibility.TOWN}
