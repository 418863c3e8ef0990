from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from prevenio.activities.models.activities import Activity
from prevenio.journal.append_only import AppendOnlyModel
from prevenio.people.models import Body


class FindingState(models.TextChoices):
    OPEN = "OPEN", pgettext_lazy("state of a finding", "open")
    REPORTED = "REPORTED", pgettext_lazy("state of a finding", "remedied, not yet checked")
    REMEDIED = "REMEDIED", pgettext_lazy("state of a finding", "remedied")
    DROPPED = "DROPPED", pgettext_lazy("state of a finding", "dropped")


class Finding(models.Model):
    """What an inspection or exercise found to be wrong. It lives until it is remedied.

    `state` is the projection of its steps. `answers_body` is who has to put it right, in words
    where it is no body of the authority; never the name of a person.
    """

    activity = models.ForeignKey(Activity, models.PROTECT, related_name="findings")
    what = models.TextField(_("what is wrong"))
    is_ordered = models.BooleanField(_("ordered by a decision"), default=False)
    answers_body = models.ForeignKey(
        Body, models.PROTECT, null=True, blank=True, related_name="findings_to_remedy"
    )
    answers_text = models.CharField(_("who puts it right"), max_length=200, blank=True)
    due_on = models.DateField(_("to be remedied by"))
    state = models.CharField(
        _("state"), max_length=10, choices=FindingState, default=FindingState.OPEN
    )
    settled_on = models.DateField(_("settled on"), null=True, blank=True)
    reminded_at = models.DateTimeField(_("reminded at"), null=True, blank=True)

    class Meta:
        verbose_name = _("finding")
        verbose_name_plural = _("findings")
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["OPEN", "REPORTED"], settled_on__isnull=True)
                | Q(state__in=["REMEDIED", "DROPPED"], settled_on__isnull=False),
                name="settled_finding_has_its_day",
            ),
        ]
        indexes = [models.Index(fields=["state", "due_on"])]

    def __str__(self) -> str:
        return self.what[:80]


class FindingStepKind(models.TextChoices):
    FOUND = "FOUND", _("found")
    EXTENDED = "EXTENDED", _("given more time")
    REPORTED = "REPORTED", _("reported as remedied")
    NOT_REMEDIED = "NOT_REMEDIED", _("re-inspected: not remedied")
    REMEDIED = "REMEDIED", _("re-inspected: remedied")
    DROPPED = "DROPPED", _("dropped")


class FindingStep(AppendOnlyModel):
    """One step in the life of a finding: found, given more time, re-inspected. Never changed."""

    finding = models.ForeignKey(Finding, models.PROTECT, related_name="steps")
    number = models.PositiveSmallIntegerField(_("number"))
    kind = models.CharField(_("kind"), max_length=12, choices=FindingStepKind)
    on = models.DateField(_("day"))
    due_on = models.DateField(_("to be remedied by"), null=True, blank=True)
    reinspection = models.ForeignKey(
        Activity, models.PROTECT, null=True, blank=True, related_name="reinspected"
    )
    note = models.TextField(_("note"), blank=True)
    by_name = models.CharField(_("by"), max_length=150, blank=True)
    at = models.DateTimeField(_("at"))

    class Meta(AppendOnlyModel.Meta):
        abstract = False
        verbose_name = _("step of a finding")
        verbose_name_plural = _("steps of findings")
        constraints = [
            models.UniqueConstraint(
                fields=["finding", "number"], name="one_finding_step_per_number"
            )
        ]

    def __str__(self) -> str:
        return f"{self.finding} {self.get_kind_display()}"
