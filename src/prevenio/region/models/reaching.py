from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from prevenio.activities.models import Activity
from prevenio.people.models import Body
from prevenio.region.models.projects import Project


class Channel(models.Model):
    """A way by which a project reaches people: teachers, media, a web page.

    The groups themselves are the audiences that the programme names.
    """

    project = models.ForeignKey(Project, models.CASCADE, related_name="channels")
    position = models.PositiveSmallIntegerField(default=0)
    name = models.CharField(pgettext_lazy("of a project", "channel"), max_length=150)

    class Meta:
        verbose_name = _("channel of a project")
        verbose_name_plural = _("channels of projects")
        constraints = [
            models.UniqueConstraint(fields=["project", "name"], name="one_channel_per_name"),
        ]

    def __str__(self) -> str:
        return self.name


class Reach(models.Model):
    """That a channel reaches a group.

    The group is kept in the words of its audience: audiences are copied with each version of the
    programme and have nothing else to be known by.
    """

    channel = models.ForeignKey(Channel, models.CASCADE, related_name="reaches")
    audience = models.CharField(_("target group"), max_length=200)

    class Meta:
        verbose_name = _("reach of a channel")
        verbose_name_plural = _("reaches of channels")
        constraints = [
            models.UniqueConstraint(fields=["channel", "audience"], name="one_reach_per_group"),
        ]

    def __str__(self) -> str:
        return self.audience


class Lecturer(models.Model):
    """A person trained to teach within a project, for a body.

    No more is kept of the person than the name and the body they act for; residents read the name
    only with the person's consent.
    """

    project = models.ForeignKey(Project, models.CASCADE, related_name="lecturers")
    person_name = models.CharField(_("name"), max_length=120)
    body = models.ForeignKey(Body, models.PROTECT, related_name="+")
    trained_on = models.DateField(_("trained on"))
    trained_by = models.CharField(_("trained by"), max_length=150, blank=True)
    may_be_named = models.BooleanField(_("agreed to be named in public"), default=False)
    last_day = models.DateField(_("last day"), null=True, blank=True)
    sessions = models.ManyToManyField(Activity, through="LecturerSession", related_name="+")

    class Meta:
        verbose_name = _("trained lecturer")
        verbose_name_plural = _("trained lecturers")

    def __str__(self) -> str:
        return self.person_name


class LecturerSession(models.Model):
    """That a lecturer held an activity; how many people came stands with the activity."""

    lecturer = models.ForeignKey(Lecturer, models.CASCADE, related_name="held")
    activity = models.ForeignKey(Activity, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("session of a lecturer")
        verbose_name_plural = _("sessions of lecturers")
        constraints = [
            models.UniqueConstraint(
                fields=["lecturer", "activity"], name="one_session_per_lecturer"
            ),
        ]

    def __str__(self) -> str:
        return str(self.activity)
