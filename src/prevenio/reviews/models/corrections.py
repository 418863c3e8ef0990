from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from prevenio.journal.append_only import AppendOnlyModel
from prevenio.people.models import Authority, Body, User
from prevenio.programme.models import Action
from prevenio.returns.models import ReportingPeriod
from prevenio.reviews.models.assessments import Assessment


class CorrectionState(models.TextChoices):
    OPEN = "OPEN", pgettext_lazy("state of a corrective action", "To be done")
    DONE = "DONE", pgettext_lazy("state of a corrective action", "Done")
    NOT_EFFECTIVE = "NOT_EFFECTIVE", pgettext_lazy("state of a corrective action", "Did not help")
    DROPPED = "DROPPED", pgettext_lazy("state of a corrective action", "Dropped")


# What still waits to be done: also what was done and did not help.
WAITING = (CorrectionState.OPEN, CorrectionState.NOT_EFFECTIVE)


class CorrectiveAction(models.Model):
    """What the bureau asks to be put right: what is wrong, what is to be done, by whom, by when.

    It comes from an assessment's follow-up, or the bureau enters it by itself. The state, the due
    day and `changed_at` are the projection of its events.
    """

    authority = models.ForeignKey(Authority, models.PROTECT, related_name="corrective_actions")
    number = models.PositiveIntegerField(_("number"))
    period = models.ForeignKey(
        ReportingPeriod, models.PROTECT, null=True, blank=True, related_name="corrective_actions"
    )
    action = models.ForeignKey(
        Action, models.PROTECT, null=True, blank=True, related_name="corrective_actions"
    )
    assessment = models.OneToOneField(
        Assessment, models.PROTECT, null=True, blank=True, related_name="corrective_action"
    )
    body = models.ForeignKey(
        Body, models.PROTECT, null=True, blank=True, related_name="corrective_actions"
    )
    wrong = models.TextField(_("what is wrong"))
    to_do = models.TextField(_("what is to be done"))
    due_on = models.DateField(_("until"))
    state = models.CharField(
        _("state"), max_length=15, choices=CorrectionState, default=CorrectionState.OPEN
    )
    opened_at = models.DateTimeField(_("opened at"))
    changed_at = models.DateTimeField(_("changed at"))

    class Meta:
        verbose_name = _("corrective action")
        verbose_name_plural = _("corrective actions")
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "number"], name="one_corrective_action_per_number"
            ),
            models.CheckConstraint(
                condition=~Q(wrong="") & ~Q(to_do=""), name="corrective_action_has_words"
            ),
        ]
        indexes = [models.Index(fields=["authority", "state", "due_on"])]

    def __str__(self) -> str:
        return f"{self.number}. {self.to_do[:80]}"

    @property
    def is_waiting(self) -> bool:
        return self.state in WAITING

    def is_overdue_on(self, today: date) -> bool:
        return self.is_waiting and self.due_on < today


class CorrectionEventKind(models.TextChoices):
    OPENED = "OPENED", pgettext_lazy("event of a corrective action", "opened")
    DONE = "DONE", pgettext_lazy("event of a corrective action", "done")
    NOT_EFFECTIVE = "NOT_EFFECTIVE", pgettext_lazy("event of a corrective action", "did not help")
    DROPPED = "DROPPED", pgettext_lazy("event of a corrective action", "dropped")


class CorrectionEvent(AppendOnlyModel):
    """One step in the life of a corrective action; rows are only added.

    `words` say what was done, why it did not help or why it was dropped; `evidence` names what
    shows it. Where it did not help, `due_on` is the new day.
    """

    corrective_action = models.ForeignKey(CorrectiveAction, models.PROTECT, related_name="events")
    number = models.PositiveSmallIntegerField(_("number"))
    kind = models.CharField(
        pgettext_lazy("of a corrective action", "event"), max_length=15, choices=CorrectionEventKind
    )
    words = models.TextField(_("words"), blank=True)
    evidence = models.TextField(_("evidence"), blank=True)
    due_on = models.DateField(_("until"), null=True, blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("at"))

    class Meta(AppendOnlyModel.Meta):
        abstract = False
        verbose_name = _("event of a corrective action")
        verbose_name_plural = _("events of corrective actions")
        constraints = [
            models.UniqueConstraint(
                fields=["corrective_action", "number"], name="one_correction_event_per_number"
            )
        ]

    def __str__(self) -> str:
        return str(self.get_kind_display())
