"""An address given for a calendar: what is wrong with it, what may be shown of it."""

from urllib.parse import urlsplit

from storage.records import Refusal

LONGEST = 2000


def checked(url: str) -> str:
    """The address as it will be read (webcal is https); raises Refusal."""
    if len(url) > LONGEST:
        raise Refusal(f"Cette adresse dépasse {LONGEST} caractères.")
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        raise Refusal("Cette adresse est mal formée.") from None
    if parts.scheme.lower() not in {"https", "webcal", "webcals"}:
        raise Refusal("Je ne lis que des adresses en https.")
    if parts.username or parts.password:
        raise Refusal("Cette adresse contient un mot de passe : je ne l’enregistre pas.")
    if "." not in host:
        raise Refusal("Cette adresse n’est pas celle d’un site.")
    return parts._replace(scheme="https").geturl()


def host_of(url: str) -> str:
    """What may be shown of an address: the rest may be a secret. A file is « fichier »."""
    return urlsplit(url).hostname or "fichier"
