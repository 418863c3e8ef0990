from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from prevenio.people.models import Body, User
from prevenio.places.models import Municipality
from prevenio.returns.models import ReportingPeriod


class ReleasedStatement(models.Model):
    """A statement on one body's work in a period, as the bureau let the body see it.

    `content` is what it says, frozen with its digest. Releasing it again puts the newer one here.
    """

    period = models.ForeignKey(ReportingPeriod, models.PROTECT, related_name="released_statements")
    body = models.ForeignKey(Body, models.PROTECT, related_name="released_statements")
    content = models.JSONField(_("content"))
    content_digest = models.CharField(max_length=64)
    released_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    released_at = models.DateTimeField(_("released at"))

    class Meta:
        verbose_name = _("released statement on a body's work")
        verbose_name_plural = _("released statements on bodies' work")
        constraints = [
            models.UniqueConstraint(fields=["period", "body"], name="one_released_statement"),
        ]

    def __str__(self) -> str:
        return f"{self.body}, {self.period}"


class BatchState(models.TextChoices):
    RUNNING = "RUNNING", pgettext_lazy("state of a batch", "being made")
    DONE = "DONE", pgettext_lazy("state of a batch", "made")
    CANCELLED = "CANCELLED", pgettext_lazy("state of a batch", "cancelled")


class Batch(models.Model):
    """Extracts of one review for many municipalities or bodies, made by the worker into one ZIP."""

    period = models.ForeignKey(ReportingPeriod, models.PROTECT, related_name="batches")
    state = models.CharField(
        _("state"), max_length=10, choices=BatchState, default=BatchState.RUNNING
    )
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(_("asked for at"))
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True)
    file = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = _("batch of extracts")
        verbose_name_plural = _("batches of extracts")
        constraints = [
            models.UniqueConstraint(
                fields=["period"], condition=Q(state="RUNNING"), name="one_running_batch"
            ),
            models.CheckConstraint(
                condition=Q(state="RUNNING", finished_at__isnull=True)
                | (~Q(state="RUNNING") & Q(finished_at__isnull=False)),
                name="batch_that_ended_has_a_moment",
            ),
        ]

    def __str__(self) -> str:
        return str(self.period)

    @property
    def is_running(self) -> bool:
        return self.state == BatchState.RUNNING


class BatchItem(models.Model):
    """One extract of a batch: about one municipality or one body.

    `taken_at` is when a worker began with it; one that died is overtaken after a while.
    """

    batch = models.ForeignKey(Batch, models.CASCADE, related_name="items")
    position = models.PositiveSmallIntegerField()
    municipality = models.ForeignKey(
        Municipality, models.PROTECT, null=True, blank=True, related_name="+"
    )
    body = models.ForeignKey(Body, models.PROTECT, null=True, blank=True, related_name="+")
    taken_at = models.DateTimeField(null=True, blank=True)
    done_at = models.DateTimeField(_("done at"), null=True, blank=True)
    file = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = _("extract of a batch")
        verbose_name_plural = _("extracts of a batch")
        constraints = [
            models.UniqueConstraint(fields=["batch", "position"], name="one_extract_per_place"),
            models.CheckConstraint(
                condition=Q(municipality__isnull=True, body__isnull=False)
                | Q(municipality__isnull=False, body__isnull=True),
                name="extract_is_about_one",
            ),
            models.CheckConstraint(
                condition=Q(done_at__isnull=True, file="")
                | (Q(done_at__isnull=False) & ~Q(file="")),
                name="extract_done_has_file",
            ),
        ]

    def __str__(self) -> str:
        return str(self.municipality or self.body)
