from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from prevenio.people.models import Authority, Body, User


class Topic(models.Model):
    """What residents ask about, to whom it goes, and in how many working days it is answered.

    Names and hints are kept by language (`{"pl": ..., "cs": ..., "en": ...}`). `body` or `person`
    gets the questions besides the working group. E-mail addresses of residents are erased
    `contact_days` days after closing, the words of the question `text_days` days after it.
    """

    authority = models.ForeignKey(Authority, models.PROTECT, related_name="advice_topics")
    code = models.SlugField(_("code"), max_length=40)
    names = models.JSONField(_("names"), default=dict)
    hints = models.JSONField(_("hints"), default=dict)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    promised_days = models.PositiveSmallIntegerField(_("promised working days"), default=5)
    contact_days = models.PositiveSmallIntegerField(_("days contacts are kept"), default=90)
    text_days = models.PositiveSmallIntegerField(_("days questions are kept"), default=730)
    body = models.ForeignKey(Body, models.PROTECT, null=True, blank=True, related_name="+")
    person = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    is_open = models.BooleanField(_("can be chosen"), default=True)

    class Meta:
        verbose_name = _("topic of advice")
        verbose_name_plural = _("topics of advice")
        constraints = [
            models.UniqueConstraint(fields=["authority", "code"], name="one_topic_per_code"),
            models.CheckConstraint(
                condition=Q(promised_days__range=(1, 60)), name="topic_promises_some_days"
            ),
        ]

    def __str__(self) -> str:
        return self._said(self.names) or self.code

    @property
    def hint(self) -> str:
        return self._said(self.hints)

    def _said(self, words: dict[str, str]) -> str:
        """In the language of the page, else in the first one there is."""
        return words.get(get_language() or "") or next(iter(words.values()), "")


class AnswerTemplate(models.Model):
    """Words that begin an answer, for one topic or for all; the officer changes them freely."""

    authority = models.ForeignKey(Authority, models.PROTECT, related_name="answer_templates")
    topic = models.ForeignKey(Topic, models.CASCADE, null=True, blank=True, related_name="+")
    name = models.CharField(_("name"), max_length=120)
    text = models.TextField(_("text"))

    class Meta:
        verbose_name = _("answer template")
        verbose_name_plural = _("answer templates")
        constraints = [
            models.UniqueConstraint(fields=["authority", "name"], name="one_template_per_name")
        ]

    def __str__(self) -> str:
        return self.name
