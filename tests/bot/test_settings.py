from pathlib import Path

import pytest

from bot.settings import SettingsWrong, load_settings

A, B = "6f1c0c1e-0000-4000-8000-00000000b001", "6f1c0c1e-0000-4000-8000-00000000b002"


@pytest.fixture(autouse=True)
def empty_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("DATABASE_URL", "PORT", "APP_ID", "HOST"):
        monkeypatch.delenv(f"PASSERELLE_{name}", raising=False)


def test_everything_has_a_default_that_works_on_a_laptop() -> None:
    settings = load_settings()

    assert settings.is_local
    assert settings.base_url == "http://127.0.0.1:3978"


def test_a_file_beside_the_bot_is_read() -> None:
    Path(".env").write_text(f"PASSERELLE_PORT=4000\nPASSERELLE_ADMINS={A}, {B}\n", "utf-8")

    settings = load_settings()

    assert (settings.port, settings.admins) == (4000, (A, B))


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("PORT", "abc", "PASSERELLE_PORT incorrect : un nombre entier"),
        ("DATABASE_URL", "mysql://x", "PASSERELLE_DATABASE_URL incorrect : l’adresse doit"),
        ("TIMEZONE", "Paris", "PASSERELLE_TIMEZONE incorrect : fuseau inconnu"),
        ("LOG_LEVEL", "fort", "PASSERELLE_LOG_LEVEL incorrect : valeurs possibles"),
        ("PUBLIC_URL", "http://ville.fr", "PASSERELLE_PUBLIC_URL incorrect : une adresse"),
        ("HOST", "0.0.0.0", "Sans identifiants Microsoft"),  # noqa: S104 - what is refused
        ("APP_ID", "x", "PASSERELLE_TENANT_ID manquant"),
        ("EMULATOR", "peut-être", "PASSERELLE_EMULATOR incorrect : 1 ou 0"),
    ],
)
def test_a_wrong_setting_is_named(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, said: str
) -> None:
    monkeypatch.setenv(f"PASSERELLE_{name}", value)

    with pytest.raises(SettingsWrong) as wrong:
        load_settings()

    assert said in "\n".join(wrong.value.problems)


def test_the_secret_is_never_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PASSERELLE_APP_SECRET", "canari")
    monkeypatch.setenv("PASSERELLE_APP_ID", "a")
    monkeypatch.setenv("PASSERELLE_TENANT_ID", "t")

    assert "canari" not in repr(load_settings())
