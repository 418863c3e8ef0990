from django.db import models
from django.utils.translation import gettext_lazy as _

from prevenio.places.models import Municipality
from prevenio.programme.models.versions import ProgrammeVersion


class DatePrecision(models.TextChoices):
    DAY = "day", _("day")
    MONTH = "month", _("month")
    YEAR = "year", _("year")


class Milestone(models.Model):
    """A dated event of the programme; where municipalities joined with it, it names them."""

    version = models.ForeignKey(ProgrammeVersion, models.CASCADE, related_name="milestones")
    position = models.PositiveSmallIntegerField()
    on = models.DateField(_("date"), null=True, blank=True)
    precision = models.CharField(
        _("precision"), max_length=5, choices=DatePrecision, default=DatePrecision.DAY
    )
    text = models.TextField(_("text"))
    municipalities = models.ManyToManyField(Municipality, related_name="milestones", blank=True)
    source_lines = models.JSONField(default=list, blank=True)

    class Meta:
        verbose_name = _("milestone")
        verbose_name_plural = _("milestones")

    def __str__(self) -> str:
        return self.text


class Amount(models.Model):
    """A sum that the programme states; the currency is empty where the document names none."""

    version = models.ForeignKey(ProgrammeVersion, models.CASCADE, related_name="amounts")
    position = models.PositiveSmallIntegerField()
    value = models.DecimalField(_("value"), max_digits=16, decimal_places=2)
    currency = models.CharField(_("currency"), max_length=3, blank=True)
    is_approximate = models.BooleanField(_("approximate"), default=False)
    text = models.TextField(_("text"), blank=True)
    source_lines = models.JSONField(default=list, blank=True)

    class Meta:
        verbose_name = _("amount")
        verbose_name_plural = _("amounts")

    def __str__(self) -> str:
        return f"{self.value} {self.currency}".strip()


class ProjectCount(models.Model):
    """How many projects one year had, where the document counts them without naming them all."""

    version = models.ForeignKey(ProgrammeVersion, models.CASCADE, related_name="project_counts")
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    count = models.PositiveIntegerField(_("projects"))
    source_lines = models.JSONField(default=list, blank=True)

    class Meta:
        verbose_name = _("number of projects")
        verbose_name_plural = _("numbers of projects")

    def __str__(self) -> str:
        return f"{self.year}: {self.count}"
