"""The kinds of pages that an authority writes, and the words of their addresses."""

from collections.abc import Mapping

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Kind(models.TextChoices):
    NEWS = "NEWS", _("news")
    ARTICLE = "ARTICLE", pgettext_lazy("kind of page", "article")
    PUBLICATION = "PUBLICATION", pgettext_lazy("kind of page", "publication")
    CAMPAIGN = "CAMPAIGN", pgettext_lazy("kind of page", "campaign")
    GALLERY = "GALLERY", pgettext_lazy("kind of page", "gallery")


# Words of addresses are the same in every language, like those of the other public pages.
PATHS: Mapping[str, str] = {
    Kind.NEWS: "news",
    Kind.ARTICLE: "articles",
    Kind.PUBLICATION: "publications",
    Kind.CAMPAIGN: "campaigns",
    Kind.GALLERY: "galleries",
}
KINDS: Mapping[str, Kind] = {path: Kind(kind) for kind, path in PATHS.items()}
