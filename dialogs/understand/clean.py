"""Pieces of a message made into values: less their articles, politeness and what is said apart."""

import re
from collections.abc import Iterable, Iterator

from dialogs.french.words import fold
from dialogs.mentions.names import Span

_HEAD = re.compile(
    r"^(?:[\s,:;.\"«»“”>'’\-]+|(?:que|qu['’]|de l['’]|d['’]|l['’]|(?:de la|de|des|du|la|les|le|une|un|"
    r"en|au|aux|à la|à l['’]|à|sur|dans|avec|faire|fait|font|fasse|pour|quelqu['’]un|sait|savent|est|"
    r"sont|a|ont|bien|ma|mon|mes|nos|notre|aussi|compétence|compétences|plutôt|moi|celle|celui|et|mais|"
    r"comme|chez|gens|stp|svp)\b))+",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"(?:[\s,:;.!?\"«»“”>'’\-]+|\b(?:stp|svp|merci|s['’]il (?:te|vous) pla[iî]t|si besoin|aussi|déjà|dispo|"
    r"disponibles?|chez nous|ici|à|au|aux|de|du|des|la|le|les|en|pour|et|ou|sur|qui|quelqu['’]un)\b)*$",
    re.IGNORECASE,
)
_AGAIN = (
    r"(?:je (?:sais|peux|fais|parle|connais|pratique|joue|maîtrise|suis)|j['’]anime|je m['’]y connais)"
    r"(?: (?:aussi|également|bien|un peu))*(?: faire)?"
)
_NOTHING = re.compile(r"^(?:rien(?: du tout)?|tout|pas grand[- ]chose)$", re.IGNORECASE)
_PARTS = re.compile(
    rf"\s*[,;]?\s*(?:et|mais|puis|,)\s+(?:aussi\s+)?{_AGAIN}\s+|"
    r"\s*[,;/+]\s*(?:et\s+)?|\s+et\s+(?=(?:le|la|les|l['’]|du|de|des|en|un|une|au|aux|à)\b|\w+$)"
)


def cleaned(piece: str) -> str:
    """A value as one would write it down: « de la sérigraphie stp » is « sérigraphie »."""
    return _TAIL.sub("", _HEAD.sub("", piece)).strip()


def cut(span: Span, apart: Iterable[Span]) -> Iterator[Span]:
    """What is left of a piece when what is said apart (a venue, a day) is taken out."""
    start, end = span
    for first, last in sorted(apart):
        if first < end and last > start:
            if first > start:
                yield start, first
            start = max(start, last)
    if start < end:
        yield start, end


def parts(value: str) -> list[str]:
    """« le bulletinage et le catalogage » as two values."""
    said = [cleaned(part) for part in _PARTS.split(value)]
    return [part for part in said if part and not _NOTHING.match(part)]


def one_or_more(values: Iterable[str]) -> str | list[str]:
    """A single value as itself, several as a list, without doubles."""
    known = {fold(value): value for value in values}
    found = list(known.values())
    return found if len(found) > 1 else next(iter(found), "")
