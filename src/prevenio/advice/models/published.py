import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from prevenio.advice.models.questions import Question
from prevenio.advice.models.topics import Topic
from prevenio.people.models import Authority, Body, User
from prevenio.places.models import Municipality


class PublicState(models.TextChoices):
    PREPARED = "PREPARED", pgettext_lazy("state of a publication", "Waits for a second look")
    PUBLISHED = "PUBLISHED", pgettext_lazy("state of a publication", "Published")
    TAKEN_OFF = "TAKEN_OFF", pgettext_lazy("state of a publication", "Taken off")


class PublishedAnswer(models.Model):
    """A question with its answer as residents read it.

    What was blacked out is not in it: a block stands in its place. One person prepares it, another
    publishes it. `yes` and `no` count how often readers said that it helped.
    """

    authority = models.ForeignKey(Authority, models.PROTECT, related_name="published_answers")
    question = models.OneToOneField(Question, models.PROTECT, related_name="published")
    key = models.UUIDField(_("address"), default=uuid.uuid4, unique=True, editable=False)
    municipality = models.ForeignKey(
        Municipality, models.PROTECT, null=True, blank=True, related_name="+"
    )
    topic = models.ForeignKey(Topic, models.PROTECT, related_name="+")
    body = models.ForeignKey(Body, models.PROTECT, null=True, blank=True, related_name="+")
    group_name = models.CharField(_("who answered"), max_length=150, blank=True)
    language = models.CharField(_("language"), max_length=5)
    title = models.CharField(_("title"), max_length=150)
    question_text = models.TextField(_("question"))
    answer_text = models.TextField(_("answer"))
    search_text = models.TextField(editable=False, default="")
    blocks = models.PositiveSmallIntegerField(_("blacked out"), default=0)
    state = models.CharField(_("state"), max_length=10, choices=PublicState)
    prepared_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    prepared_at = models.DateTimeField(_("prepared at"))
    published_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    published_at = models.DateTimeField(_("published at"), null=True, blank=True)
    yes = models.PositiveIntegerField(_("it helped"), default=0)
    no = models.PositiveIntegerField(_("something was missing"), default=0)

    class Meta:
        verbose_name = _("published answer")
        verbose_name_plural = _("published answers")
        indexes = [
            models.Index(fields=["authority", "state", "published_at"], name="answers_by_moment")
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="PUBLISHED")
                | Q(published_at__isnull=False, published_by__isnull=False),
                name="published_answer_was_looked_at",
            ),
            models.CheckConstraint(
                condition=Q(published_by__isnull=True) | ~Q(published_by=F("prepared_by")),
                name="second_look_by_another_person",
            ),
        ]

    def __str__(self) -> str:
        return self.title
