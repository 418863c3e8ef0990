"""What the journal's facts of this room say: for the page of one activity, and for the journal."""

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
    "activities.activity.moved": _("An activity was moved to another day."),
    "activities.attendance.recorded": _("It was written down who came."),
    "activities.batch.uploaded": _("A table of activities was uploaded."),
    "activities.batch.mapped": _("The columns of a table of activities were assigned."),
    "activities.batch.taken": _("Activities were recorded from a table."),
    "activities.batch.withdrawn": _("The activities of a table were withdrawn."),
    "activities.batch.dropped": _("A table of activities was put aside."),
    "activities.catalogue.loaded": _("The country's kinds of activity were loaded."),
    "activities.kind.added": _("A kind of activity was added."),
    "activities.kind.changed": _("A kind of activity was changed."),
    "activities.kind.continued": _("A kind of activity goes on without a last day."),
    "activities.kind.ended": _("A last day was set for a kind of activity."),
    "activities.kind.removed": _("A kind of activity that was never used was removed."),
    "activities.series.called_off": _("The rest of a series of activities was called off."),
    "activities.series.changed": _("A series of activities was changed."),
    "activities.series.planned": _("A series of activities was planned."),
    "activities.sign_up.asked": _("Somebody asked for a place at an activity."),
    "activities.sign_up.cancelled": _("A place at an activity was given back."),
    "activities.sign_up.confirmed": _("A place at an activity was confirmed."),
    "activities.sign_up.moved_up": _("Somebody moved up from the waiting list."),
    "activities.sign_ups.erased": _("Names and addresses of sign-ups were erased."),
}
