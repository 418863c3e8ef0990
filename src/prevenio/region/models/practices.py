from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from prevenio.people.models import Authority, Body, User
from prevenio.places.models import Municipality
from prevenio.region.models.kept import WithFile
from prevenio.region.models.projects import Project


class PracticeState(models.TextChoices):
    DRAFT = "DRAFT", pgettext_lazy("state of a practice", "being written")
    SUBMITTED = "SUBMITTED", pgettext_lazy("state of a practice", "waits for the bureau")
    SENT_BACK = "SENT_BACK", pgettext_lazy("state of a practice", "sent back")
    SHARED = "SHARED", pgettext_lazy("state of a practice", "shared with the municipalities")


class Evidence(models.TextChoices):
    """How well it is known that a practice works; from a story to a controlled trial."""

    STORY = "STORY", pgettext_lazy("evidence", "experience of those who did it")
    COUNTED = "COUNTED", pgettext_lazy("evidence", "numbers before and after")
    COMPARED = "COMPARED", pgettext_lazy("evidence", "compared with places without it")
    TRIAL = "TRIAL", pgettext_lazy("evidence", "controlled trial or review of studies")


class Practice(models.Model):
    """What somewhere was done against a problem, what it cost and what came of it.

    The region shares it with its municipalities once the bureau has looked at it; residents read it
    once it is released. `municipality` is whose office wrote it; empty is the bureau itself.
    `country` is an ISO 3166 code of two letters. `links` hold one address on each line.
    """

    authority = models.ForeignKey(Authority, models.PROTECT, related_name="practices")
    municipality = models.ForeignKey(
        Municipality, models.PROTECT, null=True, blank=True, related_name="practices"
    )
    title = models.CharField(_("title"), max_length=200)
    problem = models.TextField(_("what the problem was"))
    done = models.TextField(_("what was done"))
    cost = models.CharField(_("what it cost, roughly"), max_length=200, blank=True)
    outcome = models.TextField(_("what came of it"), blank=True)
    evidence = models.CharField(
        _("how that is known"), max_length=10, choices=Evidence, default=Evidence.STORY
    )
    place = models.CharField(_("where"), max_length=150, blank=True)
    country = models.CharField(_("country"), max_length=2, blank=True)
    contact = models.ForeignKey(Body, models.PROTECT, null=True, blank=True, related_name="+")
    links = models.TextField(_("links"), blank=True)
    state = models.CharField(
        _("state"), max_length=10, choices=PracticeState, default=PracticeState.DRAFT
    )
    reason = models.TextField(_("why it was sent back"), blank=True)
    released_on = models.DateField(_("released on"), null=True, blank=True)
    changed_at = models.DateTimeField(_("changed at"))
    search_text = models.TextField(editable=False, default="")

    class Meta:
        verbose_name = _("good practice")
        verbose_name_plural = _("good practices")
        constraints = [
            models.CheckConstraint(
                condition=Q(released_on__isnull=True) | Q(state="SHARED"),
                name="released_practice_is_shared",
            ),
        ]
        indexes = [models.Index(fields=["authority", "state"])]

    def __str__(self) -> str:
        return self.title

    @property
    def is_public(self) -> bool:
        return self.released_on is not None

    @property
    def addresses(self) -> list[str]:
        return self.links.split()


class PracticeTopic(models.Model):
    """A word by which a practice is found."""

    practice = models.ForeignKey(Practice, models.CASCADE, related_name="topics")
    name = models.CharField(_("topic"), max_length=60)

    class Meta:
        verbose_name = _("topic of a practice")
        verbose_name_plural = _("topics of practices")
        constraints = [
            models.UniqueConstraint(fields=["practice", "name"], name="one_topic_per_practice"),
        ]

    def __str__(self) -> str:
        return self.name


class PracticeFile(WithFile):
    """A photo or document of a practice; photos lose their metadata."""

    practice = models.ForeignKey(Practice, models.CASCADE, related_name="files")
    added_at = models.DateTimeField(_("added at"))

    class Meta:
        verbose_name = _("file of a practice")
        verbose_name_plural = _("files of practices")

    def __str__(self) -> str:
        return self.file_name


class PracticeReuse(models.Model):
    """That a project or a municipality took a practice over: since when, and what it changed."""

    practice = models.ForeignKey(Practice, models.PROTECT, related_name="reuses")
    project = models.ForeignKey(
        Project, models.PROTECT, null=True, blank=True, related_name="reused_practices"
    )
    municipality = models.ForeignKey(
        Municipality, models.PROTECT, null=True, blank=True, related_name="reused_practices"
    )
    on = models.DateField(_("since"))
    changed = models.TextField(_("what was changed"), blank=True)
    by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("reuse of a practice")
        verbose_name_plural = _("reuses of practices")
        constraints = [
            models.CheckConstraint(
                condition=Q(project__isnull=False, municipality__isnull=True)
                | Q(project__isnull=True, municipality__isnull=False),
                name="practice_reused_by_one",
            ),
            models.UniqueConstraint(fields=["practice", "project"], name="one_reuse_per_project"),
            models.UniqueConstraint(
                fields=["practice", "municipality"], name="one_reuse_per_municipality"
            ),
        ]

    def __str__(self) -> str:
        return str(self.project or self.municipality)
