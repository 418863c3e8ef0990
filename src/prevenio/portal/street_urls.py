"""Addresses of "who looks after my street"; part of the portal's."""

from django.urls import path

from prevenio.portal.views import duties, leaflets, offline, precincts, street

urlpatterns = [
    path("street/", street.find, name="street"),
    path("street/at/", street.at_point, name="street-at"),
    path("street/at/answer.json", street.point_data, name="street-data"),
    path("street/addresses/<int:address_id>/", street.address, name="street-address"),
    path("street/precincts/", precincts.overview, name="precincts"),
    path("street/precincts/<int:precinct_id>/", precincts.precinct, name="precinct"),
    path("street/precincts/<int:precinct_id>/leaflet.pdf", leaflets.leaflet, name="leaflet"),
    path("street/offline/", offline.page, name="street-offline"),
    path("service-worker.js", offline.worker, name="service-worker"),
    path("open-data/places/", duties.overview, name="open-data-places"),
    path("open-data/duties.json", duties.as_json, name="open-data-duties-json"),
    path("open-data/duties.csv", duties.as_csv, name="open-data-duties-csv"),
    path(
        "open-data/boundaries/<slug:kind>.geojson", duties.boundaries, name="open-data-boundaries"
    ),
]
