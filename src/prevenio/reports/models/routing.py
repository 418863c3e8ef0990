from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from prevenio.people.models import Authority, Body, User
from prevenio.reports.models.categories import Category
from prevenio.reports.models.reports import Report


class RoutingRule(models.Model):
    """Who gets which reports: the first rule that fits, by `position`.

    `conditions` narrow it: {"categories": [codes], "precincts": [[kind, code]], "municipalities":
    [ids], "weekdays": [0-6], "hours": [from, to], "answers": {question: [answers]}}; what is not
    named fits all. A rule is never changed: a new one with the same `number` takes its place, so
    that what a report was told stays true.
    """

    authority = models.ForeignKey(Authority, models.PROTECT, related_name="routing_rules")
    number = models.PositiveSmallIntegerField(_("number"))
    position = models.PositiveSmallIntegerField(_("position"))
    name = models.CharField(_("name"), max_length=120)
    conditions = models.JSONField(_("conditions"), default=dict, blank=True)
    body = models.ForeignKey(Body, models.PROTECT, related_name="+")
    person = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    begins_at = models.DateTimeField(_("in force from"))
    ends_at = models.DateTimeField(_("in force until"), null=True, blank=True)

    class Meta:
        verbose_name = _("routing rule")
        verbose_name_plural = _("routing rules")
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "number"],
                condition=Q(ends_at__isnull=True),
                name="one_rule_in_force_per_number",
            )
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.name}"


class Purpose(models.TextChoices):
    """What words are written for: the key of a step (`EventKind`), or of what came of a report."""

    ANY = "", pgettext_lazy("what a template is for", "any answer")
    ASKED_BACK = "ASKED_BACK", pgettext_lazy("what a template is for", "asking back")
    INFORMED = "INFORMED", pgettext_lazy("what a template is for", "telling how it stands")
    SOLVED = "SOLVED", pgettext_lazy("what a template is for", "closing: solved")
    PASSED_ON = (
        "PASSED_ON",
        pgettext_lazy("what a template is for", "closing: given to another authority"),
    )
    NOT_CONFIRMED = (
        "NOT_CONFIRMED",
        pgettext_lazy("what a template is for", "closing: not confirmed"),
    )
    NO_MEANS = (
        "NO_MEANS",
        pgettext_lazy("what a template is for", "closing: confirmed, nothing can be done"),
    )


class ReplyTemplate(models.Model):
    """Words that begin an answer, for one category and purpose or for all.

    The officer changes them freely; those that fit are offered first.
    """

    authority = models.ForeignKey(Authority, models.PROTECT, related_name="reply_templates")
    category = models.ForeignKey(
        Category, models.CASCADE, null=True, blank=True, related_name="templates"
    )
    purpose = models.CharField(
        pgettext_lazy("of a template", "what it is for"),
        max_length=13,
        choices=Purpose,
        default=Purpose.ANY,
        blank=True,
    )
    name = models.CharField(_("name"), max_length=120)
    text = models.TextField(_("text"))

    class Meta:
        verbose_name = _("reply template")
        verbose_name_plural = _("reply templates")
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "name"], name="one_reply_template_per_name"
            )
        ]

    def __str__(self) -> str:
        return self.name


class ReportReminder(models.Model):
    """That somebody was told of a report for one occasion, so that no letter goes twice."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="reminders")
    occasion = models.CharField(_("occasion"), max_length=20)
    due_on = models.DateField(_("until"))
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("reminder of a report")
        verbose_name_plural = _("reminders of reports")
        constraints = [
            models.UniqueConstraint(
                fields=["report", "occasion", "due_on"], name="one_report_reminder_per_occasion"
            )
        ]

    def __str__(self) -> str:
        return f"{self.report_id}: {self.occasion}"
