"""What the bot says about the digest of a channel: its group, its day, its pauses."""

from collections.abc import Sequence
from datetime import date, datetime, time

from dialogs.french import say
from dialogs.french.calendar import Week
from dialogs.messages import NO, YES, Choose, Facts, Heading, Reply, Say, Text
from dialogs.messages import say as simply
from dialogs.programme.slots import hour_of, next_slot, tells_coming_week
from storage.records import Channel, Group, OutgoingState

_SETTINGS = Say("Voir les réglages", "montre les réglages du récap")
_PREVIEW = Say("Voir le récap", "montre le récap")
_SEND = Say("Envoyer le récap maintenant", "envoie le récap maintenant")
UNNAMED = "Canal sans nom"
_STATES = {
    OutgoingState.UNCERTAIN: "peut-être parti, à vérifier dans le canal",
    OutgoingState.GIVEN_UP: "pas parti, abandonné",
    OutgoingState.TO_PUBLISH: "en attente d’envoi",
}
_DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")


def asks_connect(channel: Channel, group: Group, *, before: Group | None, now: datetime) -> Reply:
    """« Ce canal suit le groupe handicap »: what will happen, before it does."""
    instead = f" à la place du groupe {before.name}" if before else ""
    return _confirm(
        f"Je connecte ce canal au groupe {group.name}{instead} : il recevra le programme de la "
        f"semaine {_slot(channel)}. Premier envoi : {_when(next_slot(channel, now)[0])}. "
        "C’est bien cela ?",
        yes="Connecter le canal",
    )


def connected(channel: Channel, group: Group, now: datetime) -> Reply:
    """Done."""
    return simply(
        f"C’est fait : ce canal suit le groupe {group.name}. "
        f"Prochain envoi : {_when(next_slot(channel, now)[0])}.",
        buttons=(_PREVIEW, _SETTINGS),
    )


def asks_disconnect() -> Reply:
    """« Déconnecte ce canal »."""
    return _confirm("Ce canal ne recevra plus le récap. Je le déconnecte ?", yes="Déconnecter")


def disconnected() -> Reply:
    """Done; how to come back."""
    return simply(
        "C’est fait : ce canal ne recevra plus le récap. Pour le reconnecter, écrivez par "
        "exemple « ce canal suit le groupe communication »."
    )


def asks_pause(channel: Channel, until: date, now: datetime) -> Reply:
    """« Pause jusqu’au 4 janvier »: that day included, so the next sending is told."""
    return _confirm(
        f"Pas de récap ici jusqu’au {say.day(until)} inclus ; prochain envoi : "
        f"{_when(next_slot(channel, now)[0])}. C’est bien cela ?",
        yes="Mettre en pause",
    )


def asks_until() -> Reply:
    """« Mets le récap en pause », without saying until when."""
    return simply("Jusqu’à quand ? Par exemple « jusqu’au 4 janvier ».")


def too_far(until: date) -> Reply:
    """A pause that never ends in practice."""
    return simply(
        f"Jusqu’au {say.day(until)} {until.year}, c’est plus d’un an : dites plutôt "
        "« déconnecte ce canal », ou une date plus proche."
    )


def already_past(until: date) -> Reply:
    """A pause that ended before it began."""
    return simply(f"Le {say.day(until)} est déjà passé. Jusqu’à quand faire la pause ?")


def asks_schedule(channel: Channel, now: datetime) -> Reply:
    """« Envoie le récap le mardi à 9 h »."""
    coming = ", avec le programme de la semaine suivante" if tells_coming_week(channel) else ""
    return _confirm(
        f"Le récap partira {_slot(channel)}{coming}. Prochain envoi : "
        f"{_when(next_slot(channel, now)[0])}. C’est bien cela ?",
        yes="Changer l’horaire",
    )


def asks_resume(channel: Channel, now: datetime) -> Reply:
    """« Reprends »."""
    upcoming = _when(next_slot(channel, now)[0])
    return _confirm(f"Je reprends les envois, le prochain {upcoming} ?", yes="Reprendre")


def changed(channel: Channel, now: datetime) -> Reply:
    """A change was stored."""
    return simply(
        f"C’est noté. Prochain envoi ici : {_when(next_slot(channel, now)[0])}.",
        buttons=(_SETTINGS,),
    )


def not_that_hour(at: time) -> Reply:
    """Between 2:00 and 2:59 the clocks change."""
    return simply(
        f"À {say.hour(at)}, l’heure n’existe pas ou existe deux fois les nuits de changement "
        "d’heure. Choisissez une autre heure, par exemple 8 h 30."
    )


def asks_send(group: Group, week: Week) -> Reply:
    """« Envoie le récap maintenant »."""
    return _confirm(
        f"J’envoie ici le récap de la semaine {_week(week)} pour le groupe {group.name} ? "
        "Il compte pour cette semaine : il n’y en aura pas d’autre.",
        yes="Envoyer maintenant",
    )


def sent() -> Reply:
    """The digest is in the outbox."""
    return simply("C’est parti : le récap arrive dans ce canal.")


def already_sent(channel: Channel, week: Week, now: datetime) -> Reply:
    """The week's slot is taken."""
    upcoming = _when(next_slot(channel, now)[0])
    return simply(
        f"Le récap de la semaine {_week(week)} est déjà parti dans ce canal. "
        f"Le prochain part {upcoming}.",
        buttons=(_PREVIEW,),
    )


