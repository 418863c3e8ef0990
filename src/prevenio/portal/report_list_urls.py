"""Addresses of what residents see of all reports; part of the portal's."""

from django.urls import path

from prevenio.portal.views import report_list, report_places, report_punctuality

urlpatterns = [
    path("reports/", report_list.overview, name="reports"),
    path("reports/places/", report_places.overview, name="problem-places"),
    path("reports/places/<uuid:key>/", report_places.place, name="problem-place"),
    path("reports/punctuality/", report_punctuality.overview, name="reports-punctuality"),
]
