"""Who asks and where the answer will be read: which lines and days may be shown."""

from dataclasses import dataclass

from dialogs.experts.presence import as_seen
from storage.records import Evidence, Person, Place, Visibility


@dataclass(frozen=True, slots=True, kw_only=True)
class Viewer:
    """Who asks, and where the answer will be read: together they say which lines may be shown."""

    person: Person
    place: Place = Place.PERSONAL

    def sees(self, line: Evidence, owner: Person | None) -> bool:
        """Whether a line may be shown; in a channel, only what all its members may see."""
        return self._within(line.visibility, line.person_id, owner.venue if owner else "")

    def met(self, person: Person) -> Person:
        """Somebody as the viewer may see them: days that are not for them count as unknown."""
        seen = self._within(person.days_visibility, person.id, person.venue)
        return as_seen(person, hidden=not seen)

    def _within(self, circle: Visibility, owner_id: str, venue: str) -> bool:
        if circle is Visibility.TOWN:
            return True
        if self.person.guest:
            return False
        if circle is Visibility.DEPARTMENT:
            return True
        if self.place is not Place.PERSONAL:
            return False
        if owner_id == self.person.id:
            return True
        return circle is Visibility.VENUE and bool(venue) and venue == self.person.venue
