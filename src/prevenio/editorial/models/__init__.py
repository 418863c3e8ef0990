"""Tables of this room: the trees of pages, their pictures and files, and the logs of the media."""

from prevenio.editorial.kinds import Kind
from prevenio.editorial.models.files import File, Picture, Rendition
from prevenio.editorial.models.items import (
    Article,
    Campaign,
    Gallery,
    Item,
    News,
    Publication,
)
from prevenio.editorial.models.media import (
    Channel,
    ChannelKind,
    Mention,
    MentionKind,
)
from prevenio.editorial.models.structure import AuthorityPages, LanguagePages, Section
from prevenio.editorial.models.uses import PublishedUse

__all__ = [
    "Article",
    "AuthorityPages",
    "Campaign",
    "Channel",
    "ChannelKind",
    "File",
    "Gallery",
    "Item",
    "Kind",
    "LanguagePages",
    "Mention",
    "MentionKind",
    "News",
    "Picture",
    "Publication",
    "PublishedUse",
    "Rendition",
    "Section",
]
