"""Addresses of the import of boundaries and addresses, below those of the room."""

from django.urls import path

from prevenio.places.views import imports

urlpatterns = [
    path("imports/", imports.imports, name="imports"),
    path("imports/new/", imports.new_import, name="import-new"),
    path("imports/<int:import_id>/", imports.one_import, name="import"),
    path("imports/<int:import_id>/taking/", imports.taking, name="import-taking"),
    path("imports/<int:import_id>/dropping/", imports.dropping, name="import-dropping"),
]
