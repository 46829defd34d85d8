"""What is asked of one thing rather than which things: is it kept, what does it cost, until when.

French in, an Aspect out; and the words of an announcement that answer it.
"""

import re
from enum import StrEnum


class Aspect(StrEnum):
    """A side of an event that somebody asks about."""

    STATE = "state"
    PLACES = "places"
    PRICE = "price"
    END = "end"
    NEXT = "next"
    BOOKING = "booking"
    AGE = "age"
    DURATION = "duration"
    WHERE = "where"
    WHEN = "when"
    OPENING = "opening"


_THEY = r"(?:t )?(?:il|elle|ils|elles|ce|on)"
# On folded texts; the first that fits wins, and its words are not looked for in announcements.
_ASKED = (
    (
        Aspect.STATE,
        (
            r"(?:(?:est|sont)(?: elles?| ils?)? )?(?:bien |toujours )*maintenue?s?"
            rf"|(?:a|ont|aura|auront) (?:{_THEY} )?(?:bien|toujours|encore) lieu"
            rf"|(?:a|ont|aura|auront) {_THEY} lieu"
            r"|(?:est|sont) (?:elles? |ils? )?(?:toujours|encore) (?:prevue?s?|programmee?s?)"
        ),
    ),
    (
        Aspect.PLACES,
        (
            rf"(?:il )?(?:rest\w+|y a|y aura) (?:{_THEY} )?(?:encore |bien )?"
            r"(?:(?:des|de la|de|quelques|combien de) )?places?(?: (?:disponibles?|libres?|restantes?))?"
            r"|(?:encore|combien) (?:des |de )?places?(?: (?:reste|y a)\w*)?"
            r"|places? (?:disponibles?|restantes?|libres?)"
        ),
    ),
    (
        Aspect.PRICE,
        (
            r"combien (?:(?:est ce que )?(?:ca|cela) )?(?:coute\w*|vaut)"
            r"|(?:quels? (?:est|sont) |c est quoi )?(?:le |les |quels? |a quels? )(?:prix|tarifs?)"
            r"|(?:c est )?combien (?:pour|l entree|la place|c est)|c est combien|coute\w*|payante?s?"
            r"|pas (?:trop )?chere?s?"
        ),
    ),
    (
        Aspect.AGE,
        r"(?:(?:c est )?(?:a partir|pour|des) )?(?:de )?quels? ages?|quel age (?:faut il|minimum)",
    ),
    (
        Aspect.BOOKING,
        (
            rf"(?:faut {_THEY}|il faut|on doit|dois je|doit on|peut on|comment) (?:s |m |me |se )?"
            r"(?:inscri\w+|reserv\w+)"
        ),
    ),
    (
        Aspect.END,
        (
            r"(?:quand (?:est ce que )?)?(?:s arrete|se termine\w*|finit|finissent|prend fin)"
            r"(?: (?:quand|a quelle heure))?"
            r"|(?:dure\w* )?jusqu a (?:quand|quelle (?:heure|date))(?: dure\w*)?"
            r"|quand se termine\w*|date de fin|dernier jour"
        ),
    ),
    (
        Aspect.DURATION,
        r"combien de temps(?: dure\w*)?|(?:ca )?dure\w* combien|quelle (?:est la )?duree",
    ),
    (Aspect.WHERE, r"c est ou|ou (?:est ce|c est|ca se|se trouve|a lieu|ca)|a quel endroit"),
    (Aspect.NEXT, r"(?:quand (?:est|a lieu|aura lieu) )?(?:la|le|l) prochaine?"),
    (
        Aspect.OPENING,
        (
            rf"(?:est|sont|sera|seront) (?:{_THEY} )?(?:ouverte?s?|fermee?s?)"
            r"|(?:horaires?|heures?|jours?) d ouverture|ouvre\w*|ferme (?:quand|a quelle heure)"
        ),
    ),
    (
        Aspect.WHEN,
        (
            r"(?:c est )?a quelle heure|quelle heure|c est quand|quand (?:est ce|est|a lieu|c est)"
            r"|quels? jours?(?: c est)?|commence\w* quand"
        ),
    ),
)
_SHAPES = tuple((aspect, re.compile(rf"\b(?:{shape})\b")) for aspect, shape in _ASKED)
# « C’est gratuit ? » asks about what was shown; « un concert gratuit » looks for one.
_IS_IT_FREE = re.compile(
    rf"^(?:et )?(?:c est|est ce(?: que c est)?|ce sera|sont ils|est {_THEY})\b.*\bgratuite?s?$"
)
# « La Boum est gratuite ? » too; « qu’est-ce qui est gratuit ? » looks for what is.
_IS_THIS_FREE = re.compile(
    rf"(?<!\bqui )\b(?:est|sont|sera) (?:{_THEY} )?gratuite?s?(?: ou (?:pas|payante?s?|non))?$"
)
_ANNOUNCED = {
    Aspect.PRICE: re.compile(
        r"\d ?(?:€|euros?\b)|\bgratuit|\b(?:entrée|accès|participation|prix) libre|\btarif|\bpayant",
        re.IGNORECASE,
    ),
    Aspect.AGE: re.compile(
        r"\d ?ans\b|\d ?mois\b|\b(?:tout|jeune) public|\badultes?\b|\bfamille|\bâges\b",
        re.IGNORECASE,
    ),
    Aspect.BOOKING: re.compile(r"inscri|réserv|billet|sans rendez-vous", re.IGNORECASE),
    Aspect.PLACES: re.compile(r"\bplaces?\b|\bjauge\b|\bcomplet", re.IGNORECASE),
}
_SENTENCE = re.compile(r"(?<=[.!?…])\s+|\n+")


def aspect_in(plain: str) -> tuple[Aspect | None, str]:
    """What a folded text asks of one thing, and the text without the words that ask it."""
    if _IS_THIS_FREE.search(plain):
        return Aspect.PRICE, _IS_THIS_FREE.sub(" ", plain)
    if _IS_IT_FREE.match(plain):
        return Aspect.PRICE, re.sub(r"\bgratuite?s?\b", " ", plain)
    for aspect, shape in _SHAPES:
        if shape.search(plain):
            return aspect, shape.sub(" ", plain)
    return None, plain


def announced(aspect: Aspect, description: str) -> str:
    """The sentences of an announcement that tell it, as they are written; "" when none does."""
    shape = _ANNOUNCED.get(aspect)
    if shape is None:
        return ""
    told = [part.strip() for part in _SENTENCE.split(description) if shape.search(part)]
    return " ".join(told)
