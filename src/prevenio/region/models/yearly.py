from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from prevenio.people.models import User
from prevenio.region.models.projects import Project


class YearState(models.TextChoices):
    DRAFT = "DRAFT", pgettext_lazy("state of a project's year", "being written")
    SUBMITTED = "SUBMITTED", pgettext_lazy("state of a project's year", "handed in")
    SENT_BACK = "SENT_BACK", pgettext_lazy("state of a project's year", "sent back")
    RELEASED = "RELEASED", pgettext_lazy("state of a project's year", "shown to residents")


# Whoever carries the project out writes; what was handed in is the bureau's to decide on.
OPEN_STATES = (YearState.DRAFT, YearState.SENT_BACK)


class ProjectYear(models.Model):
    """What the lead body says of one year of a project; residents read it once it is released.

    `numbers` are what the year's activities added up to when it was handed in: a list of
    {"key", "kind", "label", "unit", "number"} with numbers as text, of public kinds only.
    `is_by_bureau` says that the bureau wrote for a body that has nobody with an account.
    """

    project = models.ForeignKey(Project, models.PROTECT, related_name="years")
    year = models.PositiveSmallIntegerField(_("year"))
    done = models.TextField(_("what was done"), blank=True)
    outcome = models.TextField(_("what came of it"), blank=True)
    next_steps = models.TextField(_("what comes next"), blank=True)
    numbers = models.JSONField(_("numbers"), default=list, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=YearState, default=YearState.DRAFT)
    reason = models.TextField(_("why it was sent back"), blank=True)
    is_by_bureau = models.BooleanField(_("written by the bureau for the body"), default=False)
    submitted_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    submitted_at = models.DateTimeField(_("handed in at"), null=True, blank=True)
    released_at = models.DateTimeField(_("released at"), null=True, blank=True)

    class Meta:
        verbose_name = _("year of a project")
        verbose_name_plural = _("years of projects")
        constraints = [
            models.UniqueConstraint(fields=["project", "year"], name="one_row_per_project_year"),
            models.CheckConstraint(
                condition=~Q(state="RELEASED") | Q(released_at__isnull=False),
                name="released_project_year_has_its_moment",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["SUBMITTED", "RELEASED"])
                | (Q(submitted_at__isnull=False) & ~Q(done="")),
                name="submitted_project_year_says_something",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.project} {self.year}"

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_STATES
