"""Whether the bot could do its work now: database, schema, credentials, keys of the issuer."""

from typing import Protocol

from bot.teams.outbound import CONNECTOR_SCOPE, IdentityRefused, TokenSource, TokenUnavailable
from storage import schema
from storage.database import Database
from storage.records import Refusal


class Keys(Protocol):
    """The keys that inbound tokens are signed with."""

    async def warm(self) -> bool:
        """Whether some are known."""
        ...


class Readiness:
    """What GET /readyz and `passerelle check` look at."""

    def __init__(
        self, *, database: Database, credentials: TokenSource, keys: Keys | None = None
    ) -> None:
        self._database = database
        self._credentials = credentials
        self._keys = keys

    async def problems(self) -> list[str]:
        """One French sentence for each thing that is missing; empty when ready."""
        found = [await self._of_database(), await self._of_credentials(), await self._of_keys()]
        return [problem for problem in found if problem]

    async def _of_database(self) -> str:
        try:
            if await schema.is_current(self._database):
                return ""
        except Refusal as away:
            return away.reason
        except Exception as error:  # noqa: BLE001 - of whatever driver: it cannot be read now
            return f"La base de données ne répond pas ({type(error).__name__})."
        return "Le schéma de la base n’est pas à jour : lancez « passerelle db upgrade »."

    async def _of_credentials(self) -> str:
        try:
            await self._credentials.token(CONNECTOR_SCOPE)
        except IdentityRefused as refused:
            return f"Microsoft refuse les identifiants de l’application ({refused})."
        except TokenUnavailable as away:
            return f"Microsoft ne délivre pas de jeton pour l’instant ({away})."
        return ""

    async def _of_keys(self) -> str:
        if self._keys is None or await self._keys.warm():
            return ""
        return "Les clés de Microsoft ne peuvent pas être lues : les messages seraient refusés."
