from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from prevenio.journal.append_only import AppendOnlyModel
from prevenio.people.models import Body
from prevenio.programme.models import Action
from prevenio.returns.models.periods import ReportingPeriod


class Part(models.TextChoices):
    LEAD = "LEAD", _("return of the lead body")
    CO_RESPONSIBLE = "CO_RESPONSIBLE", _("part of a co-responsible body")
    MEMBER = "MEMBER", _("part of a member of a group")


class ReturnState(models.TextChoices):
    DRAFT = "DRAFT", pgettext_lazy("state of a return", "Not sent")
    SUBMITTED = "SUBMITTED", pgettext_lazy("state of a return", "Waits for certification")
    CERTIFIED = "CERTIFIED", pgettext_lazy("state of a return", "Waits for the bureau")
    SENT_BACK = "SENT_BACK", pgettext_lazy("state of a return", "Sent back")
    ACCEPTED = "ACCEPTED", pgettext_lazy("state of a return", "Accepted")


class Outcome(models.TextChoices):
    UNSAID = "", pgettext_lazy("state of an action", "not said")
    DONE = "DONE", pgettext_lazy("state of an action", "done")
    IN_COURSE = "IN_COURSE", pgettext_lazy("state of an action", "in course")
    NOT_STARTED = "NOT_STARTED", pgettext_lazy("state of an action", "not started")
    NOT_TRIGGERED = "NOT_TRIGGERED", pgettext_lazy("state of an action", "not triggered")
    NOT_DUE = "NOT_DUE", pgettext_lazy("state of an action", "not in season")
    ABANDONED = "ABANDONED", pgettext_lazy("state of an action", "abandoned")


class ActionReturn(models.Model):
    """What one body says it did on one action in one reporting period.

    Shown to people as "return"; the longer name is because `return` is a Python keyword. The lead
    body's is the return of the action; co-responsible bodies give their parts. Until it is sent,
    what is written here belongs to the body alone; `state` and the moments are the projection of
    its events. A group body that answers member by member has a return of its own, and one `within`
    it for each member. `counts` is a list of [what, number, unit], the number as text; a number
    that was filled in is followed by where it comes from and why it was changed: see
    `content.count_in`.
    """

    period = models.ForeignKey(ReportingPeriod, models.PROTECT, related_name="returns")
    action = models.ForeignKey(Action, models.PROTECT, related_name="returns")
    body = models.ForeignKey(Body, models.PROTECT, related_name="returns")
    part = models.CharField(_("part"), max_length=15, choices=Part, default=Part.LEAD)
    state = models.CharField(
        _("state"), max_length=10, choices=ReturnState, default=ReturnState.DRAFT
    )
    within = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="member_returns"
    )
    due_on = models.DateField(_("due on"))
    outcome = models.CharField(_("state of the action"), max_length=15, choices=Outcome, blank=True)
    narrative = models.TextField(_("what was done"), blank=True)
    reason = models.TextField(_("reason"), blank=True)
    counts = models.JSONField(_("numbers"), default=list, blank=True)
    revision = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField(_("saved at"), null=True, blank=True)
    first_submitted_at = models.DateTimeField(_("first sent at"), null=True, blank=True)
    submitted_at = models.DateTimeField(_("sent at"), null=True, blank=True)
    certified_at = models.DateTimeField(_("certified at"), null=True, blank=True)
    accepted_at = models.DateTimeField(_("accepted at"), null=True, blank=True)
    released_at = models.DateTimeField(_("shown to residents at"), null=True, blank=True)

    class Meta:
        verbose_name = _("return")
        verbose_name_plural = _("returns")
        constraints = [
            models.UniqueConstraint(
                fields=["period", "action", "body"], name="one_return_per_body_and_action"
            ),
            models.UniqueConstraint(
                fields=["period", "action"],
                condition=Q(part="LEAD"),
                name="one_lead_return_per_action",
            ),
            models.CheckConstraint(
                condition=Q(part="MEMBER", within__isnull=False)
                | (~Q(part="MEMBER") & Q(within__isnull=True)),
                name="member_return_is_within_its_groups",
            ),
            models.CheckConstraint(
                condition=Q(state="DRAFT") | Q(submitted_at__isnull=False),
                name="return_past_draft_was_sent",
            ),
            models.CheckConstraint(
                condition=Q(released_at__isnull=True) | Q(state="ACCEPTED"),
                name="released_return_is_accepted",
            ),
        ]
        indexes = [models.Index(fields=["period", "state"])]

    def __str__(self) -> str:
        return f"{self.action.code} {self.body.short_name}"

    @property
    def is_editable(self) -> bool:
        return self.state in {ReturnState.DRAFT, ReturnState.SENT_BACK}


