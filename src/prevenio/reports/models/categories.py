from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from prevenio.people.models import Authority


class Category(models.Model):
    """What residents report, known by its code for good; what it says stands in its versions."""

    authority = models.ForeignKey(Authority, models.PROTECT, related_name="report_categories")
    code = models.SlugField(_("code"), max_length=40)

    class Meta:
        verbose_name = _("category of reports")
        verbose_name_plural = _("categories of reports")
        constraints = [
            models.UniqueConstraint(fields=["authority", "code"], name="one_category_per_code"),
        ]

    def __str__(self) -> str:
        return self.code


class ReportClass(models.TextChoices):
    """Who may see single reports of a category, without what is private in them."""

    PUBLIC = "PUBLIC", pgettext_lazy("data class", "public")
    COUNTS = "COUNTS", pgettext_lazy("data class", "totals only")
    INTERNAL = "INTERNAL", pgettext_lazy("data class", "internal")


class VersionQuerySet(models.QuerySet["CategoryVersion"]):
    def on(self, day: date) -> "VersionQuerySet":
        """Versions in force on a day."""
        return self.filter(
            Q(first_day__isnull=True) | Q(first_day__lte=day),
            Q(last_day__isnull=True) | Q(last_day__gte=day),
        )


class CategoryVersion(models.Model):
    """What a category says from one day to another; a report keeps the version it was taken under.

    Names and hints are kept by language (`{"pl": ..., "cs": ..., "en": ...}`). `questions` is a
    list of {"key", "labels", "type": "text" | "yes_no" | "choice", "choices": [{"key", "labels"}]}.
    `kmzb` is the name that the Polish national threat map gives it, empty where it has none. Days
    are working days of the country, counted from the receipt. `blur_metres` is the width of the
    square that residents see instead of the point. Contacts are erased `contact_days` days after
    closing, words and photos `text_days` days after it.
    """

    category = models.ForeignKey(Category, models.PROTECT, related_name="versions")
    first_day = models.DateField(_("valid from"), null=True, blank=True)
    last_day = models.DateField(_("valid to"), null=True, blank=True)
    names = models.JSONField(_("names"), default=dict)
    hints = models.JSONField(_("hints"), default=dict, blank=True)
    icon = models.CharField(_("icon"), max_length=40, default="circle-alert")
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    is_first = models.BooleanField(_("among the first six"), default=False)
    kmzb = models.CharField(_("name on the national threat map"), max_length=120, blank=True)
    questions = models.JSONField(_("questions"), default=list, blank=True)
    needs_words = models.BooleanField(_("a description is needed"), default=False)
    data_class = models.CharField(
        _("data class"), max_length=10, choices=ReportClass, default=ReportClass.PUBLIC
    )
    blur_metres = models.PositiveSmallIntegerField(_("blurred to metres"), default=100)
    delay_hours = models.PositiveSmallIntegerField(_("hours before it is public"), default=24)
    read_days = models.PositiveSmallIntegerField(_("working days to read"), default=2)
    verify_days = models.PositiveSmallIntegerField(_("working days to verify"), default=5)
    act_days = models.PositiveSmallIntegerField(_("working days to act"), default=15)
    contact_days = models.PositiveSmallIntegerField(_("days contacts are kept"), default=90)
    text_days = models.PositiveSmallIntegerField(_("days words and photos are kept"), default=730)

    objects = VersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("version of a category")
        verbose_name_plural = _("versions of categories")
        constraints = [
            models.UniqueConstraint(
                fields=["category", "first_day"], name="one_version_of_category_per_day"
            ),
            models.CheckConstraint(
                condition=Q(last_day__isnull=True) | Q(last_day__gte=F("first_day")),
                name="days_of_category_in_order",
            ),
            models.CheckConstraint(
                condition=Q(read_days__range=(1, 60))
                & Q(verify_days__gte=F("read_days"))
                & Q(act_days__gte=F("verify_days")),
                name="steps_of_category_in_order",
            ),
            models.CheckConstraint(
                condition=Q(blur_metres__range=(20, 5000)), name="blur_of_category_in_range"
            ),
        ]

    def __str__(self) -> str:
        return said(self.names) or str(self.category)

    @property
    def hint(self) -> str:
        return said(self.hints)


def said(words: dict[str, str]) -> str:
    """In the language of the page, else in the first one there is."""
    return words.get(get_language() or "") or next(iter(words.values()), "")
