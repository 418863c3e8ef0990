import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from prevenio.people.models import Authority, Body
from prevenio.places.models import Municipality, Precinct


class NewsKind(models.TextChoices):
    """What readers can choose between; boundaries are told at once, the rest in digests."""

    NEWS = "NEWS", pgettext_lazy("kind of announcement", "News")
    EVENT = "EVENT", pgettext_lazy("kind of announcement", "Events")
    ANSWER = "ANSWER", pgettext_lazy("kind of announcement", "Answered questions")
    PROGRAMME = "PROGRAMME", pgettext_lazy("kind of announcement", "Programme and its results")
    PLACE = "PLACE", pgettext_lazy("kind of announcement", "Problem places and what became of them")
    BOUNDARY = "BOUNDARY", pgettext_lazy("kind of announcement", "Changed boundaries of precincts")


class Announcement(models.Model):
    """One thing that happened and is told to residents: what, when, where, on which page.

    Words are kept by language (`{"pl": ...}`); `path` is the page below the authority's home.
    `number` is that of the journal's entry: one grows with the other, so whoever has read up to a
    number has missed nothing. Latitude and longitude are WGS84 degrees.
    """

    authority = models.ForeignKey(Authority, models.PROTECT, related_name="announcements")
    key = models.CharField(_("key"), max_length=200)
    public_key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(_("kind"), max_length=12, choices=NewsKind)
    titles = models.JSONField(_("title"), default=dict)
    summaries = models.JSONField(_("summary"), default=dict, blank=True)
    path = models.CharField(_("page"), max_length=500, blank=True)
    at = models.DateTimeField(_("moment"))
    number = models.PositiveBigIntegerField(default=0, editable=False)
    latitude = models.FloatField(_("latitude"), null=True, blank=True)
    longitude = models.FloatField(_("longitude"), null=True, blank=True)
    municipality = models.ForeignKey(
        Municipality, models.SET_NULL, null=True, blank=True, related_name="announcements"
    )
    precincts = models.ManyToManyField(Precinct, related_name="announcements", blank=True)
    lineage = models.UUIDField(_("area of action"), null=True, blank=True)
    body = models.ForeignKey(
        Body, models.SET_NULL, null=True, blank=True, related_name="announcements"
    )
    changed_at = models.DateTimeField(_("changed at"))
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)

    class Meta:
        verbose_name = _("announcement")
        verbose_name_plural = _("announcements")
        indexes = [
            models.Index(fields=["authority", "number"], name="announcement_by_number"),
            models.Index(fields=["authority", "-at"], name="announcement_by_moment"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["authority", "key"], name="one_announcement_per_key"),
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
                name="point_of_announcement_on_earth",
            ),
        ]

    def __str__(self) -> str:
        # Goes into the journal, where words that are withdrawn would stay.
        return self.key

    @property
    def title(self) -> str:
        return self.word(self.titles)

    @property
    def summary(self) -> str:
        return self.word(self.summaries)

    def word(self, words: dict[str, str], language: str = "") -> str:
        """In the language that is read, else in the authority's, else in whichever there is."""
        for code in (language or get_language() or "", self.authority.language):
            if words.get(code):
                return words[code]
        return next(iter(words.values()), "")


class Cadence(models.TextChoices):
    DAILY = "DAILY", pgettext_lazy("how often", "at most once a day")
    WEEKLY = "WEEKLY", pgettext_lazy("how often", "at most once a week")


class SubscriptionState(models.TextChoices):
    UNCONFIRMED = "UNCONFIRMED", pgettext_lazy("state of a subscription", "waits for confirmation")
    CONFIRMED = "CONFIRMED", pgettext_lazy("state of a subscription", "confirmed")
    LEFT = "LEFT", pgettext_lazy("state of a subscription", "ended")


