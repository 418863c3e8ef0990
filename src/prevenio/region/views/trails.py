"""The links above a page that lead back to where it belongs."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from prevenio.places.models import Municipality, WorkingGroup
from prevenio.region.models import Meeting
from prevenio.region.views.doors import Trail


def to_overview() -> Trail:
    return [(pgettext("menu", "Region"), reverse("region:overview"))]


def to_municipality(municipality: Municipality | None) -> Trail:
    """The page of a municipality; the overview where a thing is the region's own."""
    if municipality is None:
        return to_overview()
    address = reverse("region:municipality", args=[municipality.pk])
    return [*to_municipalities(), (municipality.name, address)]


def to_municipalities() -> Trail:
    return [*to_overview(), (_("Municipalities"), reverse("region:municipalities"))]


def to_waves() -> Trail:
    return [*to_overview(), (_("Waves"), reverse("region:waves"))]


def to_partners() -> Trail:
    return [*to_overview(), (_("Partners"), reverse("region:partners"))]


def to_declarations() -> Trail:
    return [*to_overview(), (_("Declarations"), reverse("region:declarations"))]


def to_readiness() -> Trail:
    return [*to_overview(), (_("Check-list of readiness"), reverse("region:readiness"))]


def to_groups() -> Trail:
    return [*to_overview(), (_("Working groups"), reverse("region:groups"))]


def to_group(group: WorkingGroup) -> Trail:
    return [*to_groups(), (group.name, reverse("region:group", args=[group.pk]))]


def to_meeting(meeting: Meeting) -> Trail:
    address = reverse("region:meeting", args=[meeting.pk])
    return [*to_group(meeting.group), (_("Meeting"), address)]


def to_tasks() -> Trail:
    return [*to_overview(), (_("Tasks of the groups"), reverse("region:tasks"))]


def to_messages() -> Trail:
    return [*to_overview(), (_("Messages"), reverse("region:messages"))]


def to_milestones() -> Trail:
    return [*to_overview(), (_("Milestones"), reverse("region:milestones"))]
