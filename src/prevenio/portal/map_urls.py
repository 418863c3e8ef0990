"""Addresses of the public map; part of the portal's."""

from django.urls import path

from prevenio.portal.views import basemap, map

urlpatterns = [
    path("map/", map.overview, name="map"),
    path("map/boundaries/<slug:kind>.json", map.boundaries, name="map-boundaries"),
    path("map/ground.pmtiles", basemap.tiles, name="basemap"),
]
