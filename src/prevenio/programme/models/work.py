from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from prevenio.people.models import Authority, Body, User
from prevenio.programme.models.versions import Programme, ProgrammeVersion, SourceDocument


class DraftState(models.TextChoices):
    OPEN = "OPEN", _("Being reviewed")
    SAVED = "SAVED", _("Saved")
    DISCARDED = "DISCARDED", _("Discarded")


class ImportDraft(models.Model):
    """What was read from a document, waiting for a person to review it.

    `reading` is the document's published JSON as it was read and never changes; what the person
    decided stands beside it in `ImportDecision`.
    """

    authority = models.ForeignKey(Authority, models.PROTECT, related_name="import_drafts")
    source = models.ForeignKey(SourceDocument, models.PROTECT, related_name="drafts")
    state = models.CharField(_("state"), max_length=10, choices=DraftState, default=DraftState.OPEN)
    reading = models.JSONField(default=dict)
    started_at = models.DateTimeField(_("started at"))
    version = models.ForeignKey(
        ProgrammeVersion, models.PROTECT, null=True, blank=True, related_name="import_drafts"
    )

    class Meta:
        verbose_name = _("draft of an import")
        verbose_name_plural = _("drafts of imports")
        constraints = [
            models.UniqueConstraint(
                fields=["source"], condition=Q(state="OPEN"), name="one_open_draft_per_source"
            ),
        ]

    def __str__(self) -> str:
        return self.source.name


class Choice(models.TextChoices):
    ACCEPT = "ACCEPT", _("accepted")
    MEND = "MEND", _("mended")
    SKIP = "SKIP", _("skipped")


class ImportDecision(models.Model):
    """What a person decided about one doubt or one value of a reading.

    `key` names the doubt or the field (`body:PSSE`, `action:3.10:text`); `value` is what holds when
    it was mended.
    """

    draft = models.ForeignKey(ImportDraft, models.CASCADE, related_name="decisions")
    key = models.CharField(max_length=200)
    choice = models.CharField(_("decision"), max_length=10, choices=Choice)
    value = models.JSONField(null=True, blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("decision about a reading")
        verbose_name_plural = _("decisions about readings")
        constraints = [
            models.UniqueConstraint(fields=["draft", "key"], name="one_decision_per_key")
        ]

    def __str__(self) -> str:
        return self.key


class Waiver(models.Model):
    """A finding that is let stand, with the reason; it holds for later versions of the programme.

    `fingerprint` is the finding's own; it does not depend on line numbers.
    """

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="waivers")
    code = models.CharField(_("rule"), max_length=12)
    fingerprint = models.CharField(max_length=64)
    reason = models.TextField(_("reason"))
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("at"))
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)

    class Meta:
        verbose_name = _("waiver")
        verbose_name_plural = _("waivers")
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "fingerprint"],
                condition=Q(withdrawn_at__isnull=True),
                name="one_waiver_per_finding",
            ),
        ]

    def __str__(self) -> str:
        return self.code


class Trigger(models.Model):
    """A recorded occurrence that made a conditional action active, from day to day."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="triggers")
    lineage = models.UUIDField()
    began_on = models.DateField(_("began on"))
    ended_on = models.DateField(_("ended on"), null=True, blank=True)
    note = models.TextField(_("what happened"))

    class Meta:
        verbose_name = _("trigger")
        verbose_name_plural = _("triggers")

    def __str__(self) -> str:
        return self.note


class DraftingMember(models.Model):
    """A person of the team that drafted a version, with office and body."""

    version = models.ForeignKey(ProgrammeVersion, models.CASCADE, related_name="drafting_team")
    position = models.PositiveSmallIntegerField(default=0)
    name = models.CharField(_("name"), max_length=150)
    office = models.CharField(_("office"), max_length=300, blank=True)
    body = models.ForeignKey(Body, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("member of the drafting team")
        verbose_name_plural = _("members of the drafting team")

    def __str__(self) -> str:
        return self.name


class ProposalState(models.TextChoices):
    NEW = "NEW", _("New")
    ACCEPTED = "ACCEPTED", _("Taken into a draft")
    DECLINED = "DECLINED", _("Declined")


class Proposal(models.Model):
    """A proposal to change the programme, from a body or the bureau, and what became of it."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="proposals")
    text = models.TextField(_("proposal"))
    body = models.ForeignKey(Body, models.PROTECT, null=True, blank=True, related_name="proposals")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("at"))
    state = models.CharField(
        _("state"), max_length=10, choices=ProposalState, default=ProposalState.NEW
    )
    answer = models.TextField(_("answer"), blank=True)

    class Meta:
        verbose_name = _("proposal")
        verbose_name_plural = _("proposals")

    def __str__(self) -> str:
        return self.text


class ChapterComment(models.Model):
    """A remark on one chapter of a draft, from somebody who helps to write it."""

    version = models.ForeignKey(ProgrammeVersion, models.CASCADE, related_name="comments")
    chapter_number = models.CharField(_("chapter"), max_length=12)
    text = models.TextField(_("remark"))
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("at"))
    settled_at = models.DateTimeField(_("settled at"), null=True, blank=True)

    class Meta:
        verbose_name = _("remark on a chapter")
        verbose_name_plural = _("remarks on chapters")

    def __str__(self) -> str:
        return self.text


class Publication(models.Model):
    """A leaflet, brochure or guide of the programme: copies printed and given out."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="publications")
    title = models.CharField(_("title"), max_length=250)
    year = models.PositiveSmallIntegerField(_("year"))
    copies_printed = models.PositiveIntegerField(_("copies printed"), default=0)
    copies_given_out = models.PositiveIntegerField(_("copies given out"), default=0)

    class Meta:
        verbose_name = _("publication")
        verbose_name_plural = _("publications")

    def __str__(self) -> str:
        return self.title