class SealedReturn(AppendOnlyModel):
    """What was sent, word for word, under its seal: SHA-256 over the content in canonical JSON.

    Each time a return is sent there is a new one; the earlier ones stay. The receipt's words are
    made from the seal, so they can be checked by telephone.
    """

    action_return = models.ForeignKey(ActionReturn, models.PROTECT, related_name="sealed")
    number = models.PositiveSmallIntegerField(_("number"))
    content = models.JSONField(_("content"))
    seal = models.CharField(_("seal"), max_length=64)
    sealed_at = models.DateTimeField(_("sealed at"))
    by_name = models.CharField(_("sent by"), max_length=150)
    by_office = models.CharField(_("office"), max_length=200, blank=True)
    by_email = models.EmailField(_("e-mail"))

    class Meta(AppendOnlyModel.Meta):
        abstract = False
        verbose_name = _("sealed return")
        verbose_name_plural = _("sealed returns")
        constraints = [
            models.UniqueConstraint(
                fields=["action_return", "number"], name="one_sealed_return_per_number"
            )
        ]

    def __str__(self) -> str:
        return f"{self.action_return} {self.number}"


class EventKind(models.TextChoices):
    PREPARED = "PREPARED", _("prepared")
    SUBMITTED = "SUBMITTED", _("sent")
    CERTIFIED = "CERTIFIED", _("certified")
    DECLINED = "DECLINED", _("sent back by the certifier")
    SENT_BACK = "SENT_BACK", _("sent back by the bureau")
    ACCEPTED = "ACCEPTED", _("accepted")
    RELEASED = "RELEASED", _("shown to residents")


class ReturnEvent(AppendOnlyModel):
    """One step in the life of a return; the state of the return is what its events add up to.

    `sections` names the parts of the form that a send-back is about; `due_on` the new due day.
    """

    action_return = models.ForeignKey(ActionReturn, models.PROTECT, related_name="events")
    number = models.PositiveSmallIntegerField(_("number"))
    kind = models.CharField(_("kind"), max_length=10, choices=EventKind)
    at = models.DateTimeField(_("at"))
    by_id = models.BigIntegerField(_("account"), null=True, blank=True)
    by_name = models.CharField(_("by"), max_length=150, blank=True)
    by_office = models.CharField(_("office"), max_length=200, blank=True)
    reason = models.TextField(_("reason"), blank=True)
    sections = models.JSONField(_("sections concerned"), default=list, blank=True)
    due_on = models.DateField(_("due on"), null=True, blank=True)
    sealed = models.ForeignKey(
        SealedReturn, models.PROTECT, null=True, blank=True, related_name="events"
    )

    class Meta(AppendOnlyModel.Meta):
        abstract = False
        verbose_name = _("event of a return")
        verbose_name_plural = _("events of returns")
        constraints = [
            models.UniqueConstraint(fields=["action_return", "number"], name="one_event_per_number")
        ]

    def __str__(self) -> str:
        return f"{self.action_return} {self.get_kind_display()}"


class ReturnFile(models.Model):
    """A file or photo of a return. Photos are kept without their metadata.

    A file that was taken out of a draft stays where a sealed return names it by its digest.
    """

    action_return = models.ForeignKey(ActionReturn, models.PROTECT, related_name="files")
    name = models.CharField(_("file name"), max_length=150)
    kind = models.CharField(_("kind"), max_length=100)
    size = models.PositiveIntegerField(_("size in bytes"))
    sha256 = models.CharField(max_length=64)
    file = models.FileField(upload_to="returns/%Y")
    added_at = models.DateTimeField(_("added at"))
    removed_at = models.DateTimeField(_("removed at"), null=True, blank=True)

    class Meta:
        verbose_name = _("file of a return")
        verbose_name_plural = _("files of returns")

    def __str__(self) -> str:
        return self.name

    @property
    def is_picture(self) -> bool:
        return self.kind.startswith("image/")
