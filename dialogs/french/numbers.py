"""French number words: « quinze », « vingt et un », « premier » → int."""

_UNITS = {
    "un": 1,
    "une": 1,
    "deux": 2,
    "trois": 3,
    "quatre": 4,
    "cinq": 5,
    "six": 6,
    "sept": 7,
    "huit": 8,
    "neuf": 9,
    "dix": 10,
    "onze": 11,
    "douze": 12,
    "treize": 13,
    "quatorze": 14,
    "quinze": 15,
    "seize": 16,
    "dix-sept": 17,
    "dix-huit": 18,
    "dix-neuf": 19,
}
_TENS = {
    "vingt": 20,
    "trente": 30,
    "quarante": 40,
    "cinquante": 50,
    "soixante": 60,
    "soixante-dix": 70,
    "septante": 70,
    "quatre-vingt": 80,
    "quatre-vingts": 80,
    "quatre-vingt-dix": 90,
    "nonante": 90,
    "cent": 100,
}
_ORDINALS = {
    "premier": 1,
    "premiere": 1,
    "1er": 1,
    "1ere": 1,
    "1re": 1,
    "deuxieme": 2,
    "second": 2,
    "seconde": 2,
    "2e": 2,
    "2eme": 2,
    "2nd": 2,
    "2nde": 2,
    "troisieme": 3,
    "3e": 3,
    "3eme": 3,
    "quatrieme": 4,
    "4e": 4,
    "4eme": 4,
}


def _written() -> dict[str, int]:
    known = {**_UNITS, **_TENS, "zero": 0}
    for ten, value in _TENS.items():
        # « soixante-dix » and « quatre-vingt-dix » go on with onze … dix-neuf.
        base, first = (value - 10, 10) if ten.endswith("-dix") else (value, 0)
        if value == _TENS["cent"] or ten.endswith("s"):
            continue
        for unit, number in _UNITS.items():
            if first < number < first + 10 and unit != "une":
                stem = ten.removesuffix("-dix")
                known[f"{stem}-{unit}"] = base + number
                if unit in {"un", "onze"}:
                    known[f"{stem}-et-{unit}"] = base + number
    return known


WRITTEN = _written()
"""Every number word from zéro to cent, parts joined by hyphens, without accents."""

ORDINALS = _ORDINALS
"""First to fourth, written and abbreviated, without accents."""


def number(text: str) -> int | None:
    """The number that folded text says in digits or words; None when it says none."""
    plain = "-".join(text.strip().split())
    if plain.isascii() and plain.isdecimal():
        return int(plain) if len(plain) <= 9 else None  # noqa: PLR2004 - past it, no count
    return WRITTEN.get(plain, ORDINALS.get(plain))
