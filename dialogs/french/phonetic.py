"""How a French word sounds, roughly: « violonsel » and « violoncel » have one key."""

import re
from functools import lru_cache

# In order: each rule sees what the rules before it left.
_RULES = tuple(
    (re.compile(written), sound)
    for written, sound in (
        (r"ph", "f"),
        (r"[cs]ch|sh", "S"),
        (r"ch(?=[rl])", "k"),
        (r"ch", "S"),
        (r"gn", "N"),
        (r"gu(?=[eiy])", "g"),
        (r"g(?=[eiy])", "j"),
        (r"qu|q|ck|cc(?![eiy])|c(?![eiy])", "k"),
        (r"sc(?=[eiy])|c(?=[eiy])|x", "s"),
        (r"th", "t"),
        (r"h", ""),
        (r"eau|au", "o"),
        (r"w", "v"),
        (r"y", "i"),
        (r"ai|ei|ay|ey|ez$|er$|et$|es$|ee?$", "e"),
        (r"oeu|eu|oe", "E"),
        (r"z", "s"),
        (r"(?:am|an|em|en)(?![aeiouEmn])", "A"),
        (r"(?:im|in|aim|ain|ein|um|un)(?![aeiouEmn])", "I"),
        (r"(?:om|on)(?![aeiouEmn])", "O"),
        (r"(.)\1+", r"\1"),
        (r"[etdspxl]+$", ""),
    )
)


@lru_cache(maxsize=50_000)
def key(word: str) -> str:
    """The sound of a folded word, as a short string that only serves to compare."""
    sound = word
    for rule, replacement in _RULES:
        sound = rule.sub(replacement, sound)
    return sound or word
