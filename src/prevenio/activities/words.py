"""What the journal's facts of this room say, for the page of one activity."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

FACTS: Mapping[str, object] = {
    "activities.activity.recorded": _("An activity was recorded."),
    "activities.activity.planned": _("An activity was planned."),
    "activities.activity.changed": _("An activity was changed."),
    "activities.activity.held": _("A planned activity took place."),
    "activities.activity.called_off": _("A planned activity was called off."),
    "activities.activity.withdrawn": _("An activity was withdrawn."),
    "activities.file.added": _("A file was added to an activity."),
    "activities.file.removed": _("A file was removed from an activity."),
    "activities.finding.found": _("A finding was made."),
    "activities.finding.extended": _("More time was given for the remedy of a finding."),
    "activities.finding.reported": _("A finding was reported as remedied."),
    "activities.finding.not_remedied": _("A re-inspection found that it is not remedied."),
    "activities.finding.remedied": _("A re-inspection found that it is remedied."),
    "activities.finding.dropped": _("A finding was dropped."),
    "activities.finding.reminded": _("The day for the remedy of findings was called to mind."),
}
