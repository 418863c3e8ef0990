from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from prevenio.journal.append_only import AppendOnlyModel
from prevenio.people.models import Authority, User
from prevenio.places.models import Municipality
from prevenio.programme.models import DatePrecision


class RegionMilestone(models.Model):
    """What the project, or one municipality in it, wants to reach by a day, and when it did.

    Those that a programme's document tells of are the milestones of the programme.
    """

    authority = models.ForeignKey(Authority, models.PROTECT, related_name="region_milestones")
    municipality = models.ForeignKey(
        Municipality, models.PROTECT, null=True, blank=True, related_name="region_milestones"
    )
    text = models.CharField(_("what is reached"), max_length=200)
    note = models.TextField(_("note"), blank=True)
    planned_on = models.DateField(_("planned for"))
    precision = models.CharField(
        _("precision"), max_length=5, choices=DatePrecision, default=DatePrecision.DAY
    )
    reached_on = models.DateField(_("reached on"), null=True, blank=True)
    dropped_because = models.TextField(_("why it was dropped"), blank=True)
    is_shared = models.BooleanField(_("seen by every municipality"), default=False)
    is_public = models.BooleanField(_("seen by residents"), default=False)

    class Meta:
        verbose_name = _("milestone of the project")
        verbose_name_plural = _("milestones of the project")
        constraints = [
            models.CheckConstraint(
                condition=Q(reached_on__isnull=True) | Q(dropped_because=""),
                name="reached_milestone_is_not_dropped",
            ),
        ]

    def __str__(self) -> str:
        return self.text


class MilestoneMove(AppendOnlyModel):
    """That a milestone was moved from one day to another, and why; rows are only added."""

    milestone = models.ForeignKey(RegionMilestone, models.PROTECT, related_name="moves")
    from_day = models.DateField(_("from"))
    to_day = models.DateField(pgettext_lazy("of a move", "to"))
    reason = models.TextField(_("reason"))
    by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField(_("at"))

    class Meta(AppendOnlyModel.Meta):
        abstract = False
        verbose_name = _("move of a milestone")
        verbose_name_plural = _("moves of milestones")
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="move_of_milestone_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.milestone}: {self.to_day.isoformat()}"
