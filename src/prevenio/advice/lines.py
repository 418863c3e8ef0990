"""Numbers to call at once, by country; numbers of one country are the same everywhere in it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from prevenio.people.models import Authority, Country


@dataclass(frozen=True, slots=True)
class Line:
    """A number and who answers it."""

    number: str
    name: object

    @property
    def tel(self) -> str:
        return self.number.replace(" ", "")


_EMERGENCY: Mapping[str, Sequence[Line]] = {
    Country.POLAND: [Line("997", _("police"))],
    Country.CZECHIA: [Line("158", _("police"))],
}
_HELP: Mapping[str, Sequence[Line]] = {
    Country.POLAND: [
        Line("116 111", _("helpline for children and young people")),
        Line("116 123", _("helpline for adults in distress")),
        Line("800 120 002", _("helpline for victims of violence at home")),
    ],
    Country.CZECHIA: [
        Line("116 111", _("helpline for children and young people")),
        Line("116 123", _("helpline for adults in distress")),
        Line("116 006", _("helpline for victims of crime and violence at home")),
    ],
}


def emergency_lines(authority: Authority) -> Sequence[Line]:
    """The emergency number of the authority first, then that of the police of its country."""
    own = Line(authority.emergency_number, _("emergency: police, fire brigade, ambulance"))
    return [own, *_EMERGENCY.get(authority.country, ())]


def help_lines(authority: Authority) -> Sequence[Line]:
    """Numbers at which somebody listens."""
    return _HELP.get(authority.country, ())
