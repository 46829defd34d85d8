"""Whether a message goes on with the question before it, and what it changes. Pure."""

import re
from dataclasses import replace

from dialogs.programme.families import families
from dialogs.programme.question import Question
from dialogs.programme.showings import folded

_GOES_ON = re.compile(
    r"^(?:et|ou(?! (?:est|se|ca|c|a|puis|peut|trouver))|seulement|uniquement|juste|plutot|non|mais"
    r"|sinon|pareil|avec|sans|pas|sauf|hors|hormis|que (?:le|la|les|l|du|de|des|a|au|aux|pour))\b"
)
_ARTICLE = re.compile(r"^(?:les?|la|l|des|du|un|une) ")
# Words that begin a question anew: « qqch demain ? » is not « et demain ? ».
_ANEW = re.compile(
    r"\b(?:quoi|q(?:ue)?l?q(?:ue)? ?ch(?:ose)?s?|quelque chose|trucs?|sorties?|sortir|programm\w+"
    r"|progs?|agendas?|evenements?|idees?|que faire|y a|se passe|animations?|choses?)\b|^seances?\b"
)
_MORE = re.compile(
    r"^(?:(?:et )?(?:montre|affiche|donne|voir|vois|dis)\w*(?: (?:moi|nous|en|m en))* )?"
    r"(?:(?:la|le|les|l) )?(?:plus|suites?|autres?|encore|reste|suivants?|suivantes?"
    r"|liste complete|tout le reste)(?: (?:stp|svp|d evenements?|resultats?))*$"
)
_FEW = 4


def asks_for_more(text: str) -> bool:
    """« Montre plus », « la suite »."""
    return bool(_MORE.match(folded(text)))


def is_about_shown(asked: Question) -> bool:
    """« C’est gratuit ? », « à quelle heure ? »: asks about what was shown, and names nothing."""
    names = asked.words or asked.venues or asked.wants or asked.dated or asked.ages
    return asked.aspect is not None and not names


def goes_on(text: str, asked: Question) -> bool:
    """Whether a message narrows the question before it: « et demain ? », « seulement gratuit »."""
    plain = folded(text)
    if asks_for_more(text) or is_about_shown(asked):
        return True
    if _ANEW.search(plain):
        return False
    if _GOES_ON.match(plain) or asked.without or asked.unwanted:
        return True
    if asked.words or asked.feast or asked.aspect or len(plain.split()) > _FEW:
        return False
    return bool(_ARTICLE.match(plain)) or not any(families()[one].is_kind for one in asked.wants)


def more(before: Question, *, page: int) -> Question:
    """The question before, from the lines that were not shown."""
    return replace(before, shown=before.shown + page, aspect=None)


def narrowed(before: Question, asked: Question) -> Question:
    """The question before, with what the new message adds or changes."""
    if is_about_shown(asked):
        return replace(before, aspect=asked.aspect, shown=0)
    when = asked if asked.dated else before
    venues = asked.venues or tuple(one for one in before.venues if one not in asked.without)
    topic = asked if asked.words else before
    return Question(
        start=when.start,
        end=when.end,
        dated=when.dated,
        said=when.said,
        feast=when.feast,
        part=asked.part or (None if asked.dated else before.part),
        venues=venues,
        wants=_wants(before, asked),
        without=_without(before, asked),
        unwanted=tuple(dict.fromkeys((*before.unwanted, *asked.unwanted))),
        ages=asked.ages or (() if _publics(asked) else before.ages),
        words=topic.words,
        quoted=topic.quoted,
        status=asked.status or before.status,
        aspect=asked.aspect,
        text=asked.text if asked.words else "",
    )


def _wants(before: Question, asked: Question) -> tuple[str, ...]:
    """Of one sort (kind, public, access) the newer takes the place of the older."""
    sorts = {families()[name].sort for name in asked.wants} - {""}
    if asked.ages:
        sorts.add("public")
    gone = set(asked.unwanted)
    kept = (one for one in before.wants if families()[one].sort not in sorts and one not in gone)
    return tuple(dict.fromkeys((*kept, *asked.wants)))


def _without(before: Question, asked: Question) -> tuple[str, ...]:
    kept = (one for one in before.without if one not in asked.venues)
    return tuple(dict.fromkeys((*kept, *asked.without)))


def _publics(asked: Question) -> bool:
    return any(families()[name].sort == "public" for name in asked.wants)
