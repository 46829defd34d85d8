"""The Teams app package: the manifest with this town's ids, and the icons, in one zip."""

import importlib.resources
import json
import re
import string
import zipfile
from pathlib import Path

from storage.records import Refusal

_ID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_ICONS = ("color.png", "outline.png")


def build(target: Path, *, app_id: str, public_url: str) -> None:
    """Writes the package; refuses without the ids that Teams needs."""
    if not _ID.fullmatch(app_id):
        raise Refusal("Il manque PASSERELLE_APP_ID, l’identifiant de l’application Azure Bot.")
    if not public_url.startswith("https://"):
        raise Refusal("Il manque PASSERELLE_PUBLIC_URL, l’adresse publique en https du robot.")
    template = string.Template((_folder() / "manifest.json").read_text("utf-8"))
    filled = template.safe_substitute(APP_ID=app_id, PUBLIC_URL=public_url)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("manifest.json", json.dumps(json.loads(filled), ensure_ascii=False))
        for icon in _ICONS:
            package.writestr(icon, (_folder() / icon).read_bytes())


def _folder() -> Path:
    """`manifest/` of the checkout: the package is built from there, not from a wheel."""
    folder = Path(str(importlib.resources.files("bot"))).parent / "manifest"
    if not folder.is_dir():
        raise Refusal("Le dossier « manifest » est introuvable à côté du robot.")
    return folder
