from datetime import date, datetime

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from prevenio.advice.models.topics import Topic
from prevenio.journal.append_only import AppendOnlyModel
from prevenio.people.models import Authority, Body, User
from prevenio.places.models import Municipality, WorkingGroup


class QuestionState(models.TextChoices):
    HELD = "HELD", pgettext_lazy("state of a question", "To be looked at")
    OPEN = "OPEN", pgettext_lazy("state of a question", "To be answered")
    WAITING = "WAITING", pgettext_lazy("state of a question", "Waiting for the resident")
    ANSWERED = "ANSWERED", pgettext_lazy("state of a question", "Answered")
    CLOSED = "CLOSED", pgettext_lazy("state of a question", "Closed")
    WITHDRAWN = "WITHDRAWN", pgettext_lazy("state of a question", "Withdrawn")
    SPAM = "SPAM", pgettext_lazy("state of a question", "Spam")


# In these states the promised time runs; in these an answer stands.
RUNNING = (QuestionState.HELD, QuestionState.OPEN)
ANSWERED = (QuestionState.ANSWERED, QuestionState.CLOSED)


class Question(models.Model):
    """A question of a resident; state, due day, body and moments are the projection of its events.

    The words lie in `QuestionText`, where they can be erased. Of the receipt code only a digest is
    kept; `form_digest` lets a form that is sent twice make one question. `route` says how the
    working group was found.
    """

    authority = models.ForeignKey(Authority, models.PROTECT, related_name="questions")
    municipality = models.ForeignKey(
        Municipality, models.PROTECT, null=True, blank=True, related_name="questions"
    )
    group = models.ForeignKey(
        WorkingGroup, models.PROTECT, null=True, blank=True, related_name="questions"
    )
    topic = models.ForeignKey(Topic, models.PROTECT, related_name="questions")
    body = models.ForeignKey(Body, models.PROTECT, null=True, blank=True, related_name="questions")
    person = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    route = models.CharField(max_length=20, default="bureau")
    language = models.CharField(_("language"), max_length=5)
    email = models.EmailField(_("e-mail"), blank=True)
    may_be_published = models.BooleanField(_("may be published"), default=False)
    code_digest = models.CharField(max_length=64, unique=True)
    doubt = models.CharField(_("why it was held"), max_length=40, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=QuestionState)
    revision = models.PositiveIntegerField(default=0)
    due_on = models.DateField(_("until"), null=True, blank=True)
    days_left = models.PositiveSmallIntegerField(default=0)
    asked_at = models.DateTimeField(_("asked at"))
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    answered_in = models.PositiveSmallIntegerField(_("working days"), null=True, blank=True)
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)
    changed_at = models.DateTimeField(_("changed at"))
    contact_erased_at = models.DateTimeField(_("contact erased at"), null=True, blank=True)
    text_erased_at = models.DateTimeField(_("words erased at"), null=True, blank=True)

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        indexes = [
            models.Index(fields=["authority", "state", "due_on"], name="question_by_due_day"),
            models.Index(fields=["authority", "asked_at"], name="question_by_moment"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(text_erased_at__isnull=True) | Q(email=""),
                name="erased_question_has_no_address",
            )
        ]

    def __str__(self) -> str:
        # Goes into the journal, so it says nothing that a resident wrote.
        return f"{self._meta.verbose_name} {self.pk}"

    @property
    def is_running(self) -> bool:
        return self.state in RUNNING

    @property
    def has_answer(self) -> bool:
        return self.state in ANSWERED

    def is_late_on(self, today: date) -> bool:
        return self.is_running and self.due_on is not None and self.due_on < today


