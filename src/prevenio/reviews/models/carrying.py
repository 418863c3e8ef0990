from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from prevenio.people.models import User
from prevenio.programme.models import Action, ProgrammeVersion


class Fate(models.TextChoices):
    KEPT = "KEPT", pgettext_lazy("what becomes of an action", "kept")
    CHANGED = "CHANGED", pgettext_lazy("what becomes of an action", "changed")
    DONE = "DONE", pgettext_lazy("what becomes of an action", "done")
    DROPPED = "DROPPED", pgettext_lazy("what becomes of an action", "dropped")
    UNFUNDED = "UNFUNDED", pgettext_lazy("what becomes of an action", "without money")


# What stands in the programme of the next period; the others end with this one.
GOING_ON = (Fate.KEPT, Fate.CHANGED)
# What has to say why.
NEEDS_REASON = (Fate.CHANGED, Fate.DROPPED, Fate.UNFUNDED)


class CarryOver(models.Model):
    """The carrying over of one ending version into the programme of the next period.

    `draft` is the first version of that programme, once it was made; the decisions stand then.
    """

    version = models.OneToOneField(ProgrammeVersion, models.PROTECT, related_name="carry_over")
    draft = models.OneToOneField(
        ProgrammeVersion, models.PROTECT, null=True, blank=True, related_name="carried_from"
    )
    begun_at = models.DateTimeField(_("begun at"))
    changed_at = models.DateTimeField(_("changed at"))
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True)

    class Meta:
        verbose_name = _("carrying over")
        verbose_name_plural = _("carryings over")
        constraints = [
            models.CheckConstraint(
                condition=Q(draft__isnull=True, finished_at__isnull=True)
                | Q(draft__isnull=False, finished_at__isnull=False),
                name="finished_carry_over_has_draft",
            ),
            models.CheckConstraint(
                condition=Q(draft__isnull=True) | ~Q(draft=F("version")),
                name="carry_over_leads_to_another_version",
            ),
        ]

    def __str__(self) -> str:
        return str(self.version)

    @property
    def is_open(self) -> bool:
        return self.finished_at is None


class CarryDecision(models.Model):
    """What becomes of one action in the programme of the next period, and why."""

    carry_over = models.ForeignKey(CarryOver, models.CASCADE, related_name="decisions")
    action = models.ForeignKey(Action, models.PROTECT, related_name="carry_decisions")
    fate = models.CharField(_("what becomes of it"), max_length=10, choices=Fate)
    reason = models.TextField(_("reason"), blank=True)
    decided_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(_("decided at"))

    class Meta:
        verbose_name = _("decision about an action")
        verbose_name_plural = _("decisions about actions")
        constraints = [
            models.UniqueConstraint(
                fields=["carry_over", "action"], name="one_carry_decision_per_action"
            ),
            models.CheckConstraint(
                condition=Q(fate__in=["KEPT", "DONE"]) | ~Q(reason=""),
                name="carry_decision_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.action.code}: {self.get_fate_display()}"
