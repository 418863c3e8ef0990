from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from prevenio.people.models import User
from prevenio.programme.models import Action, Proposal
from prevenio.returns.models import ReportingPeriod


class Degree(models.TextChoices):
    FULL = "FULL", pgettext_lazy("degree", "in full")
    LARGELY = "LARGELY", pgettext_lazy("degree", "largely")
    PARTLY = "PARTLY", pgettext_lazy("degree", "partly")
    NOT_AT_ALL = "NOT_AT_ALL", pgettext_lazy("degree", "not at all")
    NOT_DUE = "NOT_DUE", pgettext_lazy("degree", "not due")
    NOT_TRIGGERED = "NOT_TRIGGERED", pgettext_lazy("degree", "not triggered")


# The degrees that count against the total; the other two never do.
COUNTED = (Degree.FULL, Degree.LARGELY, Degree.PARTLY, Degree.NOT_AT_ALL)


class Verdict(models.TextChoices):
    KEEP = "KEEP", _("keep it as it is")
    CHANGE = "CHANGE", _("change it")
    STOP = "STOP", _("stop it")


class ReasonCode(models.TextChoices):
    MONEY = "MONEY", _("money")
    STAFF = "STAFF", _("staff")
    OTHER_BODY = "OTHER_BODY", _("another body was late")
    LAW = "LAW", _("law or a permit")
    EVENT = "EVENT", _("weather or an event")
    DEMAND = "DEMAND", _("demand")
    PLAN = "PLAN", _("the plan was unrealistic")
    OTHER = "OTHER", pgettext_lazy("reason", "other")


class Assessment(models.Model):
    """The bureau's judgement on one action in one period: how far it was carried out, what next.

    `reason_codes` say why it is not carried out in full; `proposal` is the proposal to change the
    programme that its verdict became.
    """

    period = models.ForeignKey(ReportingPeriod, models.PROTECT, related_name="assessments")
    action = models.ForeignKey(Action, models.PROTECT, related_name="assessments")
    degree = models.CharField(_("degree"), max_length=15, choices=Degree)
    reason_codes = models.JSONField(_("reasons"), default=list, blank=True)
    verdict = models.CharField(_("verdict"), max_length=6, choices=Verdict, default=Verdict.KEEP)
    finding = models.TextField(_("finding"), blank=True)
    follow_up = models.TextField(_("what is to be done"), blank=True)
    follow_up_by = models.DateField(_("until"), null=True, blank=True)
    assessed_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    assessed_at = models.DateTimeField(_("assessed at"))
    proposal = models.ForeignKey(
        Proposal, models.PROTECT, null=True, blank=True, related_name="assessments"
    )

    class Meta:
        verbose_name = _("assessment")
        verbose_name_plural = _("assessments")
        constraints = [
            models.UniqueConstraint(fields=["period", "action"], name="one_assessment_per_action"),
            models.CheckConstraint(
                condition=Q(degree__in=Degree.values), name="degree_is_on_the_scale"
            ),
            models.CheckConstraint(
                condition=Q(follow_up_by__isnull=True) | ~Q(follow_up=""),
                name="follow_up_day_has_words",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.action.code}: {self.get_degree_display()}"
