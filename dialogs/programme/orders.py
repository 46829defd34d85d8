"""Sentences about the digest of a channel and the calendars: French to an Order, nothing else."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from dialogs.programme.showings import folded

_ADDRESS = re.compile(r"(?:https?|webcals?)://[^\s<>«»\"]+", re.IGNORECASE)
_SAID_AFTER = ".,;:!?)]…'’"  # punctuation of the sentence, not of the address


class Do(StrEnum):
    """What may be asked about digests and calendars."""

    CONNECT = "connect"
    DISCONNECT = "disconnect"
    PAUSE = "pause"
    RESUME = "resume"
    SCHEDULE = "schedule"
    SETTINGS = "settings"
    PREVIEW = "preview"
    SEND = "send"
    STATUS = "status"
    NOT_YET = "not_yet"
    FEED_ADD = "feed_add"
    FEED_REMOVE = "feed_remove"
    FEED_LIST = "feed_list"
    FEED_REFRESH = "feed_refresh"


ABOUT_FEEDS = frozenset({Do.FEED_ADD, Do.FEED_REMOVE, Do.FEED_LIST, Do.FEED_REFRESH})


@dataclass(frozen=True, slots=True)
class Order:
    """What to do; `url` is an address of the message, which may be a secret."""

    do: Do
    url: str = ""


_DIGEST = r"(?:recaps?|digests?|resumes?|bulletins?|recapitulatifs?|programmes?|envois?)"
_CALENDAR = r"(?:agendas?|calendriers?|flux|ical|icalendar|ics|sources?)"
_CALENDARS = r"(?:agendas|calendriers|flux|sources)"
_DAYS = r"(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)"

_END_OF_PAUSE = (
    r"(?:fin|fini\w*|sor\w+|leve\w*|enleve\w*|retire\w*|annule\w*|termine\w*|stop|arrete\w*)"
    r"(?: de)?(?: la| cette| le mode)? pause|plus (?:de|en) pause"
)
_GO_ON = (
    r"repren\w+|reprise|reactiv\w+|relanc\w+|recommenc\w+|redemarr\w+|reveill\w+|reparti\w*"
    r"|remet\w*(?: \w+){0,3} en (?:route|marche|service)|retabli\w*|(?:on est|nous sommes) de retour"
)
# « Reprends », « c’est reparti », « on reprend » and nothing else: only a silent channel gives it a sense.
_ONLY_GO_ON = re.compile(
    rf"(?:(?:bon|allez|ok|alors|et|hop|merci|stp|svp|s il (?:te|vous) plait|tu peux|vous pouvez|peux tu|c est"
    rf"|on|nous|maintenant|tout de suite|des maintenant|ici|dans ce canal|le|les|l|la|{_DIGEST})\b ?)*"
    rf"(?:{_GO_ON}|{_END_OF_PAUSE}) ?"
    rf"(?:(?:maintenant|tout de suite|stp|svp|s il (?:te|vous) plait|merci|ici|le|les|l"
    rf"|dans ce canal|{_DIGEST})\b ?)*"
)

# The first that fits wins; texts are folded (no accents, no punctuation).
_FEEDS = (
    (Do.FEED_REMOVE, r"\b(?:retire|enleve|supprime|efface|oublie)\w*\b"),
    (Do.FEED_REFRESH, r"\b(?:reli[srt]|recharge|actualise|rafraichi|mets a jour)\w*\b"),
    (Do.FEED_ADD, r"\b(?:ajoute|branche|connecte|importe)\w*\b"),
    # « l’agenda de la semaine » asks for the programme; its calendars are several, or read.
    (Do.FEED_LIST, rf"\b(?:quel(?:le)?s|liste|montre|affiche|etat)\b.*\b{_CALENDARS}\b"),
    (Do.FEED_LIST, r"\b(?:lis tu|tu lis|lisez vous|vous lisez)\b"),
)
_DIGESTS = (
    (
        Do.STATUS,
        r"\b(?:envois?|recaps?)\b.*\b(?:doute|incertain\w*|attente|echou\w*|parti|partis)\b",
    ),
    (
        Do.NOT_YET,
        r"\b(?:mensuel\w*|tous les mois|quinzaine|deux semaines|quotidien\w*|week end)\b",
    ),
    (Do.NOT_YET, r"\b(?:trop longs?|max|maximum|un jour plus tot)\b"),
    (Do.DISCONNECT, r"\b(?:deconnect|debranch|desabonn|desinscri|resili)\w*"),
    (Do.RESUME, rf"\b(?:{_END_OF_PAUSE})\b"),
    (Do.PAUSE, r"\b(?:pause|suspen\w+|interromp\w*|silence)\b"),
    (Do.RESUME, rf"\b(?:{_GO_ON})\b"),
    (Do.DISCONNECT, r"\b(?:stop|arrete\w*|cesse\w*|plus (?:recevoir|suivre|rien|de recap))\b"),
    (Do.SEND, r"\b(?:envo\w+|renvo\w+|poste\w*|publie\w*)\b.*\b(?:maintenant|tout de suite)\b"),
    (
        Do.SETTINGS,
        r"\b(?:reglages?|parametres?|abonne a|est il abonne|quel(?:le)? (?:jour|heure))\b",
    ),
    (Do.SETTINGS, r"\b(?:prochain (?:envoi|recap)|quand (?:envoies?|est) )"),
    (Do.PREVIEW, r"\b(?:montre\w*|affiche\w*|apercu|previsualise\w*|voir|renvo\w+)\b.*" + _DIGEST),
    (Do.NOT_YET, r"\b(?:seulement|uniquement|que les?|enleve\w*|retire\w*)\b"),
    (Do.CONNECT, r"\bcanal\b.*\b(?:suit|suive|suivre)\b"),
    (Do.CONNECT, r"\b(?:connecte\w*|branche\w*|abonn\w+|inscri\w+|rattache\w*)\b"),
    (Do.SCHEDULE, rf"\b{_DAYS}s?\b|\b\d{{1,2}} ?h(?:eures?)?\b|\bh \d"),
)
_BY_SLOT = {
    "subscribe": Do.CONNECT,
    "unsubscribe": Do.DISCONNECT,
    "set": Do.SCHEDULE,
    "filter": Do.NOT_YET,
    "pause": Do.PAUSE,
    "resume": Do.RESUME,
    "show": Do.SETTINGS,
    "send_now": Do.SEND,
    "status": Do.STATUS,
    "add_feed": Do.FEED_ADD,
    "remove_feed": Do.FEED_REMOVE,
    "list_feeds": Do.FEED_LIST,
    "refresh_feeds": Do.FEED_REFRESH,
}


def read_order(text: str, slots: Mapping[str, Any]) -> Order | None:
    """The order in a message, helped by the slot `op`; None when there is none."""
    plain = folded(without_address(text))
    about_feeds = _feed(text, plain)
    if about_feeds is not None:
        return about_feeds
    said = next((do for do, shape in _DIGESTS if re.search(shape, plain)), None)
    do = said or _BY_SLOT.get(str(slots.get("op", "")))
    return None if do is None else Order(do)


def read_feed_order(text: str) -> Order | None:
    """The order about calendars in a message that looked like a question about the programme."""
    return _feed(text, folded(without_address(text)))


def goes_on_again(text: str) -> bool:
    """Whether a message says « reprends » and nothing else."""
    return bool(_ONLY_GO_ON.fullmatch(folded(text)))


def address_in(text: str) -> str:
    """The first address of a message, without the punctuation that follows it."""
    found = _ADDRESS.search(text)
    return found[0].rstrip(_SAID_AFTER) if found else ""


def without_address(text: str) -> str:
    """The sentence around an address."""
    return _ADDRESS.sub(" ", text)


def _feed(text: str, plain: str) -> Order | None:
    url = address_in(text)
    if not url and not re.search(rf"\b{_CALENDAR}\b", plain):
        return None
    verb = next((do for do, shape in _FEEDS if re.search(shape, plain)), None)
    if url:
        return Order(Do.FEED_ADD, url)
    return None if verb is None else Order(verb)
