"""What a message speaks of when it names no action that is known, and whether it says anything."""

import re

from dialogs.french.words import Role, analyse, fold, stems
from storage.records import Action

_VERB = r"(?:est|sont|a|ont|etait|sera|avance\w*|progresse\w*|patine\w*|coince\w*|bloque\w*|traine\w*|n'|ne)"
_SUBJECT = re.compile(
    rf"^\W*(?:(?:et|bon|alors|finalement|ca y est|sinon|mais|du coup|voila)\W+)*"
    rf"(?:l[ae]s?\s+|l'|mon\s+|ma\s+|mes\s+|notre\s+|nos\s+)"
    rf"(?P<what>[^,.;:!?]{{3,50}}?)\s+{_VERB}(?![a-z])"
)
_OF = re.compile(
    r"\b(?:pour|sur|cote|concernant)\s+(?:l[ae]s?\s+|l')(?P<what>[^,.;:!?]{3,50}?)\s*[,:.!]?\s*$"
)
# Parts of the work on anything: « le devis est signé » says nothing of which action.
_STEPS = re.compile(
    r"^(?:action|suite|reste|tout|devis|convention|reunion|dossier|version|premiere?|second|deuxieme|maquette|"
    r"texte|budget|liste|rendez-vous|rdv|courrier|mail|accord|vote|etape|phase|cycle|partie|seance|"
    r"commande|livraison|impression|test|document|note|relecture|validation|cahier|marche|subvention|"
    r"salle|date|moitie|derni|gros|plus|compte|bilan|questionnaire|enquete|prestataire|fournisseur|"
    r"dossier|echeance|projet|chantier|tache|travail|debut|fin|"
    r"equipe|groupe|comite|conseil|direction|dsi|drh|dircom|ccas|mairie|ville|elu|maire|adjoint)"
)
_IGNORES = re.compile(
    r"\b(?:sais|sait|savons) (?:pas|rien|plus)|aucune idee|comprends? pas|\bbof\b"
)
_WORTH = 2  # words that say something besides the title's


def spoken_of(text: str) -> str:
    """« signalétique » in « la signalétique est faite »; "" when nothing is named."""
    plain = fold(text)
    found = _SUBJECT.match(plain) or _OF.search(plain)
    if found is None or _STEPS.match(found["what"]):
        return ""
    start, end = found.span("what")
    return text[start:end].strip() if len(plain) == len(text) else found["what"].strip()


def names_another(text: str, action: Action) -> bool:
    """Whether the words name something that is no part of this action's title."""
    said = set(stems(spoken_of(text)))
    return bool(said) and not said & set(stems(action.title))


def worth_noting(text: str, action: Action) -> bool:
    """A statement without a cue: « 8 services sur 10 ont répondu »."""
    if _IGNORES.search(fold(text)):
        return False
    title = set(stems(action.title))
    said = {token.stem for token in analyse(text) if token.role is Role.CONTENT}
    return len(said - title - {"action"}) >= _WORTH
