"""Addresses of news and other editorial pages; part of the portal's."""

from django.urls import path, register_converter

from prevenio.editorial.kinds import KINDS
from prevenio.portal.views import editorial, editorial_files


class KindConverter:
    """The word of an address that says of which kind a page is."""

    regex = "|".join(KINDS)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(KindConverter, "editorial_kind")

urlpatterns = [
    path("news/", editorial.overview, {"kind": "news"}, name="news"),
    path("<editorial_kind:kind>/", editorial.overview, name="pages"),
    path("<editorial_kind:kind>/<str:slug>/", editorial.item, name="item"),
    path("page-pictures/<uuid:key>/<slug:size>/", editorial_files.picture, name="page-picture"),
    path("page-files/<uuid:key>/<str:name>", editorial_files.file, name="page-file"),
]
