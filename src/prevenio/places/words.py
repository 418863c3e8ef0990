"""What the journal's facts of this room say."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

FACTS: Mapping[str, object] = {
    "places.kinds.loaded": _("The kinds of precincts of the country were added."),
    "places.kind.added": _("A kind of precincts was added."),
    "places.kind.changed": _("A kind of precincts was changed."),
    "places.kind.moved": _("A kind of precincts was moved in the order."),
    "places.municipality.added": _("A municipality was added."),
    "places.municipality.changed": _("A municipality was changed."),
    "places.precinct.added": _("A precinct was added."),
    "places.precinct.changed": _("A precinct was changed."),
    "places.precinct.ended": _("A precinct was ended."),
    "places.boundary.drawn": _("A boundary was drawn."),
    "places.duty.added": _("A duty was added."),
    "places.duty.changed": _("A duty was changed."),
    "places.duty.ended": _("A duty was ended."),
    "places.duty.handed_over": _("A duty was handed over to another person."),
    "places.absence.added": _("An absence was noted."),
    "places.absence.ended": _("An absence was ended."),
    "places.absence.taken_back": _("An absence was taken back."),
    "places.group.added": _("A working group was added."),
    "places.group.changed": _("A working group was changed."),
    "places.group_member.added": _("A member of a working group was added."),
    "places.group_member.changed": _("A member of a working group was changed."),
    "places.group_member.ended": _("A member left a working group."),
    "places.import.uploaded": _("A file of boundaries or addresses was uploaded."),
    "places.import.applied": _("A file of boundaries or addresses was taken over."),
    "places.import.dropped": _("A file of boundaries or addresses was dropped."),
}
