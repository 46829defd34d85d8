"""Which languages a text says are spoken: « je parle japonais », not « reliure japonaise »."""

from functools import lru_cache

from dialogs.french.words import Role, Token, tokens

# Names as folded masculine forms; sign languages are ordinary words of the thesaurus.
NAMES = frozenset(
    [
        "afrikaans",
        "albanais",
        "allemand",
        "amharique",
        "anglais",
        "arabe",
        "armenien",
        "azeri",
        "bambara",
        "basque",
        "bengali",
        "berbere",
        "bielorusse",
        "birman",
        "bosniaque",
        "breton",
        "bulgare",
        "cantonais",
        "catalan",
        "chinois",
        "comorien",
        "coreen",
        "corse",
        "creole",
        "croate",
        "dari",
        "danois",
        "dioula",
        "espagnol",
        "esperanto",
        "estonien",
        "ewe",
        "farsi",
        "finnois",
        "flamand",
        "fon",
        "francais",
        "fula",
        "georgien",
        "grec",
        "gujarati",
        "haoussa",
        "hebreu",
        "hindi",
        "hongrois",
        "igbo",
        "indonesien",
        "irlandais",
        "islandais",
        "italien",
        "japonais",
        "kabyle",
        "kazakh",
        "khmer",
        "kikongo",
        "kinyarwanda",
        "kirundi",
        "kurde",
        "lao",
        "laotien",
        "latin",
        "letton",
        "lingala",
        "lituanien",
        "luxembourgeois",
        "macedonien",
        "malais",
        "malgache",
        "malinke",
        "mandarin",
        "mandingue",
        "mandinka",
        "mongol",
        "moore",
        "neerlandais",
        "nepalais",
        "norvegien",
        "occitan",
        "ourdou",
        "ouzbek",
        "pachto",
        "pashto",
        "persan",
        "peul",
        "polonais",
        "portugais",
        "pulaar",
        "punjabi",
        "quechua",
        "rifain",
        "romani",
        "roumain",
        "russe",
        "sango",
        "serbe",
        "shimaore",
        "singhalais",
        "slovaque",
        "slovene",
        "somali",
        "soninke",
        "sousou",
        "suedois",
        "swahili",
        "tagalog",
        "tahitien",
        "tamazight",
        "tamil",
        "tamoul",
        "tatar",
        "tchetchene",
        "tcheque",
        "thai",
        "tibetain",
        "tigrinya",
        "turc",
        "turkmene",
        "ukrainien",
        "vietnamien",
        "wallon",
        "wolof",
        "yiddish",
        "yoruba",
        "zoulou",
    ]
)
_SPEAKS = frozenset(
    [
        "parle",
        "parles",
        "parlent",
        "parler",
        "parlant",
        "parlez",
        "parlons",
        "langue",
        "langues",
        "bilingue",
        "bilingues",
        "trilingue",
        "courant",
        "couramment",
        "maternelle",
        "natif",
        "native",
        "interprete",
        "interpretes",
        "interpretariat",
        "interpretation",
        "traduire",
        "traduit",
        "traduction",
        "traductions",
        "traducteur",
        "traductrice",
        "comprend",
        "comprends",
        "comprendre",
        "lu",
        "dialectal",
        "dialectale",
        "litteraire",
        "oral",
    ]
)
# « du japonais », « en arabe », « l'espagnol »: a language unless a noun stands before.
_LEADS = frozenset({"en", "le", "l", "du", "au"})
_LINKS = frozenset(
    [
        "et",
        "ou",
        "le",
        "l",
        "un",
        "peu",
        "en",
        "d",
        "de",
        "a",
        "debutant",
        "bon",
        "bonne",
        "niveau",
        "notions",
    ]
)
_TAUGHT = frozenset(
    ["cours", "notions", "atelier", "ateliers", "professeur", "enseignant", "initiation", "bases"]
)
PREFIX = "langue:"


def spoken(text: str) -> tuple[str, ...]:
    """The languages said to be spoken in a text, as terms « langue:arabe », in reading order."""
    read = tokens(text)
    places = [place for place, token in enumerate(read) if name(token.word)]
    if not places:
        return ()
    told = any(token.word in _SPEAKS for token in read) or _only_languages(read)
    found = [PREFIX + name(read[place].word) for place in places if told or _is_led(read, place)]
    return tuple(dict.fromkeys(found))


@lru_cache(maxsize=20_000)
def name(word: str) -> str:
    """The language that a folded word may name, or "": « arabophone » is « arabe » too."""
    if word in NAMES:
        return word
    for ending in ("ophones", "ophone"):
        root = word.removesuffix(ending)
        if root != word:
            return next((language for language in sorted(NAMES) if language.startswith(root)), "")
    return ""


def _only_languages(read: tuple[Token, ...]) -> bool:
    words = [token for token in read if token.role is not Role.MARK]
    return all(name(token.word) or token.word in _LINKS for token in words)


def _is_led(read: tuple[Token, ...], place: int) -> bool:
    before = [token.word for token in read[max(0, place - 2) : place]]
    taught = len(before) == 2 and before[1] in {"de", "d"} and before[0] in _TAUGHT  # noqa: PLR2004 - a pair
    if not taught and (not before or before[-1] not in _LEADS):
        return read[place].word not in NAMES
    following = read[place + 1] if place + 1 < len(read) else None
    return following is None or following.role is not Role.CONTENT
