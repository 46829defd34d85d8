"""An address given for a calendar: what is wrong with it, what may be shown of it."""

from urllib.parse import urlsplit

LONGEST = 2000


class AddressRefused(Exception):
    """`reason` is a French sentence."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def checked(url: str) -> str:
    """The address as it will be read (webcal is https); raises AddressRefused."""
    if len(url) > LONGEST:
        raise AddressRefused(f"Cette adresse dépasse {LONGEST} caractères.")
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        raise AddressRefused("Cette adresse est mal formée.") from None
    if parts.scheme.lower() not in {"https", "webcal", "webcals"}:
        raise AddressRefused("Je ne lis que des adresses en https.")
    if parts.username or parts.password:
        raise AddressRefused("Cette adresse contient un mot de passe : je ne l’enregistre pas.")
    if "." not in host:
        raise AddressRefused("Cette adresse n’est pas celle d’un site.")
    return parts._replace(scheme="https").geturl()


def host_of(url: str) -> str:
    """What may be shown of an address: the rest may be a secret. A file is « fichier »."""
    return urlsplit(url).hostname or "fichier"
