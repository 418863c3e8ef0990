from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, PublishingPanel
from wagtail.models import Page
from wagtail.search import index

from prevenio.editorial.fields import BodyField
from prevenio.editorial.item_forms import ItemForm
from prevenio.editorial.kinds import PATHS, Kind
from prevenio.editorial.models.files import File, Picture
from prevenio.editorial.models.structure import AuthorityPages, Section
from prevenio.editorial.showing import shown_by_portal
from prevenio.editorial.wording import minutes_of, words_of
from prevenio.kernel.text import fold
from prevenio.people import addresses
from prevenio.people.models import Authority
from prevenio.places.models import Municipality
from prevenio.programme.models import AreaOfAction, Initiative


class Item(Page):
    """A page that residents read: a news item, an article, a publication, a campaign, a gallery.

    It hangs in the tree of one authority and one language; its translations share a key.
    `published_uses` say which of its pictures and files residents may have.
    """

    authority = models.ForeignKey(Authority, models.PROTECT, related_name="items", editable=False)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, editable=False)
    day = models.DateField(_("day"), default=timezone.localdate)
    intro = models.TextField(
        _("introduction"), max_length=400, help_text=_("One or two sentences that say it all.")
    )
    picture = models.ForeignKey(
        Picture, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("picture")
    )
    caption = models.CharField(_("caption of the picture"), max_length=300, blank=True)
    municipality = models.ForeignKey(
        Municipality, models.SET_NULL, null=True, blank=True, related_name="items"
    )
    area = models.ForeignKey(
        AreaOfAction, models.SET_NULL, null=True, blank=True, related_name="items"
    )
    initiative = models.ForeignKey(
        Initiative, models.SET_NULL, null=True, blank=True, related_name="items"
    )
    body = BodyField(blank=True, verbose_name=_("text"))
    reading_minutes = models.PositiveSmallIntegerField(default=1, editable=False)
    search_text = models.TextField(default="", editable=False)

    is_creatable = False
    page_kind = ""
    show_in_menus_default = False
    base_form_class = ItemForm
    parent_page_types = ["editorial.Section"]
    subpage_types: list[str] = []
    search_fields = [*Page.search_fields, index.SearchField("intro")]
    content_panels = [
        *Page.content_panels,
        FieldPanel("intro"),
        MultiFieldPanel([FieldPanel("picture"), FieldPanel("caption")], heading=_("Picture")),
        FieldPanel("body"),
        MultiFieldPanel(
            [
                FieldPanel("day"),
                FieldPanel("municipality"),
                FieldPanel("area"),
                FieldPanel("initiative"),
            ],
            heading=_("What it is about"),
        ),
    ]
    promote_panels = [FieldPanel("slug")]
    settings_panels = [PublishingPanel()]

    class Meta:
        verbose_name = _("page")
        verbose_name_plural = _("pages")

    @classmethod
    def can_create_at(cls, parent: Page) -> bool:
        """A page of a kind stands in the section of that kind."""
        if not super().can_create_at(parent):
            return False
        section = parent.specific
        return isinstance(section, Section) and section.kind == cls.page_kind

    def save(self, *arguments: Any, **options: Any) -> None:
        self.kind = self.page_kind or self.kind
        if self.authority_id is None:
            root_path = self.path[: 2 * self.steplen]
            self.authority = AuthorityPages.objects.get(path=root_path).authority
        self.remember_words()
        super().save(*arguments, **options)

    def remember_words(self) -> None:
        """Keep what the search reads and how long people read. Does not save."""
        words = words_of(self)
        self.search_text = fold(" ".join(words))
        self.reading_minutes = minutes_of(words)

    @property
    def address_args(self) -> list[str]:
        return [PATHS[self.kind], self.slug]

    def get_url_parts(self, request: Any = None) -> tuple[int, str, str] | None:
        """Scheme and host, and the path at which residents read it."""
        whole = addresses.address("portal:item", authority=self.authority, args=self.address_args)
        scheme, _separator, rest = whole.partition("://")
        host, slash, path = rest.partition("/")
        return (0, f"{scheme}://{host}", slash + path)

    def get_url(self, request: Any = None, current_site: Any = None) -> str | None:
        return addresses.address("portal:item", authority=self.authority, args=self.address_args)

    url = property(get_url)

    def make_preview_request(
        self,
        original_request: Any = None,
        preview_mode: Any = None,
        extra_request_attrs: Any = None,
    ) -> Any:
        """Draw a draft inside the request that asks for it: its authority is known there."""
        for name, value in {**(extra_request_attrs or {}), "is_preview": True}.items():
            setattr(original_request, name, value)
        return self.serve_preview(original_request, preview_mode)

    def serve_preview(self, request: Any, mode_name: str) -> Any:
        return shown_by_portal(request, self)


class News(Item):
    """A news item: what happened or will happen, on a day."""

    page_kind = Kind.NEWS
    is_creatable = True

    class Meta:
        verbose_name = _("news item")
        verbose_name_plural = _("news items")


class Article(Item):
    """An article that stays true for long: advice, background, a story."""

    page_kind = Kind.ARTICLE
    is_creatable = True

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")


class Publication(Item):
    """A brochure, leaflet or guide: its file, its cover, and whether everybody can read it."""

    file = models.ForeignKey(
        File, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("file")
    )
    is_accessible = models.BooleanField(
        _("the file is accessible"),
        default=False,
        help_text=_("Its text can be read aloud and its pictures have descriptions."),
    )
    copies = models.PositiveIntegerField(_("printed copies"), null=True, blank=True)

    page_kind = Kind.PUBLICATION
    is_creatable = True
    content_panels = [
        *Item.content_panels,
        MultiFieldPanel(
            [FieldPanel("file"), FieldPanel("is_accessible"), FieldPanel("copies")],
            heading=_("File"),
        ),
    ]

    class Meta:
        verbose_name = _("publication on the site")
        verbose_name_plural = _("publications on the site")

    def clean(self) -> None:
        super().clean()
        if self.file is None:
            raise ValidationError({"file": _("Choose the file of the publication.")})


class Campaign(Item):
    """A campaign from day to day, with its mascot and whom it is for."""

    first_day = models.DateField(_("first day"), null=True, blank=True)
    last_day = models.DateField(_("last day"), null=True, blank=True)
    audience = models.CharField(_("for whom"), max_length=200, blank=True)
    mascot_name = models.CharField(_("name of the mascot"), max_length=80, blank=True)
    mascot = models.ForeignKey(
        Picture,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("picture of the mascot"),
    )

    page_kind = Kind.CAMPAIGN
    is_creatable = True
    content_panels = [
        *Item.content_panels,
        MultiFieldPanel(
            [
                FieldPanel("first_day"),
                FieldPanel("last_day"),
                FieldPanel("audience"),
                FieldPanel("mascot_name"),
                FieldPanel("mascot"),
            ],
            heading=_("Campaign"),
        ),
    ]

    class Meta:
        verbose_name = _("campaign")
        verbose_name_plural = _("campaigns")
        constraints = [
            models.CheckConstraint(
                condition=Q(first_day__isnull=True)
                | Q(last_day__isnull=True)
                | Q(last_day__gte=F("first_day")),
                name="campaign_days_in_order",
            ),
        ]


class Gallery(Item):
    """Pictures that belong together."""

    page_kind = Kind.GALLERY
    is_creatable = True

    class Meta:
        verbose_name = _("gallery")
        verbose_name_plural = _("galleries")
