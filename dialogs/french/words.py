"""The one French analyser: what a text is about, as stems in reading order.

Accents, capitals, ligatures, elisions, inclusive writing and texting shorthand are undone; words
of grammar and the frames of questions are left out.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum, auto
from functools import lru_cache

from dialogs.french.stemming import lists, stem

_LIGATURES = str.maketrans(
    {"œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae", "ß": "ss", "’": "'", "ʼ": "'", "‘": "'", "ø": "o"}
)
# What follows a dot, a slash, a dash or stands in brackets to include everybody: agent·e·s.
_ENDING = r"(?:trices?|teuses?|euses?|rices?|ices?|ses?|i?ennes?|nes?|[eè]res?|ves?|les?|es?|tes|eux|x|s)"
_DOTS = "[·•∙⋅‧]"
_WORD = re.compile(
    rf"""
    (?P<quelqu>(?:[Aa]ujourd|[Qq]uelqu|[Pp]resqu|[Pp]rud)['’][^\W\d_]+)
    |(?P<dotted>(?:[^\W\d_]\.){{2,}}[^\W\d_]?(?![^\W\d_]))
    |(?P<alnum>(?=\w*\d)[^\W_]+)
    |(?P<elided>(?:[ldjsnmtcLDJSNMTC]|[Qq]u|[Ll]orsqu|[Pp]uisqu|[Jj]usqu)['’](?=\w))
    |(?P<base>[^\W\d_]+)
       (?:{_DOTS}{_ENDING}(?:{_DOTS}s)?(?![^\W\d_])
         |\({_ENDING}\)s?(?![^\W\d_])
         |[.](?:e|s|es|ne|nes|se|ses|ice|ices|rice|rices|trice|trices|euse|euses)(?:\.s)?(?![^\W\d_])
         |[-](?:e|es|ne|nes|euse|euses|trice|trices|rice|rices|ice|ices)(?:-s)?(?![^\W\d_])
         |/(?:e|ne|se|euse|trice|rice|ice)s?(?![^\W\d_])
       )?
    |(?P<mark>[^\w\s'’-])
    """,
    re.VERBOSE,
)
_LETTERS_FIGURE = re.compile(r"([a-z]{3,})(\d)$")
# « son » is the sound, not « his », where nothing that could be owned follows, or after a trade.
_ENDS_A_GROUP = frozenset(
    [
        "de",
        "du",
        "d",
        "des",
        "a",
        "au",
        "aux",
        "en",
        "et",
        "ou",
        "pour",
        "sur",
        "dans",
        "avec",
        "par",
        "qui",
        "svp",
        "est",
    ]
)
_BRINGS_SOUND = frozenset(
    ["du", "le", "au", "regie", "regisseur", "technicien", "ingenieur", "inge", "prise", "console"]
)
_TAKES_A_LETTER = frozenset({"permis", "categorie", "option", "vitamine"})


_Piece = tuple[str, str, int, int]  # surface, folded word, start, end


class Role(StrEnum):
    """What a word is in its sentence."""

    GRAMMAR = auto()  # of no use to a search
    FRAME = auto()  # how one asks: « qui s'y connaît en »
    LIGHT = auto()  # says little by itself: « atelier »
    CONTENT = auto()
    MARK = auto()  # punctuation


@dataclass(frozen=True, slots=True)
class Token:
    """A word where it stands: `surface` as written, `word` folded and in its base form."""

    surface: str
    word: str
    start: int
    end: int
    role: Role

    @property
    def stem(self) -> str:
        """The stem of its family."""
        return stem(self.word)


def fold(text: str) -> str:
    """Without accents, capitals or ligatures, apostrophes straight."""
    if text.isascii():
        return text.lower()
    spread = unicodedata.normalize("NFD", text.translate(_LIGATURES))
    return "".join(letter for letter in spread if not unicodedata.combining(letter)).lower()


@lru_cache(maxsize=64)  # several readers look at the same message
def tokens(text: str) -> tuple[Token, ...]:
    """Every word and mark of a text, each with its role."""
    return _with_roles(_raw(text))


def analyse(text: str) -> tuple[Token, ...]:
    """The words that say what a text is about, in reading order."""
    return tuple(token for token in tokens(text) if token.role in {Role.LIGHT, Role.CONTENT})


def stems(text: str) -> tuple[str, ...]:
    """The stems of `analyse`, doubles kept: what is stored of a declared line."""
    return tuple(token.stem for token in analyse(text))


def is_common(word: str) -> bool:
    """Whether a folded word is so usual that it is never a slip for another."""
    known = lists()
    plain = word.removesuffix("s")
    return any({word, plain} & known[name] for name in ("common", "stop", "frame", "light"))


def _raw(text: str) -> list[_Piece]:
    """Surface, folded word and place of each piece, shorthand spelt out."""
    pieces = [piece for match in _WORD.finditer(text) for piece in _pieces(match)]
    return _joined(
        [
            (surface, said, start, end)
            for surface, word, start, end in pieces
            for said in _spelt_out(word)
        ]
    )


def _joined(raw: list[_Piece]) -> list[_Piece]:
    """« tout-petit », « hip hop » and the like in one piece."""
    table = lists()["joined"]
    made: list[_Piece] = []
    for piece in raw:
        previous = made[-1] if made else None
        pair = f"{previous[1]} {piece[1].removesuffix('s')}" if previous else ""
        if previous and pair in table:
            surface = f"{previous[0]} {piece[0]}"
            made[-1:] = [(surface, word, previous[2], piece[3]) for word in table[pair].split()]
        else:
            made.append(piece)
    return made


def _pieces(match: re.Match[str]) -> Iterator[_Piece]:
    surface, (start, end) = match.group(), match.span()
    if match["mark"]:
        yield surface, surface, start, end
    elif match["dotted"]:
        yield surface, fold(surface).replace(".", ""), start, end
    elif match["elided"]:
        yield surface, fold(surface).rstrip("'"), start, end
    elif match["alnum"]:
        yield from _with_figure(surface, start, end)
    else:
        yield surface, fold(match["base"] or surface), start, end


def _with_figure(surface: str, start: int, end: int) -> Iterator[_Piece]:
    """« SSIAP2 » is both « SSIAP » and the second degree of it."""
    word = fold(surface)
    degree = _LETTERS_FIGURE.match(word)
    if degree:
        yield surface, degree[1], start, end
    yield surface, word, start, end


def _spelt_out(word: str) -> list[str]:
    meant = lists()["sms"].get(word)
    return [word] if meant is None else meant.replace("j'", "j ").replace("c'", "c ").split()


def _with_roles(raw: list[_Piece]) -> tuple[Token, ...]:
    made: list[Token] = []
    for place, (surface, word, start, end) in enumerate(raw):
        before = made[-1] if made else None
        following = raw[place + 1][1] if place + 1 < len(raw) else ""
        said = _degree(surface, word, before)
        role = _role(said, before, following)
        made.append(Token(surface, said, start, end, role))
    return tuple(made)


def _degree(surface: str, word: str, before: Token | None) -> str:
    """« SSIAP 2 »: the figure goes with the acronym before it."""
    single = len(surface) == 1 and surface.isdigit()
    if single and before and before.surface.isupper() and len(before.word) > 2:  # noqa: PLR2004 - CM 2 is a class
        return before.word + surface
    return word


def _role(word: str, before: Token | None, following: str) -> Role:
    known = lists()
    if not word[:1].isalnum():
        return Role.MARK
    if word == "son":
        return Role.CONTENT if _is_sound(before, following) else Role.GRAMMAR
    if len(word) == 1 or word.isdigit():
        takes = before is not None and before.word in _TAKES_A_LETTER
        return Role.CONTENT if takes and word.isalpha() else Role.GRAMMAR
    if word == "ete" and before and before.word in {"l", "d", "cet", "en"}:
        return Role.CONTENT
    if word in known["stop"]:
        return Role.GRAMMAR
    same = {word, word.removesuffix("s"), word.removesuffix("nt")}
    if word in known["frame"] or word.removesuffix("nt") in known["frame"]:
        return Role.FRAME
    return Role.LIGHT if same & known["light"] else Role.CONTENT


def _is_sound(before: Token | None, following: str) -> bool:
    ends = not following[:1].isalnum() or following in _ENDS_A_GROUP
    return ends or (before is not None and before.word in _BRINGS_SOUND)
