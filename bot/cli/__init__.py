"""The command line, for the operator and for measurements: `passerelle --help` (in French)."""

import gettext
import os
import sys
from pathlib import Path

# Before anything of the library's is said: its few sentences come from our French catalogue.
gettext.bindtextdomain("messages", str(Path(__file__).parent / "locale"))
os.environ["LANGUAGE"] = "fr"

from bot.cli import app  # noqa: E402 - the catalogue first


def main() -> None:
    """Runs one command; the exit code is 0 done, 1 refused or failed, 2 wrong usage."""
    sys.exit(app.run())
