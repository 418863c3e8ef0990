from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from prevenio.programme.models import Act
from prevenio.returns.models import ReportingPeriod


class ReviewState(models.TextChoices):
    DRAFT = "DRAFT", pgettext_lazy("state of a review", "Being prepared")
    WITH_COMMISSION = "WITH_COMMISSION", pgettext_lazy("state of a review", "With the commission")
    WITH_COUNCIL = "WITH_COUNCIL", pgettext_lazy("state of a review", "With the council")
    PUBLISHED = "PUBLISHED", pgettext_lazy("state of a review", "Published")


_BEFORE_OPINION = Q(state__in=["DRAFT", "WITH_COMMISSION"])


class AnnualReview(models.Model):
    """The annual review of one period on its way: bureau, commission, council, residents.

    `content` is what it says, frozen with its digest when it is handed to the commission; the
    steps are recorded beside it. The planned days are the bureau's own calendar.
    """

    period = models.OneToOneField(ReportingPeriod, models.PROTECT, related_name="review")
    state = models.CharField(
        _("state"), max_length=15, choices=ReviewState, default=ReviewState.DRAFT
    )
    commission_planned_on = models.DateField(_("planned day of the opinion"), null=True, blank=True)
    council_planned_on = models.DateField(_("planned day of the council"), null=True, blank=True)
    content = models.JSONField(_("content"), null=True, blank=True)
    content_digest = models.CharField(max_length=64, blank=True)
    handed_over_at = models.DateTimeField(_("handed to the commission at"), null=True, blank=True)
    sent_back_reason = models.TextField(_("why it was sent back"), blank=True)
    commission_on = models.DateField(_("day of the opinion"), null=True, blank=True)
    commission_number = models.CharField(_("number or sitting"), max_length=60, blank=True)
    opinion = models.TextField(_("opinion"), blank=True)
    chair_name = models.CharField(_("who signs for the commission"), max_length=150, blank=True)
    chair_office = models.CharField(_("office"), max_length=200, blank=True)
    commission_act = models.ForeignKey(Act, models.PROTECT, null=True, blank=True, related_name="+")
    council_on = models.DateField(_("day of the council"), null=True, blank=True)
    council_number = models.CharField(_("number"), max_length=60, blank=True)
    council_act = models.ForeignKey(Act, models.PROTECT, null=True, blank=True, related_name="+")
    published_at = models.DateTimeField(_("published at"), null=True, blank=True)
    changed_at = models.DateTimeField(_("changed at"))

    class Meta:
        verbose_name = _("annual review")
        verbose_name_plural = _("annual reviews")
        constraints = [
            models.CheckConstraint(
                condition=Q(state="DRAFT", content_digest="", handed_over_at__isnull=True)
                | (~Q(state="DRAFT") & ~Q(content_digest="") & Q(handed_over_at__isnull=False)),
                name="review_is_frozen_when_handed_over",
            ),
            models.CheckConstraint(
                condition=(_BEFORE_OPINION & Q(commission_on__isnull=True))
                | (~_BEFORE_OPINION & Q(commission_on__isnull=False) & ~Q(chair_name="")),
                name="review_has_opinion_before_council",
            ),
            models.CheckConstraint(
                condition=Q(council_on__isnull=True)
                | Q(commission_on__isnull=False, council_on__gte=F("commission_on")),
                name="council_comes_after_commission",
            ),
            models.CheckConstraint(
                condition=(~Q(state="PUBLISHED") & Q(published_at__isnull=True))
                | Q(state="PUBLISHED", published_at__isnull=False, council_on__isnull=False),
                name="published_review_was_with_council",
            ),
            models.CheckConstraint(
                condition=Q(commission_planned_on__isnull=True)
                | Q(council_planned_on__isnull=True)
                | Q(council_planned_on__gte=F("commission_planned_on")),
                name="planned_days_in_order",
            ),
        ]

    def __str__(self) -> str:
        return str(self.period)

    @property
    def is_frozen(self) -> bool:
        return self.state != ReviewState.DRAFT

    @property
    def waits_for_council(self) -> bool:
        return self.state == ReviewState.WITH_COUNCIL and self.council_on is None

    @property
    def council_day(self) -> date | None:
        return self.council_on or self.council_planned_on