def settings(channel: Channel, group: Group, now: datetime) -> Reply:
    """What a channel is connected to and when it gets its digest."""
    rows = [("Groupe", group.name), ("Envoi", _slot(channel))]
    if channel.paused_until is not None and channel.paused_until > now.date():
        rows.append(("En pause", f"jusqu’au {say.day(channel.paused_until)} inclus"))
    rows.append(("Prochain envoi", _when(next_slot(channel, now)[0])))
    return Reply(
        parts=(Heading("Le récap dans ce canal"), Facts(tuple(rows))), buttons=(_PREVIEW, _SEND)
    )


def all_settings(channels: Sequence[tuple[Channel, str]], now: datetime) -> Reply:
    """All connected channels, for a personal chat."""
    if not channels:
        return simply(
            "Aucun canal n’est connecté pour l’instant. Dans un canal, un·e coordinateur·rice "
            "écrit par exemple « @Passerelle ce canal suit le groupe handicap ».",
            buttons=(_PREVIEW,),
        )
    rows = tuple(
        (
            channel.name or group,
            f"{group}, {_slot(channel)}, le prochain {_when(next_slot(channel, now)[0])}",
        )
        for channel, group in channels
    )
    return Reply(parts=(Heading("Les canaux connectés"), Facts(rows)), buttons=(_PREVIEW,))


def status(rows: Sequence[tuple[str, Week, OutgoingState]]) -> Reply:
    """Digests that did not leave as they should: channel, week, state."""
    if not rows:
        return simply("Tous les récaps sont bien partis : aucun n’est en doute ni en attente.")
    facts = tuple(
        (name, f"récap {_week(week)} : {_STATES.get(state, state.value)}")
        for name, week, state in rows
    )
    return Reply(parts=(Heading("Les récaps à vérifier"), Facts(facts)), buttons=(_SETTINGS,))


def not_connected() -> Reply:
    """A setting asked for in a channel that follows no group."""
    return simply(
        "Ce canal n’est connecté à aucun groupe. Un·e coordinateur·rice peut écrire par exemple "
        "« @Passerelle ce canal suit le groupe communication »."
    )


def say_it_there() -> Reply:
    """A channel's setting asked for in a personal chat."""
    return simply(
        "Le récap se règle dans le canal qui le reçoit : écrivez-y par exemple « @Passerelle ce "
        "canal suit le groupe handicap » ou « @Passerelle pause jusqu’au 4 janvier ». "
        "Ici, je peux vous montrer le récap de la semaine.",
        buttons=(_PREVIEW, _SETTINGS),
    )


def coordinators_only(names: Sequence[str]) -> Reply:
    """Somebody else than a coordinator wants to change something."""
    who = f" : {say.listing(names)}" if names else ""
    return simply(
        "Ce réglage revient aux coordinateur·rices. Vous pouvez le leur demander"
        f"{who}. Rien n’a changé.",
        buttons=(_SETTINGS,),
    )


def not_yet() -> Reply:
    """A wish that the digest cannot fulfil, said plainly."""
    return simply(
        "Je ne sais pas encore faire cela : le récap part une fois par semaine, avec tous les "
        "équipements, cinq événements visibles par jour et la suite repliée. Je peux changer son "
        "jour et son heure (« envoie le récap le mardi à 9 h »), ou répondre à une question "
        "(« les concerts de la semaine »).",
        buttons=(_SETTINGS,),
    )


def which_slot() -> Reply:
    """« Change le jour du récap », without saying which."""
    return simply("Quel jour et à quelle heure ? Par exemple « envoie le récap le mardi à 9 h ».")


def already(channel: Channel, group: Group, now: datetime) -> Reply:
    """The same wish twice."""
    return simply(
        f"Ce canal suit déjà le groupe {group.name}. "
        f"Prochain envoi : {_when(next_slot(channel, now)[0])}.",
        buttons=(_PREVIEW, _SETTINGS),
    )


def not_paused(channel: Channel, now: datetime) -> Reply:
    """« Reprends » where nothing is silent."""
    return simply(
        "Les envois ne sont pas en pause dans ce canal. "
        f"Prochain envoi : {_when(next_slot(channel, now)[0])}.",
        buttons=(_PREVIEW, _SETTINGS),
    )


def sent_in_private() -> Reply:
    """A preview asked for in a channel."""
    return simply("Je vous montre le récap en discussion privée.")


def ask_in_private() -> Reply:
    """A preview asked for in a channel by somebody whom the bot cannot write to."""
    return simply(
        "Ouvrez une discussion privée avec moi et écrivez « montre le récap » : je vous le "
        "montrerai là, sans rien publier ici."
    )


def unchanged() -> Reply:
    """A refusal."""
    return simply("Entendu, rien n’a changé.", buttons=(_SETTINGS,))


def _confirm(question: str, *, yes: str) -> Reply:
    buttons = (Choose(yes, YES, primary=True), Choose("Ne rien changer", NO))
    return Reply(parts=(Text(question),), buttons=buttons)


def _slot(channel: Channel) -> str:
    return f"le {_DAYS[channel.weekday]} à {say.hour(hour_of(channel))}"


def _when(moment: datetime) -> str:
    return f"{say.day(moment.date())} à {say.hour(moment.time())}"


def _week(week: Week) -> str:
    return say.span(week.monday, week.sunday)
