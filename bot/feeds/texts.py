"""What people read about a programming source: why it cannot be read, and what was odd in it.

No sentence shows an address: a calendar's secret link is a key to it.
"""

from datetime import date

SIGN_IN = (
    "Cette adresse donne une page de connexion, pas un agenda : le lien est sans doute privé. "
    "Demandez à l’équipement l’adresse publique ou l’adresse secrète au format iCal."
)
WEB_PAGE = (
    "Cette adresse donne une page web, pas un agenda : cherchez sur cette page un lien « iCal », "
    "« .ics » ou « S’abonner au calendrier »."
)
EMPTY = "Cette source est vide : il n’y a rien à lire."
ARCHIVE = (
    "Ce fichier est une archive compressée : ouvrez-la et donnez le fichier .ics qu’elle contient."
)
JSON_DATA = "Cette source donne des données JSON, pas un agenda iCal : demandez l’export « .ics »."
XML_DATA = (
    "Cette source donne un flux XML ou RSS, pas un agenda iCal : demandez l’export « .ics »."
)
OFFICE_FILE = "Ce fichier est un document, pas un agenda iCal : demandez l’export « .ics »."
TABLE = "Cette source est un tableau, pas un agenda iCal : demandez l’export « .ics »."
NOT_A_CALENDAR = "Cette source n’est pas un agenda iCal : on n’y trouve pas « BEGIN:VCALENDAR »."
TOO_SLOW = "La lecture de cet agenda prend plus de 30 secondes : elle a été arrêtée."
TOO_HEAVY = "La lecture de cet agenda demande trop de mémoire ou de calcul : elle a été arrêtée."
READER_FAILED = (
    "La lecture de cet agenda s’est arrêtée sur une erreur : l’agenda est sans doute abîmé."
)

NOT_AN_ADDRESS = "Cette adresse n’est pas complète : elle doit commencer par « https:// »."
NOT_HTTPS = "Seules les adresses en « https:// » sont lues."
NO_CREDENTIALS = "Cette adresse contient un mot de passe : demandez-en une sans identifiant."
NUMERIC_HOST = (
    "Cette adresse désigne une machine par un numéro : donnez l’adresse avec le nom du site."
)
ODD_PORT = "Cette adresse utilise un port inhabituel : seuls les ports 443 et 80 sont permis."
LOST_HTTPS = "Ce site renvoie vers une adresse non sécurisée (http) : la lecture a été arrêtée."
TOO_MANY_HOPS = "Ce site renvoie d’adresse en adresse sans jamais donner l’agenda."
NO_FILE = "Ce fichier n’existe pas."
NOT_A_FILE = "Ce chemin ne désigne pas un fichier ordinaire."
NO_RIGHT = "Ce fichier ne peut pas être ouvert : Passerelle n’en a pas le droit."

CUT = "L’agenda s’arrête au milieu : la fin n’a pas été reçue."
NO_EVENT = "Cet agenda ne contient aucun événement."

_LINE = "ligne {}"


def too_big(limit: int) -> str:
    """`limit` in bytes."""
    return f"Cette source dépasse la limite de {limit // 1_000_000} Mo : demandez un export plus court."


def too_many_events(limit: int) -> str:
    """Above the number of entries that one source may have."""
    figure = f"{limit:,}".replace(",", "\u00a0")
    return f"Cet agenda contient plus de {figure} événements : demandez un export plus court."


def private_network(host: str) -> str:
    """The name leads inside the town's network."""
    return f"« {host} » désigne une machine d’un réseau interne : elle n’est pas lue."


def not_found(host: str) -> str:
    """The name is unknown to the resolver."""
    return f"Le site « {host} » est introuvable : vérifiez l’adresse."


def no_answer(host: str) -> str:
    """No connection, or cut in the middle."""
    return f"Le site « {host} » ne répond pas, ou sa réponse s’est interrompue."


def not_trusted(host: str) -> str:
    """The certificate is not valid."""
    return f"Le certificat de sécurité du site « {host} » n’est pas valable."


def too_late(host: str) -> str:
    """The site took more time than is granted."""
    return f"Le site « {host} » met trop de temps à répondre."


