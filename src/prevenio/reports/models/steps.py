from datetime import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext, pgettext_lazy

from prevenio.journal.append_only import AppendOnlyModel
from prevenio.people.models import Body, User
from prevenio.reports.models.reports import Outcome, Report


class TextKind(models.TextChoices):
    DESCRIPTION = "DESCRIPTION", pgettext_lazy("kind of text", "description")
    MESSAGE = "MESSAGE", pgettext_lazy("kind of text", "message of the resident")
    ASKING_BACK = "ASKING_BACK", pgettext_lazy("kind of text", "asked back")
    ANSWER = "ANSWER", pgettext_lazy("kind of text", "answer")
    NOTE = "NOTE", pgettext_lazy("kind of text", "note")
    REASON = "REASON", pgettext_lazy("kind of text", "reason")


# What whoever reported may read of it.
FOR_RESIDENTS = (TextKind.DESCRIPTION, TextKind.MESSAGE, TextKind.ASKING_BACK, TextKind.ANSWER)


class ReportText(AppendOnlyModel):
    """Words of one step: a description, a message, an answer, a note of the staff.

    Two changes are allowed: blacking out passages, and erasing.
    """

    report = models.ForeignKey(Report, models.PROTECT, related_name="texts")
    kind = models.CharField(_("kind"), max_length=12, choices=TextKind)
    text = models.TextField(_("text"), blank=True)
    by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField(_("at"))
    redacted_at = models.DateTimeField(_("passages blacked out at"), null=True, blank=True)
    erased_at = models.DateTimeField(_("erased at"), null=True, blank=True)

    class Meta(AppendOnlyModel.Meta):
        abstract = False
        verbose_name = _("words about a report")
        verbose_name_plural = _("words about reports")

    def __str__(self) -> str:
        # Staff who join a report with this one, or erase it before its time, are no resident and
        # no clock.
        if self.by_id is not None and self.kind == EventKind.BACKED:
            return pgettext("event of a report", "another report was joined with it")
        if self.by_id is not None and self.kind == EventKind.ERASED:
            return pgettext("event of a report", "words and photos erased by hand")
        return str(self.get_kind_display())

    def redact(self, text: str, at: datetime) -> None:
        """Keep the words without some passages; what was there is gone."""
        self.text, self.redacted_at = text, at
        self.save_base(update_fields=["text", "redacted_at"])

    def erase(self, at: datetime) -> None:
        """The words gone, and when."""
        self.text, self.erased_at = "", at
        self.save_base(update_fields=["text", "erased_at"])


class ReportPhoto(models.Model):
    """A photo of a report, without what the camera wrote into it and without its file name.

    Only the staff and who sent it see it, until somebody makes it public.
    """

    report = models.ForeignKey(Report, models.PROTECT, related_name="photos")
    number = models.PositiveSmallIntegerField(_("number"))
    file = models.FileField(upload_to="reports/%Y")
    kind = models.CharField(_("kind"), max_length=40)
    size = models.PositiveIntegerField(_("size in bytes"))
    sha256 = models.CharField(max_length=64)
    is_public = models.BooleanField(_("public"), default=False)
    by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    added_at = models.DateTimeField(_("added at"))
    redacted_at = models.DateTimeField(_("parts blacked out at"), null=True, blank=True)

    class Meta:
        verbose_name = _("photo of a report")
        verbose_name_plural = _("photos of reports")
        constraints = [
            models.UniqueConstraint(fields=["report", "number"], name="one_photo_per_number"),
            models.UniqueConstraint(fields=["report", "sha256"], name="one_photo_once"),
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.number}"


class EventKind(models.TextChoices):
    RECEIVED = "RECEIVED", pgettext_lazy("event of a report", "received")
    HELD = "HELD", pgettext_lazy("event of a report", "received, to be looked at first")
    RELEASED = "RELEASED", pgettext_lazy("event of a report", "looked at and let through")
    READ = "READ", pgettext_lazy("event of a report", "read")
    CONFIRMED = "CONFIRMED", pgettext_lazy("event of a report", "verified and confirmed")
    ASKED_BACK = "ASKED_BACK", pgettext_lazy("event of a report", "the resident was asked")
    REPLIED = "REPLIED", pgettext_lazy("event of a report", "the resident wrote")
    RESUMED = "RESUMED", pgettext_lazy("event of a report", "goes on without a reply")
    INFORMED = "INFORMED", pgettext_lazy("event of a report", "the resident was told")
    NOTED = "NOTED", pgettext_lazy("event of a report", "note")
    ASSIGNED = "ASSIGNED", pgettext_lazy("event of a report", "assigned")
    HANDED_OVER = "HANDED_OVER", pgettext_lazy("event of a report", "handed over")
    PASSED = "PASSED", pgettext_lazy("event of a report", "passed to a partner")
    RETURNED = "RETURNED", pgettext_lazy("event of a report", "back from the partner")
    SORTED = "SORTED", pgettext_lazy("event of a report", "category changed")
    MOVED = "MOVED", pgettext_lazy("event of a report", "place corrected")
    JOINED = "JOINED", pgettext_lazy("event of a report", "joined to a problem place")
    LEFT = "LEFT", pgettext_lazy("event of a report", "taken out of a problem place")
    BACKED = "BACKED", pgettext_lazy("event of a report", "confirmed by somebody else")
    DENIED = "DENIED", pgettext_lazy("event of a report", "somebody else says that it is gone")
    ADDED_PHOTO = "ADDED_PHOTO", pgettext_lazy("event of a report", "photo added")
    REDACTED = "REDACTED", pgettext_lazy("event of a report", "passages or parts blacked out")
    SHOWN = "SHOWN", pgettext_lazy("event of a report", "a photo is shown to residents")
    HIDDEN = "HIDDEN", pgettext_lazy("event of a report", "a photo is no longer shown")
    CLOSED = "CLOSED", pgettext_lazy("event of a report", "closed")
    REOPENED = "REOPENED", pgettext_lazy("event of a report", "opened again")
    PRAISED = "PRAISED", pgettext_lazy("event of a report", "the resident is happy")
    UNHAPPY = "UNHAPPY", pgettext_lazy("event of a report", "opened again, as it is not solved")
    WITHDRAWN = "WITHDRAWN", pgettext_lazy("event of a report", "withdrawn and erased")
    ERASED = "ERASED", pgettext_lazy("event of a report", "words and photos erased in time")


class ReportEvent(AppendOnlyModel):
    """One step in the life of a report; rows are only added and hold no words of anybody.

    `due_on` is the partner's day of a report that was passed on, and the day by which a request is
    answered that was joined with it. Steps of residents have nobody in `by`.
    """

    report = models.ForeignKey(Report, models.PROTECT, related_name="events")
    number = models.PositiveIntegerField(_("number"))
    kind = models.CharField(pgettext_lazy("of a report", "event"), max_length=12, choices=EventKind)
    outcome = models.CharField(_("outcome"), max_length=14, choices=Outcome, blank=True, default="")
    text = models.ForeignKey(
        ReportText, models.PROTECT, null=True, blank=True, related_name="events"
    )
    body = models.ForeignKey(Body, models.PROTECT, null=True, blank=True, related_name="+")
    person = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    due_on = models.DateField(_("until"), null=True, blank=True)
    by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField(_("at"))

    class Meta(AppendOnlyModel.Meta):
        abstract = False
        verbose_name = _("event of a report")
        verbose_name_plural = _("events of reports")
        constraints = [
            models.UniqueConstraint(fields=["report", "number"], name="one_report_event_per_number")
        ]

    def __str__(self) -> str:
        return str(self.get_kind_display())
