from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from prevenio.people.models import Authority, Body, User
from prevenio.places.models import GroupMember, WorkingGroup


class MeetingRhythm(models.Model):
    """How many weeks may lie between two meetings of a group before the next one is due."""

    group = models.OneToOneField(
        WorkingGroup, models.CASCADE, primary_key=True, related_name="rhythm"
    )
    weeks = models.PositiveSmallIntegerField(_("weeks between meetings"))

    class Meta:
        verbose_name = _("rhythm of meetings")
        verbose_name_plural = _("rhythms of meetings")
        constraints = [
            models.CheckConstraint(condition=Q(weeks__range=(1, 104)), name="rhythm_in_weeks"),
        ]

    def __str__(self) -> str:
        return f"{self.group}: {self.weeks}"


class MeetingState(models.TextChoices):
    PLANNED = "PLANNED", pgettext_lazy("state of a meeting", "planned")
    HELD = "HELD", pgettext_lazy("state of a meeting", "held")
    CANCELLED = "CANCELLED", pgettext_lazy("state of a meeting", "cancelled")


class Meeting(models.Model):
    """A meeting of a working group: planned, then held with its minutes, or cancelled.

    `decisions` holds one decision on each line. Residents see day, hour and place of a public
    one that is planned; minutes are seen by the group's own municipality and the bureau, and by
    the other municipalities where they are shared.
    """

    authority = models.ForeignKey(Authority, models.PROTECT, related_name="meetings")
    group = models.ForeignKey(WorkingGroup, models.PROTECT, related_name="meetings")
    on = models.DateField(_("day"))
    begins = models.TimeField(_("begins at"), null=True, blank=True)
    place = models.CharField(_("place"), max_length=200, blank=True)
    agenda = models.TextField(_("what it is about"), blank=True)
    state = models.CharField(
        _("state"), max_length=10, choices=MeetingState, default=MeetingState.PLANNED
    )
    present = models.ManyToManyField(
        GroupMember, related_name="meetings", blank=True, verbose_name=_("members who came")
    )
    others_present = models.PositiveSmallIntegerField(_("guests who came"), default=0)
    minutes = models.TextField(_("minutes"), blank=True)
    decisions = models.TextField(_("decisions"), blank=True)
    cancelled_because = models.TextField(_("why it was cancelled"), blank=True)
    is_public = models.BooleanField(_("day and place are seen by residents"), default=True)
    is_shared = models.BooleanField(_("minutes are seen by every municipality"), default=False)
    file_name = models.CharField(_("name of the file"), max_length=150, blank=True)
    file_kind = models.CharField(max_length=100, blank=True)
    file_size = models.PositiveIntegerField(null=True, blank=True)
    file_digest = models.CharField(max_length=64, blank=True)
    file = models.FileField(_("file"), upload_to="region/minutes/", max_length=200, blank=True)
    changed_at = models.DateTimeField(_("changed at"))

    class Meta:
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")
        indexes = [models.Index(fields=["authority", "state", "on"], name="meetings_by_day")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="CANCELLED") | ~Q(cancelled_because=""),
                name="cancelled_meeting_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.group}, {self.on.isoformat()}"


class TaskState(models.TextChoices):
    OPEN = "OPEN", pgettext_lazy("state of a task of a group", "to be done")
    DONE = "DONE", pgettext_lazy("state of a task of a group", "done")
    DROPPED = "DROPPED", pgettext_lazy("state of a task of a group", "dropped")


class Minded(models.TextChoices):
    """Of what in its time a task was already called to mind by a letter."""

    NOT = "", "-"
    SOON = "SOON", pgettext_lazy("reminder of a task", "due soon")
    LATE = "LATE", pgettext_lazy("reminder of a task", "overdue")


class GroupTask(models.Model):
    """What a member of a working group, or a body, is to do by a day; done or dropped with words.

    The background work of the installation has nothing to do with it.
    """

    authority = models.ForeignKey(Authority, models.PROTECT, related_name="group_tasks")
    group = models.ForeignKey(WorkingGroup, models.PROTECT, related_name="tasks")
    meeting = models.ForeignKey(
        Meeting, models.PROTECT, null=True, blank=True, related_name="tasks"
    )
    what = models.CharField(_("what is to be done"), max_length=300)
    member = models.ForeignKey(
        GroupMember, models.SET_NULL, null=True, blank=True, related_name="tasks"
    )
    body = models.ForeignKey(
        Body, models.PROTECT, null=True, blank=True, related_name="group_tasks"
    )
    due_on = models.DateField(_("by when"))
    state = models.CharField(_("state"), max_length=10, choices=TaskState, default=TaskState.OPEN)
    outcome = models.TextField(_("what came of it"), blank=True)
    is_shared = models.BooleanField(_("seen by every municipality"), default=False)
    minded = models.CharField(
        max_length=4, choices=Minded, default=Minded.NOT, blank=True, editable=False
    )
    set_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    set_at = models.DateTimeField(_("set at"))
    closed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    closed_on = models.DateField(_("done on"), null=True, blank=True)

    class Meta:
        verbose_name = _("task of a group")
        verbose_name_plural = _("tasks of groups")
        indexes = [models.Index(fields=["authority", "state", "due_on"], name="tasks_by_day")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="OPEN", closed_on__isnull=True)
                | (~Q(state="OPEN") & Q(closed_on__isnull=False) & ~Q(outcome="")),
                name="closed_task_says_what_came_of_it",
            ),
        ]

    def __str__(self) -> str:
        return self.what

    def is_overdue_on(self, today: date) -> bool:
        return self.state == TaskState.OPEN and self.due_on < today
