"""Addresses of problem places; part of the room's."""

from django.urls import path

from prevenio.reports.views import place_list, places

urlpatterns = [
    path("places/", place_list.overview, name="places"),
    path("places.csv", place_list.export_csv, name="places-csv"),
    path("places/<int:place_id>/", places.place, name="place"),
    path("places/<int:place_id>/name/", places.name, name="place-name"),
    path("places/<int:place_id>/action/", places.action, name="place-action"),
    path("places/<int:place_id>/proposal/", places.proposal, name="place-proposal"),
    path("places/<int:place_id>/activity/", places.activity, name="place-activity"),
    path("places/<int:place_id>/tried/", places.tried_here, name="place-tried"),
    path("places/<int:place_id>/result/", places.result, name="place-result"),
    path("places/<int:place_id>/review/", places.review, name="place-review"),
    path("places/<int:place_id>/reviews/<int:number>/", places.record, name="place-review-record"),
    path("places/<int:place_id>/publication/", places.publication, name="place-publication"),
    path("places/<int:place_id>/hiding/", places.hiding, name="place-hiding"),
    path("places/<int:place_id>/end/", places.end, name="place-end"),
    path("places/<int:place_id>/reopening/", places.reopening, name="place-reopening"),
    path(
        "places/<int:place_id>/reports/<int:report_id>/removal/",
        places.removal,
        name="place-report-removal",
    ),
]
