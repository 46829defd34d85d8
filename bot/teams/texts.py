"""What the door itself says to people, in French: what it could not read, send or finish."""

FOLD = "Voir la suite"
UNFOLD = "Replier"
SHORTENED = "… La suite est trop longue pour être affichée ici."

STALE_CARD = (
    "Ce bouton vient d’un message ancien ou incomplet\u00a0: je ne peux plus m’en servir. "
    "Écrivez-moi votre demande, je la reprends avec vous."
)
NO_IDENTITY = (
    "Je ne peux répondre qu’aux personnes connectées avec leur compte de la Ville. "
    "Connectez-vous, puis écrivez-moi de nouveau."
)
TROUBLE = (
    "Je n’ai pas pu traiter votre demande\u00a0: un incident technique m’en a empêché. "
    "Réessayez dans un instant\u00a0; si cela continue, prévenez la personne qui s’occupe de "
    "Passerelle."
)
TOO_SLOW = (
    "Je mets trop de temps à répondre et je m’arrête là. Rien ne dit que votre demande a été "
    "prise en compte\u00a0: vérifiez, puis réessayez dans un instant."
)
OFFERED = "À enregistrer dans votre espace OneDrive."
FILE_DECLINED = "Entendu, je garde le fichier de côté. Redemandez-le quand vous voulez."
FILE_GONE = "Ce fichier n’est plus disponible\u00a0: redemandez-le-moi, je le prépare à neuf."
FILE_FAILED = (
    "Je n’ai pas pu déposer le fichier dans votre espace OneDrive. Redemandez-le-moi dans un "
    "instant\u00a0; si cela continue, prévenez la personne qui s’occupe de Passerelle."
)
SEEK_HINT = "Tapez une compétence, un mot ou un nom : « LSF », « régie son », « Camille »."
DONE = "C’est noté."
ANSWERED_BELOW = "Voici ma réponse, dans la conversation."


def too_long(length: int, *, limit: int) -> str:
    """The answer to a message beyond what one turn reads."""
    return (
        f"Votre message est très long ({_number(length)}\u00a0caractères)\u00a0: je lis jusqu’à "
        f"{_number(limit)}\u00a0caractères à la fois. Envoyez-le en plusieurs messages, "
        "je vous suis."
    )


def nobody_for(text: str) -> str:
    """The compose box found nobody."""
    return (
        f"Personne n’a déclaré « {text} ». Demandez-le à Passerelle dans une conversation\u00a0: "
        "elle vous aide à chercher."
    )


def and_more(count: int) -> str:
    """The honest last line of a card that was cut."""
    return f"… et {count}\u00a0autre{'s' if count > 1 else ''}"


def _number(value: int) -> str:
    return f"{value:,}".replace(",", "\u00a0")
