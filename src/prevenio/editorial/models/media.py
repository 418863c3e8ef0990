from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from prevenio.editorial.models.files import Picture
from prevenio.editorial.models.items import Item
from prevenio.people.models import Authority, Body, User
from prevenio.programme.models import AreaOfAction


class MentionKind(models.TextChoices):
    OWN = "OWN", _("own release")
    PRESS = "PRESS", _("press")
    RADIO = "RADIO", _("radio")
    TELEVISION = "TELEVISION", _("television")
    PORTAL = "PORTAL", _("news site")
    SOCIAL = "SOCIAL", _("social network")


class Mention(models.Model):
    """An entry of the media log: an own release, or what a newspaper, station or site said.

    What was said is not judged. A news item that goes live enters itself as an own release.
    """

    authority = models.ForeignKey(Authority, models.PROTECT, related_name="mentions")
    kind = models.CharField(_("kind"), max_length=20, choices=MentionKind)
    title = models.CharField(_("title"), max_length=300)
    outlet = models.CharField(_("newspaper, station or site"), max_length=150, blank=True)
    day = models.DateField(_("day"))
    link = models.URLField(_("address"), max_length=500, blank=True)
    area = models.ForeignKey(
        AreaOfAction, models.SET_NULL, null=True, blank=True, related_name="mentions"
    )
    body = models.ForeignKey(Body, models.PROTECT, null=True, blank=True, related_name="mentions")
    item = models.OneToOneField(
        Item, models.SET_NULL, null=True, blank=True, related_name="mention"
    )
    recorded_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    recorded_at = models.DateTimeField(_("recorded at"))
    search_text = models.TextField(editable=False, default="")

    class Meta:
        verbose_name = _("entry of the media log")
        verbose_name_plural = _("entries of the media log")
        indexes = [models.Index(fields=["authority", "day"], name="mention_by_day")]

    def __str__(self) -> str:
        return self.title


class ChannelKind(models.TextChoices):
    WEB = "WEB", _("web site")
    SOCIAL = "SOCIAL", _("social network")
    NEWSLETTER = "NEWSLETTER", _("newsletter")
    PRINT = "PRINT", pgettext_lazy("channel", "in print")
    MASCOT = "MASCOT", _("mascot")


class Channel(models.Model):
    """Where an authority speaks to people: a profile, a letter, a mascot. A link, no tracker."""

    authority = models.ForeignKey(Authority, models.PROTECT, related_name="channels")
    kind = models.CharField(_("kind"), max_length=20, choices=ChannelKind)
    name = models.CharField(pgettext_lazy("of a thing", "name"), max_length=150)
    link = models.URLField(_("address"), max_length=500, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)
    body = models.ForeignKey(Body, models.PROTECT, null=True, blank=True, related_name="+")
    picture = models.ForeignKey(Picture, models.SET_NULL, null=True, blank=True, related_name="+")
    first_day = models.DateField(_("first day"), null=True, blank=True)
    last_day = models.DateField(_("last day"), null=True, blank=True)

    class Meta:
        verbose_name = _("channel")
        verbose_name_plural = _("channels")

    def __str__(self) -> str:
        return self.name
