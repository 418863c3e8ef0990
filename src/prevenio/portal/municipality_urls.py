"""Addresses of the municipalities' public pages; part of the portal's."""

from django.urls import path

from prevenio.portal.views import municipalities

urlpatterns = [
    path("municipalities/", municipalities.overview, name="municipalities"),
    path("municipalities/<int:municipality_id>/", municipalities.municipality, name="municipality"),
    path(
        "declarations/<int:declaration_id>/file/",
        municipalities.declaration_file,
        name="declaration-file",
    ),
    path(
        "open-data/municipalities.csv",
        municipalities.as_csv,
        name="open-data-municipalities-csv",
    ),
    path(
        "open-data/municipalities.json",
        municipalities.as_json,
        name="open-data-municipalities-json",
    ),
]
