"""Forms of meetings and tasks."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from prevenio.people.models import Body
from prevenio.places.models import GroupMember, WorkingGroup
from prevenio.region.forms.parts import bodies_of, line, tick, words
from prevenio.region.models import GroupTask, Meeting
from prevenio.region.operations.meetings import Minutes, Plan
from prevenio.region.operations.tasks import TaskSaid
from prevenio.web.forms import DayField


class PlanForm(forms.Form):
    """When and where a group meets."""

    on = DayField(label=_("On which day?"))
    begins = forms.TimeField(
        label=_("At what time?"),
        required=False,
        input_formats=["%H:%M", "%H.%M", "%H"],
        help_text=_("For example 16:00"),
        widget=forms.TextInput(attrs={"class": "govuk-input--width-5"}),
        error_messages={"invalid": _("Enter a time as 16:00.")},
    )
    place = line(_("Where?"), longest=200, required=False)
    agenda = words(pgettext_lazy("meeting", "What is it about?"), required=False)
    is_public = tick(_("Residents see day, time and place"))

    @property
    def plan(self) -> Plan:
        return Plan(**self.cleaned_data)


class MinutesForm(forms.Form):
    """Who came, what was said and decided."""

    on = DayField(label=_("Held on"))
    present = forms.ModelMultipleChoiceField(
        label=_("Which members came?"),
        queryset=GroupMember.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    others_present = forms.IntegerField(
        label=_("How many guests came?"), min_value=0, max_value=10_000, initial=0
    )
    minutes = words(_("Minutes"), required=False, rows=8)
    decisions = words(_("Decisions"), required=False, rows=4, hint=_("One decision on each line."))
    file = forms.FileField(
        label=_("Minutes as a file"), required=False, help_text=_("PDF, ODT or DOCX.")
    )
    is_shared = tick(_("Every municipality may read the minutes"))

    def __init__(self, data: Any = None, files: Any = None, *, meeting: Meeting) -> None:
        came = list(meeting.present.values_list("pk", flat=True))
        names = ("on", "others_present", "minutes", "decisions", "is_shared")
        initial = {name: getattr(meeting, name) for name in names}
        super().__init__(data, files, initial={**initial, "present": came})
        members = GroupMember.objects.filter(group=meeting.group_id)
        self.fields["present"].queryset = (  # type: ignore[attr-defined]
            members.on(meeting.on) | members.filter(pk__in=came)
        ).order_by("person_name", "pk")

    @property
    def held(self) -> Minutes:
        said = {name: value for name, value in self.cleaned_data.items() if name != "file"}
        return Minutes(**{**said, "present": list(said["present"])})


class RhythmForm(forms.Form):
    """How many weeks may lie between two meetings."""

    weeks = forms.IntegerField(
        label=_("How many weeks may lie between two meetings?"),
        required=False,
        min_value=1,
        max_value=104,
        help_text=_("Leave it empty where the group meets as needed."),
    )


class TaskForm(forms.Form):
    """What is to be done, by whom, by when."""

    what = line(_("What is to be done?"), longest=300)
    member = forms.ModelChoiceField(
        label=_("Which member does it?"),
        queryset=GroupMember.objects.none(),
        required=False,
        empty_label=pgettext_lazy("member", "none"),
    )
    body = forms.ModelChoiceField(
        label=_("Or which body?"),
        queryset=Body.objects.none(),
        required=False,
        empty_label=pgettext_lazy("body", "none"),
    )
    due_on = DayField(label=_("By when?"))
    meeting = forms.ModelChoiceField(
        label=_("At which meeting was it set?"),
        queryset=Meeting.objects.none(),
        required=False,
        empty_label=pgettext_lazy("meeting", "at none"),
    )
    is_shared = tick(_("Every municipality sees it"))

    def __init__(
        self, data: Any = None, *, group: WorkingGroup, task: GroupTask | None = None
    ) -> None:
        names = ("what", "member", "body", "due_on", "meeting", "is_shared")
        super().__init__(
            data, initial={name: getattr(task, name) for name in names} if task else None
        )
        members = GroupMember.objects.filter(group=group).order_by("person_name", "pk")
        meetings = Meeting.objects.filter(group=group).order_by("-on", "-pk")
        self.fields["member"].queryset = members  # type: ignore[attr-defined]
        self.fields["body"].queryset = bodies_of(group.authority)  # type: ignore[attr-defined]
        self.fields["meeting"].queryset = meetings.select_related("group")  # type: ignore[attr-defined]

    @property
    def said(self) -> TaskSaid:
        return TaskSaid(**self.cleaned_data)


class OutcomeForm(forms.Form):
    """What came of a task."""

    outcome = words(_("What came of it?"))


class WhyForm(forms.Form):
    """Why something is given up."""

    reason = words(pgettext_lazy("of dropping", "Reason"))
