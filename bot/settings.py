"""The settings: read once from the environment or a `.env` file; a wrong one stops the start."""

from pathlib import Path
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from pydantic import BeforeValidator, Field, ValidationError, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from bot import settings_file
from bot.settings_forms import admins, complete_address, hosts
from storage.database import is_address
from storage.records import Refusal

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
CONNECTOR_HOSTS = ("smba.trafficmanager.net", "*.botframework.com")
PREFIX = "PASSERELLE_"
_FILE = Path(".env")


class SettingsWrong(Refusal):
    """The bot cannot start; `problems` holds one French sentence for each wrong setting."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


def _lower(value: object) -> object:
    return value.strip().lower() if isinstance(value, str) else value


def _words(value: object) -> object:
    """« a, b c » → ("a", "b", "c"): how lists are written in an environment."""
    return tuple(value.replace(",", " ").split()) if isinstance(value, str) else value


WordList = Annotated[tuple[str, ...], NoDecode, BeforeValidator(_words)]


class Settings(BaseSettings):
    """Every setting of the bot. Each description is what `passerelle check` prints (in French)."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_file=_FILE, frozen=True, extra="ignore"
    )

    database_url: str = Field(
        default="sqlite:///passerelle.db",
        description="Adresse de la base : sqlite:///fichier ou postgresql://utilisateur@hôte/base",
    )
    host: str = Field(default="127.0.0.1", description="Adresse d’écoute du serveur")
    port: int = Field(default=3978, ge=1, le=65535, description="Port d’écoute du serveur")
    app_id: str = Field(default="", description="Identifiant de l’application Azure Bot")
    app_secret: str = Field(default="", repr=False, description="Secret de l’application")
    app_certificate: Path | None = Field(
        default=None, description="Fichier PEM du certificat, à la place du secret"
    )
    app_thumbprint: str = Field(default="", description="Empreinte de ce certificat")
    tenant_id: str = Field(
        default="", description="Identifiant du locataire Microsoft de la ville"
    )
    service_hosts: WordList = Field(
        default=CONNECTOR_HOSTS,
        description="Hôtes de Microsoft à qui des réponses peuvent être envoyées",
    )
    public_url: str = Field(
        default="", description="Adresse publique du robot (fichiers et images dans les cartes)"
    )
    feeds_proxy: str = Field(default="", description="Mandataire pour la lecture des agendas")
    emulator: bool = Field(
        default=False, description="Accepter l’Agents Playground avec jetons (boucle locale)"
    )
    admins: WordList = Field(
        default=(),
        description="aadObjectId des premiers administrateurs, séparés par des virgules",
    )
    timezone: str = Field(default="Europe/Paris", description="Fuseau horaire de la ville")
    log_level: Annotated[Literal["debug", "info", "warning", "error"], BeforeValidator(_lower)] = (
        Field(default="info", description="Niveau du journal technique")
    )
    log_format: Annotated[Literal["", "text", "json"], BeforeValidator(_lower)] = Field(
        default="", description="Forme du journal : text ou json (selon le terminal par défaut)"
    )

    @field_validator("database_url")
    @classmethod
    def _known_database(cls, value: str) -> str:
        if not value.startswith(("sqlite:///", "sqlite+", "postgresql://", "postgresql+")):
            raise ValueError("l’adresse doit commencer par sqlite:/// ou postgresql://")
        if not is_address(value):
            raise ValueError(
                "cette adresse ne se lit pas ; par exemple postgresql://utilisateur@hôte:5432/base"
            )
        return value

    @field_validator("public_url", "feeds_proxy")
    @classmethod
    def _address(cls, value: str, info: ValidationInfo) -> str:
        schemes = {"https"} if info.field_name == "public_url" else {"http", "https"}
        return complete_address(value, schemes=schemes, loopback=LOOPBACK)

    @field_validator("service_hosts")
    @classmethod
    def _hosts(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        return hosts(value)

    @field_validator("admins")
    @classmethod
    def _admins(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        return admins(value)

    @field_validator("timezone")
    @classmethod
    def _known_zone(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (KeyError, ValueError, OSError) as unknown:
            raise ValueError("fuseau inconnu ; par exemple Europe/Paris") from unknown
        return value

    @property
    def zone(self) -> ZoneInfo:
        """The town's time zone."""
        return ZoneInfo(self.timezone)

    @property
    def is_local(self) -> bool:
        """No credentials at all: only this machine may speak to the bot."""
        return not (self.app_id or self.app_secret or self.app_certificate or self.tenant_id)

    @property
    def base_url(self) -> str:
        """Where files of the bot are fetched, "" when nobody could reach them."""
        return self.public_url or (f"http://{self.host}:{self.port}" if self.is_local else "")


def load_settings(**given: object) -> Settings:
    """Reads the settings (`given` wins over the environment); raises SettingsWrong."""
    unread = settings_file.problems(_FILE)
    if unread:
        raise SettingsWrong(unread)
    try:
        settings = Settings(**given)  # type: ignore[arg-type]  # pydantic checks what is given
    except ValidationError as error:
        raise SettingsWrong([_sentence(dict(problem)) for problem in error.errors()]) from error
    problems = _contradictions(settings)
    if problems:
        raise SettingsWrong(problems)
    return settings


def unknown_names() -> list[str]:
    """One sentence for each PASSERELLE_… name, of the environment or the file, that nobody reads."""
    known = [f"{PREFIX}{name.upper()}" for name in Settings.model_fields]
    return settings_file.unknown_names(_FILE, prefix=PREFIX, known=known)


def _sentence(problem: dict[str, object]) -> str:
    location = problem["loc"]
    name = str(location[0]) if isinstance(location, tuple) and location else ""
    return f"Réglage PASSERELLE_{name.upper()} incorrect : {_reason(problem)}."


def _reason(problem: dict[str, object]) -> str:
    context = problem.get("ctx")
    bounds = context if isinstance(context, dict) else {}
    match problem["type"]:
        case "value_error":
            return str(bounds.get("error"))
        case "literal_error":
            return f"valeurs possibles : {bounds.get('expected')}".replace(" or ", " ou ")
        case "int_parsing" | "greater_than_equal" | "less_than_equal":
            return "un nombre entier de 1 à 65535 est attendu"
        case "bool_parsing":
            return "1 ou 0 est attendu"
        case _:
            return "cette valeur n’est pas comprise"


def _contradictions(settings: Settings) -> list[str]:
    problems = []
    loopback = settings.host in LOOPBACK
    if settings.is_local and not loopback:
        problems.append(
            "Sans identifiants Microsoft, le robot n’écoute que cette machine : "
            "mettez PASSERELLE_HOST=127.0.0.1, ou renseignez PASSERELLE_APP_ID."
        )
    if not settings.is_local:
        problems += _missing_credentials(settings)
    if settings.emulator and not loopback:
        problems.append("PASSERELLE_EMULATOR n’est permis que sur la boucle locale (127.0.0.1).")
    return problems


def _missing_credentials(settings: Settings) -> list[str]:
    needed = {"APP_ID": settings.app_id, "TENANT_ID": settings.tenant_id}
    problems = [
        f"Réglage PASSERELLE_{name} manquant : les identifiants Microsoft sont incomplets."
        for name, value in needed.items()
        if not value
    ]
    certified = settings.app_certificate is not None and bool(settings.app_thumbprint)
    if not settings.app_secret and not certified:
        problems.append(
            "Il manque PASSERELLE_APP_SECRET, "
            "ou PASSERELLE_APP_CERTIFICATE avec PASSERELLE_APP_THUMBPRINT."
        )
    if settings.app_certificate is not None and not settings.app_certificate.is_file():
        problems.append("Le fichier nommé par PASSERELLE_APP_CERTIFICATE est introuvable.")
    return problems
