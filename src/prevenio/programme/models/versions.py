from collections.abc import Mapping

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from prevenio.people.models import Authority, Body
from prevenio.programme.models.acts import Act
from prevenio.programme.models.forerunners import Forerunner


class ProgrammeKind(models.TextChoices):
    """What a programme is for; the Polish statute of county programmes asks for both."""

    UNSET = "", pgettext_lazy("type of a programme", "not said")
    PREVENTION = "PREVENTION", pgettext_lazy("type of a programme", "preventive")
    SAFETY = "SAFETY", pgettext_lazy("type of a programme", "of public safety and order")
    BOTH = "BOTH", pgettext_lazy("type of a programme", "of crime prevention and public order")
    OTHER = "OTHER", pgettext_lazy("type of a programme", "another one")


class Programme(Forerunner):
    """A safety programme for a span of years; its content lives in its versions.

    `predecessor` is the programme of the period before; areas and actions carry their `lineage`
    over from it. `forerunner` is one of somebody else that it carries on.
    """

    authority = models.ForeignKey(Authority, models.PROTECT, related_name="programmes")
    title = models.CharField(_("title"), max_length=300)
    summary = models.TextField(_("summary"), blank=True)
    first_year = models.PositiveSmallIntegerField(_("first year"), null=True, blank=True)
    last_year = models.PositiveSmallIntegerField(_("last year"), null=True, blank=True)
    kind = models.CharField(
        _("type"), max_length=12, choices=ProgrammeKind, default=ProgrammeKind.UNSET, blank=True
    )
    lead_body = models.ForeignKey(
        Body, models.PROTECT, null=True, blank=True, related_name="led_programmes"
    )
    accountable_office = models.CharField(_("accountable office"), max_length=200, blank=True)
    predecessor = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="successors"
    )

    class Meta:
        verbose_name = _("programme")
        verbose_name_plural = _("programmes")
        constraints = [
            *Forerunner.Meta.constraints,
            models.CheckConstraint(
                condition=Q(first_year__isnull=True)
                | Q(last_year__isnull=True)
                | Q(last_year__gte=F("first_year")),
                name="programme_years_in_order",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def years(self) -> str:
        """The years it covers, as printed: 2021–2023, or 2010– while it stays open."""
        if self.first_year is None:
            return ""
        if self.last_year == self.first_year:
            return str(self.first_year)
        return f"{self.first_year}–{self.last_year or ''}"


class SourceDocument(models.Model):
    """The file a version was read from, kept whole with its numbered lines.

    `lines` is a list of [number, text, cells or null, table or null, heading or null, page or null,
    row or null]. The digest is SHA-256 of the file's bytes: the same file is never stored twice.
    """

    authority = models.ForeignKey(Authority, models.PROTECT, related_name="source_documents")
    name = models.CharField(_("file name"), max_length=200)
    form = models.CharField(_("form"), max_length=10)
    sha256 = models.CharField(max_length=64)
    file = models.FileField(upload_to="documents")
    lines = models.JSONField(default=list)
    stored_at = models.DateTimeField(_("stored at"))

    class Meta:
        verbose_name = _("source document")
        verbose_name_plural = _("source documents")
        constraints = [
            models.UniqueConstraint(fields=["authority", "sha256"], name="one_source_per_file"),
        ]

    def __str__(self) -> str:
        return self.name


class VersionState(models.TextChoices):
    DRAFT = "DRAFT", _("Draft")
    HANDED_OVER = "HANDED_OVER", _("Waiting for approval")
    ADOPTED = "ADOPTED", _("Adopted")
    DISCARDED = "DISCARDED", _("Discarded")


NEXT_STATES: Mapping[str, frozenset[VersionState]] = {
    VersionState.DRAFT: frozenset(
        {VersionState.HANDED_OVER, VersionState.ADOPTED, VersionState.DISCARDED}
    ),
    VersionState.HANDED_OVER: frozenset(
        {VersionState.DRAFT, VersionState.ADOPTED, VersionState.DISCARDED}
    ),
    VersionState.ADOPTED: frozenset(),
    VersionState.DISCARDED: frozenset(),
}


class ProgrammeVersion(models.Model):
    """One wording of a programme: a draft, or adopted by an act and frozen with a digest.

    Every version holds the whole content in rows of its own. A row keeps its `lineage` when it is
    copied into the next version, so the same action can be followed through all of them. One
    version of a programme is pinned for the public.
    """

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="versions")
    major = models.PositiveSmallIntegerField(_("number"), default=1)
    minor = models.PositiveSmallIntegerField(_("number of the amendment"), default=0)
    state = models.CharField(
        _("state"), max_length=12, choices=VersionState, default=VersionState.DRAFT
    )
    based_on = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="amended_by"
    )
    act = models.ForeignKey(Act, models.PROTECT, null=True, blank=True, related_name="versions")
    source = models.ForeignKey(
        SourceDocument, models.PROTECT, null=True, blank=True, related_name="versions"
    )
    reason = models.TextField(_("reason"), blank=True)
    effective_from = models.DateField(_("effective from"), null=True, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    is_public = models.BooleanField(_("shown to the public"), default=False)
    created_at = models.DateTimeField(_("created at"))
    adopted_at = models.DateTimeField(_("recorded as adopted at"), null=True, blank=True)

    class Meta:
        verbose_name = _("version of a programme")
        verbose_name_plural = _("versions of programmes")
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "major", "minor"],
                condition=~Q(state="DISCARDED"),
                name="one_version_per_number",
            ),
            models.UniqueConstraint(
                fields=["programme"], condition=Q(is_public=True), name="one_public_version"
            ),
            models.CheckConstraint(
                condition=~Q(state="ADOPTED")
                | (Q(effective_from__isnull=False) & Q(adopted_at__isnull=False) & ~Q(digest="")),
                name="adopted_version_is_dated_and_frozen",
            ),
            models.CheckConstraint(
                condition=Q(is_public=False) | Q(state="ADOPTED"), name="public_version_is_adopted"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.programme} {self.number}"

    @property
    def number(self) -> str:
        return f"{self.major}.{self.minor}"

    @property
    def is_editable(self) -> bool:
        return self.state == VersionState.DRAFT

    def can_move_to(self, state: VersionState) -> bool:
        return state in NEXT_STATES[self.state]
