"""Addresses of the staff's pages of reports; part of the room's."""

from django.urls import path

from prevenio.reports.views import (
    bulk,
    giving,
    joining,
    moving,
    photos,
    redacting,
    reports,
    steps,
    taking,
    telling,
)

urlpatterns = [
    path("", reports.overview, name="reports"),
    path("taking/", taking.taking, name="taking"),
    path("bulk/<slug:act>/", bulk.bulk, name="bulk"),
    path("<int:report_id>/", reports.report, name="report"),
    path("<int:report_id>/release/", steps.release, name="release"),
    path("<int:report_id>/reading/", steps.reading, name="reading"),
    path("<int:report_id>/confirmation/", steps.confirmation, name="confirmation"),
    path("<int:report_id>/asking-back/", telling.asking_back, name="asking-back"),
    path("<int:report_id>/going-on/", steps.going_on, name="going-on"),
    path("<int:report_id>/news/", telling.news, name="news"),
    path("<int:report_id>/note/", telling.note, name="note"),
    path("<int:report_id>/assignment/", giving.assignment, name="assignment"),
    path("<int:report_id>/hand-over/", giving.hand_over, name="hand-over"),
    path("<int:report_id>/passing/", giving.passing, name="passing"),
    path("<int:report_id>/taking-back/", giving.taking_back, name="taking-back"),
    path("<int:report_id>/sorting/", steps.sorting, name="sorting"),
    path("<int:report_id>/moving/", moving.moving, name="moving"),
    path("<int:report_id>/closing/", steps.closing, name="closing"),
    path("<int:report_id>/reopening/", steps.reopening, name="reopening"),
    path("<int:report_id>/merging/", joining.merging, name="merging"),
    path("<int:report_id>/splitting/", joining.splitting, name="splitting"),
    path("<int:report_id>/apart/", joining.apart, name="apart"),
    path("<int:report_id>/erasure/", redacting.erasure, name="erasure"),
    path("<int:report_id>/texts/<int:text_id>/redaction/", redacting.words, name="text-redaction"),
    path("<int:report_id>/place-name/redaction/", redacting.place_name, name="place-redaction"),
    path(
        "<int:report_id>/answers/<str:question>/redaction/",
        redacting.answer,
        name="answer-redaction",
    ),
    path("<int:report_id>/photos/<int:number>/", photos.photo, name="photo"),
    path("<int:report_id>/photos/<int:number>/redaction/", redacting.photo, name="photo-redaction"),
    path("<int:report_id>/photos/<int:number>/showing/", redacting.showing, name="photo-showing"),
]