def refused(host: str, status: int) -> str:
    """An HTTP status other than success."""
    match status:
        case 401 | 403 | 407:
            return f"Le site « {host} » refuse l’accès (code {status}) : le lien est sans doute privé."
        case 404 | 410:
            return f"Le site « {host} » ne connaît plus cet agenda (code {status}) : le lien a changé."
        case 429:
            return f"Le site « {host} » demande de revenir plus tard (code {status})."
        case _ if status >= 500:  # noqa: PLR2004 - HTTP's own frontier
            return f"Le site « {host} » est en panne (code {status})."
        case _:
            return f"Le site « {host} » n’a pas donné l’agenda (code {status})."


def named(title: str, number: int) -> str:
    """How an entry is pointed at: its title where it has one, and its line."""
    where = _LINE.format(number)
    short = title if len(title) <= 80 else title[:79] + "…"  # noqa: PLR2004 - one line of a card
    return f"« {short} » ({where})" if short else f"Événement sans titre ({where})"


def no_start(what: str) -> str:
    """No beginning that can be read."""
    return f"{what} : la date de début manque ou ne se lit pas, l’événement est laissé de côté."


def odd_year(what: str, year: int) -> str:
    """A beginning outside of living memory."""
    return f"{what} : l’année {year} est invraisemblable, l’événement est laissé de côté."


def bad_end(what: str) -> str:
    """An end or a duration that cannot be read."""
    return f"{what} : la fin ne se lit pas, seul le début est gardé."


def reversed_end(what: str) -> str:
    """It ends before it begins."""
    return f"{what} : la fin précède le début, seul le début est gardé."


def twice(what: str) -> str:
    """A property that may stand once is there twice."""
    return f"{what} : la date de début est écrite deux fois, la première est gardée."


def bad_rule(what: str) -> str:
    """A rule of repetition that cannot be read."""
    return f"{what} : la règle de répétition ne se lit pas, seule la première date est gardée."


def dense_rule(what: str) -> str:
    """A rule that repeats each second or minute, or nearly."""
    return f"{what} : la répétition est trop serrée, seule la première date est gardée."


def long_repeat(what: str) -> str:
    """Each repetition lasts for more than a year."""
    return f"{what} : l’événement répété dure plus d’un an, seule la première date est gardée."


def bad_dates(what: str) -> str:
    """Added or removed dates that cannot be read."""
    return f"{what} : certaines dates ajoutées ou retirées ne se lisent pas, elles sont ignorées."


def bad_series(what: str) -> str:
    """The expansion failed."""
    return f"{what} : les répétitions n’ont pas pu être calculées, seules les dates écrites sont gardées."


def slow_series(what: str) -> str:
    """The expansion took too long."""
    return f"{what} : les répétitions demandent trop de calcul, seules les dates écrites sont gardées."


def many_dates(what: str, limit: int) -> str:
    """More repetitions than are kept."""
    return f"{what} : plus de {limit} répétitions sur la période, les premières sont gardées."


def many_repeats(limit: int) -> str:
    """More repetitions than one source may have."""
    figure = f"{limit:,}".replace(",", "\u00a0")
    return f"Cet agenda donne plus de {figure} répétitions sur la période : les suivantes sont ignorées."


def unknown_zone(name: str, town: str) -> str:
    """A time zone that nobody knows."""
    return f"Le fuseau horaire « {name[:60]} » est inconnu : ses heures sont lues comme celles de {town}."


def more(count: int) -> str:
    """Remarks past those that are shown."""
    return f"Et {count} autres remarques du même ordre."


def kept_empty(day: date) -> str:
    """The new reading has no future event at all."""
    return f"{_unchanged(day)} la source ne donne plus aucune date à venir."


def kept_cut(day: date) -> str:
    """The new reading was cut."""
    return f"{_unchanged(day)} l’agenda reçu s’arrête au milieu."


def kept_loss(day: date, *, before: int, after: int) -> str:
    """More than half of the future events are gone."""
    return f"{_unchanged(day)} la source passe d’un coup de {before} à {after} dates à venir."


def _unchanged(day: date) -> str:
    return f"Programme laissé comme avant la lecture du {day:%d/%m/%Y} :"
