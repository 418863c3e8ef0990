from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from prevenio.indicators.models import Indicator
from prevenio.journal.append_only import AppendOnlyModel
from prevenio.people.models import Authority, Body, User
from prevenio.programme.models import Act
from prevenio.region.models.projects import Project


class GateKind(models.TextChoices):
    MAPPING = "MAPPING", pgettext_lazy("step of a project", "the state of things was mapped")
    WORKING_GROUP = (
        "WORKING_GROUP",
        pgettext_lazy("step of a project", "a working group was set up"),
    )
    DECISION = "DECISION", pgettext_lazy("step of a project", "a body decided")
    TAKEN_BACK = "TAKEN_BACK", pgettext_lazy("step of a project", "an entry was taken back")


class GateOutcome(models.TextChoices):
    UNSAID = "", pgettext_lazy("outcome of a decision", "not said")
    APPROVED = "APPROVED", pgettext_lazy("outcome of a decision", "approved")
    REFUSED = "REFUSED", pgettext_lazy("outcome of a decision", "refused")
    RETURNED = "RETURNED", pgettext_lazy("outcome of a decision", "returned for more work")


class GateStep(AppendOnlyModel):
    """One step of a project towards a decision; rows are only added.

    A decision names the body, the day and where there is one the act; of the other steps the day
    may be unknown. The outcome may stay unsaid where a source says only that a body dealt with the
    project. A step entered by mistake is taken back by a row of its own.
    """

    project = models.ForeignKey(Project, models.PROTECT, related_name="gate_steps")
    number = models.PositiveSmallIntegerField(_("number"))
    kind = models.CharField(_("step"), max_length=15, choices=GateKind)
    on = models.DateField(_("day"), null=True, blank=True)
    body = models.ForeignKey(Body, models.PROTECT, null=True, blank=True, related_name="+")
    act = models.ForeignKey(Act, models.PROTECT, null=True, blank=True, related_name="+")
    act_reference = models.CharField(_("act"), max_length=200, blank=True)
    outcome = models.CharField(
        _("outcome"), max_length=10, choices=GateOutcome, blank=True, default=""
    )
    words = models.TextField(_("words"), blank=True)
    by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField(_("at"))

    class Meta(AppendOnlyModel.Meta):
        abstract = False
        verbose_name = _("step of a project")
        verbose_name_plural = _("steps of projects")
        constraints = [
            models.UniqueConstraint(fields=["project", "number"], name="one_gate_step_per_number"),
            models.CheckConstraint(
                condition=~Q(kind="DECISION") | (Q(body__isnull=False) & Q(on__isnull=False)),
                name="decision_names_body_and_day",
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_kind_display())


class PriorityState(models.TextChoices):
    PROPOSED = "PROPOSED", pgettext_lazy("state of a priority", "proposed")
    APPROVED = "APPROVED", pgettext_lazy("state of a priority", "approved")
    REFUSED = "REFUSED", pgettext_lazy("state of a priority", "refused")


class Priority(models.Model):
    """What a year is to be about: proposed, then approved or refused by a body on a day.

    It belongs to a project, or to the whole programme. Its indicators say how it will be known.
    """

    authority = models.ForeignKey(Authority, models.PROTECT, related_name="priorities")
    project = models.ForeignKey(
        Project, models.PROTECT, null=True, blank=True, related_name="priorities"
    )
    year = models.PositiveSmallIntegerField(_("year"))
    position = models.PositiveSmallIntegerField(default=0)
    name = models.CharField(_("priority"), max_length=200)
    text = models.TextField(_("why"), blank=True)
    state = models.CharField(
        _("state"), max_length=10, choices=PriorityState, default=PriorityState.PROPOSED
    )
    proposed_on = models.DateField(_("proposed on"), null=True, blank=True)
    decided_by = models.ForeignKey(Body, models.PROTECT, null=True, blank=True, related_name="+")
    decided_on = models.DateField(_("decided on"), null=True, blank=True)
    act_reference = models.CharField(_("act"), max_length=200, blank=True)
    reason = models.TextField(_("reason"), blank=True)
    indicators = models.ManyToManyField(Indicator, related_name="priorities", blank=True)

    class Meta:
        verbose_name = _("priority of a year")
        verbose_name_plural = _("priorities of years")
        constraints = [
            models.CheckConstraint(
                condition=Q(state="PROPOSED")
                | (Q(decided_by__isnull=False) & Q(decided_on__isnull=False)),
                name="decided_priority_names_body_and_day",
            ),
        ]
        indexes = [models.Index(fields=["authority", "year", "position"])]

    def __str__(self) -> str:
        return f"{self.year}: {self.name}"
