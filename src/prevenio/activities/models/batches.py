from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from prevenio.people.models import Authority, Body, User


class BatchState(models.TextChoices):
    READ = "READ", pgettext_lazy("state of a batch", "read, not yet taken")
    TAKEN = "TAKEN", pgettext_lazy("state of a batch", "taken")
    WITHDRAWN = "WITHDRAWN", pgettext_lazy("state of a batch", "withdrawn")


class ActivityBatch(models.Model):
    """A file of activities: read, looked through, taken, and if need be withdrawn as a whole.

    `table` holds what the file says, word for word, until it is taken: {"head": [...], "rows":
    [[number, [cell, ...]], ...]}. Afterwards only the rows that were wrong stay, to be mended.
    `columns` says what each column is. Activities name their batch in `source`.
    """

    authority = models.ForeignKey(Authority, models.PROTECT, related_name="activity_batches")
    uploaded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(_("uploaded at"))
    file_name = models.CharField(_("file name"), max_length=150)
    sha256 = models.CharField(max_length=64)
    state = models.CharField(_("state"), max_length=10, choices=BatchState, default=BatchState.READ)
    table = models.JSONField(default=dict)
    columns = models.JSONField(default=list)
    remarks = models.JSONField(default=list)
    kind_key = models.CharField(_("kind"), max_length=40, blank=True)
    body = models.ForeignKey(Body, models.PROTECT, null=True, blank=True, related_name="+")
    taken = models.PositiveIntegerField(_("taken rows"), default=0)
    left_out = models.PositiveIntegerField(_("rows left out"), default=0)
    taken_at = models.DateTimeField(_("taken at"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)

    class Meta:
        verbose_name = _("batch of activities")
        verbose_name_plural = _("batches of activities")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state="READ", taken_at__isnull=True)
                | models.Q(state__in=["TAKEN", "WITHDRAWN"], taken_at__isnull=False),
                name="taken_batch_has_its_moment",
            ),
        ]
        indexes = [models.Index(fields=["authority", "-uploaded_at"])]

    def __str__(self) -> str:
        return self.file_name

    @property
    def source(self) -> str:
        """What its activities name as where they come from."""
        return f"{self.file_name} #{self.pk}"
