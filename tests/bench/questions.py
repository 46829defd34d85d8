"""500 different expert questions, made by a seed from subjects of the field and ways to ask."""

import random

SUBJECTS = (
    "la LSF", "la reliure", "la régie son", "la médiation", "le théâtre", "la danse hip-hop",
    "la photographie", "les marchés publics", "la billetterie", "l’accueil des scolaires",
    "le violoncelle", "le chant choral", "la gravure", "le montage vidéo", "l’arabe",
    "le portugais", "les premiers secours", "l’éclairage de scène", "le FALC", "les subventions",
    "l’astronomie", "la petite enfance", "les ateliers d’écriture", "l’impression 3D", "le jeu vidéo",
)  # fmt: skip
FRAMES = (
    "qui connaît {} ?", "qui s’y connaît en {} ?", "je cherche quelqu’un pour {}",
    "à qui m’adresser pour {} ?", "qui peut m’aider sur {} ?",
)  # fmt: skip
DAYS = ("", " le lundi", " le mercredi", " le jeudi", " le samedi")


def questions(count: int, *, seed: int) -> list[str]:
    """`count` different questions in a random order."""
    made = [
        frame.format(subject).replace(" ?", f"{day} ?")
        if " ?" in frame
        else frame.format(subject) + day
        for subject in SUBJECTS
        for frame in FRAMES
        for day in DAYS
    ]
    random.Random(seed).shuffle(made)  # noqa: S311 - an order to repeat, not a secret
    return made[:count]