class EventKind(models.TextChoices):
    ASKED = "ASKED", pgettext_lazy("event of a question", "received")
    HELD = "HELD", pgettext_lazy("event of a question", "received, to be looked at first")
    RELEASED = "RELEASED", pgettext_lazy("event of a question", "looked at and let through")
    SPAM = "SPAM", pgettext_lazy("event of a question", "marked as spam")
    HANDED_OVER = "HANDED_OVER", pgettext_lazy("event of a question", "handed over")
    ASKED_BACK = "ASKED_BACK", pgettext_lazy("event of a question", "asked the resident back")
    REPLIED = "REPLIED", pgettext_lazy("event of a question", "the resident wrote")
    ANSWERED = "ANSWERED", pgettext_lazy("event of a question", "answered")
    CORRECTED = "CORRECTED", pgettext_lazy("event of a question", "answer corrected")
    CLOSED = "CLOSED", pgettext_lazy("event of a question", "closed")
    CONSENT_GIVEN = "CONSENT_GIVEN", pgettext_lazy("event of a question", "publication allowed")
    CONSENT_ENDED = "CONSENT_ENDED", pgettext_lazy("event of a question", "consent withdrawn")
    PUBLISHED = "PUBLISHED", pgettext_lazy("event of a question", "published")
    UNPUBLISHED = "UNPUBLISHED", pgettext_lazy("event of a question", "taken off the public pages")
    WITHDRAWN = "WITHDRAWN", pgettext_lazy("event of a question", "withdrawn and erased")
    ERASED = "ERASED", pgettext_lazy("event of a question", "words erased in time")


class TextKind(models.TextChoices):
    QUESTION = "QUESTION", pgettext_lazy("kind of text", "question")
    MESSAGE = "MESSAGE", pgettext_lazy("kind of text", "message of the resident")
    ASKING_BACK = "ASKING_BACK", pgettext_lazy("kind of text", "asked back")
    ANSWER = "ANSWER", pgettext_lazy("kind of text", "answer")
    REASON = "REASON", pgettext_lazy("kind of text", "reason")


class QuestionText(AppendOnlyModel):
    """Words of one step: the question, a message, an answer, a reason.

    Never changed: an answer is corrected by a newer one. The one change allowed is erasing.
    """

    question = models.ForeignKey(Question, models.PROTECT, related_name="texts")
    kind = models.CharField(_("kind"), max_length=12, choices=TextKind)
    text = models.TextField(_("text"), blank=True)
    by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField(_("at"))
    erased_at = models.DateTimeField(_("erased at"), null=True, blank=True)

    class Meta(AppendOnlyModel.Meta):
        abstract = False
        verbose_name = _("words about a question")
        verbose_name_plural = _("words about questions")

    def __str__(self) -> str:
        return str(self.get_kind_display())

    def erase(self, at: datetime) -> None:
        """Write the one change that is allowed: the words gone, and when."""
        self.text, self.erased_at = "", at
        self.save_base(update_fields=["text", "erased_at"])


class QuestionEvent(AppendOnlyModel):
    """One step in the life of a question; rows are only added and hold no words of anybody.

    `due_on` is the due day that holds from here on, `days_left` the working days that stand still
    while the resident is asked back. Steps of the resident have nobody in `by`.
    """

    question = models.ForeignKey(Question, models.PROTECT, related_name="events")
    number = models.PositiveSmallIntegerField(_("number"))
    kind = models.CharField(
        pgettext_lazy("of a question", "event"), max_length=15, choices=EventKind
    )
    text = models.ForeignKey(
        QuestionText, models.PROTECT, null=True, blank=True, related_name="events"
    )
    body = models.ForeignKey(Body, models.PROTECT, null=True, blank=True, related_name="+")
    due_on = models.DateField(_("until"), null=True, blank=True)
    days_left = models.PositiveSmallIntegerField(null=True, blank=True)
    by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField(_("at"))

    class Meta(AppendOnlyModel.Meta):
        abstract = False
        verbose_name = _("event of a question")
        verbose_name_plural = _("events of questions")
        constraints = [
            models.UniqueConstraint(
                fields=["question", "number"], name="one_question_event_per_number"
            )
        ]

    def __str__(self) -> str:
        return str(self.get_kind_display())


class QuestionReminder(models.Model):
    """That somebody was reminded of a question for one occasion, so that no letter goes twice."""

    question = models.ForeignKey(Question, models.CASCADE, related_name="reminders")
    occasion = models.CharField(_("occasion"), max_length=20)
    due_on = models.DateField(_("until"))
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("reminder of a question")
        verbose_name_plural = _("reminders of questions")
        constraints = [
            models.UniqueConstraint(
                fields=["question", "occasion", "due_on"], name="one_reminder_per_occasion"
            )
        ]

    def __str__(self) -> str:
        return f"{self.question_id}: {self.occasion}"
