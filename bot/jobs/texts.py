"""What an operator reads of a job."""

from collections.abc import Sequence

from dialogs.french import say as french

UNEXPECTED = "La lecture s’est arrêtée sur une erreur inattendue."
NO_FEED = "Aucun agenda à lire."


def read_well(name: str, events: int) -> str:
    """A source was read."""
    return f"{name}\u00a0: {french.count(events, 'date lue', 'dates lues')}."


def kept(name: str, trouble: str) -> str:
    """A source could not be read, or its reading was not believed."""
    return f"{name} : {trouble}"


def warnings(sentences: Sequence[str]) -> list[str]:
    """Oddities of a source, below it."""
    return [f"  {sentence}" for sentence in sentences]