class Subscription(models.Model):
    """A reader's e-mail address and how often it is written to; what about stands in topics.

    `secret` is one half of the links in letters; the other is made with the installation's key, so
    nothing that is kept here opens a link. Whoever leaves is forgotten at once: the row stays some
    days without an address, to tell the link of an old letter what has become of it. `told_to` is
    the number of the last announcement that a digest has told or passed over.
    """

    authority = models.ForeignKey(Authority, models.PROTECT, related_name="subscriptions")
    email = models.EmailField(_("e-mail"), blank=True)
    language = models.CharField(_("language"), max_length=5, blank=True)
    cadence = models.CharField(
        _("how often"), max_length=6, choices=Cadence, default=Cadence.WEEKLY
    )
    kinds = models.JSONField(_("kinds of news"), default=list, blank=True)
    state = models.CharField(
        _("state"),
        max_length=12,
        choices=SubscriptionState,
        default=SubscriptionState.UNCONFIRMED,
    )
    secret = models.CharField(max_length=32, unique=True, editable=False)
    asked_at = models.DateTimeField(_("asked at"))
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True, blank=True)
    left_at = models.DateTimeField(_("left at"), null=True, blank=True)
    told_to = models.PositiveBigIntegerField(default=0, editable=False)
    next_digest_at = models.DateTimeField(_("next digest"), null=True, blank=True)

    class Meta:
        verbose_name = _("subscription")
        verbose_name_plural = _("subscriptions")
        indexes = [
            models.Index(
                fields=["authority", "state", "next_digest_at"], name="subscription_by_digest"
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "email"],
                condition=~Q(email=""),
                name="one_subscription_per_address",
            ),
            models.CheckConstraint(
                condition=~Q(state="LEFT") | Q(email=""), name="who_left_is_forgotten"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk}"


class TopicKind(models.TextChoices):
    POINT = "POINT", pgettext_lazy("kind of topic", "around an address")
    PRECINCT = "PRECINCT", pgettext_lazy("kind of topic", "a precinct")
    MUNICIPALITY = "MUNICIPALITY", pgettext_lazy("kind of topic", "a municipality")
    AREA = "AREA", pgettext_lazy("kind of topic", "an area of action")
    BODY = "BODY", pgettext_lazy("kind of topic", "a body")
    EVERYTHING = "EVERYTHING", pgettext_lazy("kind of topic", "everything")


class Topic(models.Model):
    """One thing that a subscription is about; it counts once it has been confirmed.

    A point is rounded to some hundred metres: enough for what happens around it, too little to
    tell whose door it is. The radius is in metres. The label is what the reader sees of it.
    """

    subscription = models.ForeignKey(Subscription, models.CASCADE, related_name="topics")
    kind = models.CharField(_("kind"), max_length=12, choices=TopicKind)
    label = models.CharField(_("label"), max_length=120, blank=True)
    latitude = models.FloatField(_("latitude"), null=True, blank=True)
    longitude = models.FloatField(_("longitude"), null=True, blank=True)
    radius = models.PositiveIntegerField(_("radius in metres"), null=True, blank=True)
    precinct = models.ForeignKey(Precinct, models.CASCADE, null=True, blank=True, related_name="+")
    municipality = models.ForeignKey(
        Municipality, models.CASCADE, null=True, blank=True, related_name="+"
    )
    lineage = models.UUIDField(null=True, blank=True)
    body = models.ForeignKey(Body, models.CASCADE, null=True, blank=True, related_name="+")
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True, blank=True)
    asked_at = models.DateTimeField(_("asked at"))

    class Meta:
        verbose_name = _("topic of a subscription")
        verbose_name_plural = _("topics of subscriptions")
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind="POINT")
                | Q(
                    latitude__range=(-90, 90),
                    longitude__range=(-180, 180),
                    radius__range=(100, 10_000),
                ),
                name="point_of_topic_with_radius",
            ),
            models.CheckConstraint(
                condition=(Q(kind="PRECINCT") & Q(precinct__isnull=False))
                | (Q(kind="MUNICIPALITY") & Q(municipality__isnull=False))
                | (Q(kind="AREA") & Q(lineage__isnull=False))
                | (Q(kind="BODY") & Q(body__isnull=False))
                | Q(kind__in=["POINT", "EVERYTHING"]),
                name="topic_names_its_thing",
            ),
        ]

    def __str__(self) -> str:
        return self.label or str(TopicKind(self.kind).label)


class Told(models.Model):
    """That a subscription was told of an announcement at once, so that it is never told twice."""

    subscription = models.ForeignKey(Subscription, models.CASCADE, related_name="told")
    announcement = models.ForeignKey(Announcement, models.CASCADE, related_name="told")
    at = models.DateTimeField(_("told at"))

    class Meta:
        verbose_name = _("telling at once")
        verbose_name_plural = _("tellings at once")
        constraints = [
            models.UniqueConstraint(
                fields=["subscription", "announcement"], name="told_at_once_only_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.subscription_id}: {self.announcement_id}"
