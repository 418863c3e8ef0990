"""Addresses of the activities on the desk."""

from django.urls import URLPattern, path

from prevenio.activities.planning_urls import planning
from prevenio.activities.views import findings, kinds, lists, recording, showing

app_name = "activities"

_KIND = "kinds/<int:kind_id>/"
_ACTIVITY = "<int:activity_id>/"
_FINDING = "findings/<int:finding_id>/"

urlpatterns: list[URLPattern] = [
    *planning,
    path("", lists.activity_list, name="list"),
    path("activities.xlsx", lists.export_xlsx, name="export-xlsx"),
    path("activities.csv", lists.export_csv, name="export-csv"),
    path("record/", recording.record, name="record"),
    path(_ACTIVITY, showing.activity, name="activity"),
    path(f"{_ACTIVITY}edit/", recording.edit, name="edit"),
    path(f"{_ACTIVITY}holding/", recording.holding, name="holding"),
    path(f"{_ACTIVITY}withdrawal/", showing.withdrawal, name="withdrawal"),
    path(f"{_ACTIVITY}findings/new/", findings.new_finding, name="finding-new"),
    path(f"{_ACTIVITY}reinspection/", findings.reinspection, name="reinspection"),
    path("files/<int:file_id>/", showing.file, name="file"),
    path("files/<int:file_id>/removal/", showing.file_removal, name="file-removal"),
    path("findings/", findings.finding_list, name="findings"),
    path(_FINDING, findings.finding, name="finding"),
    path(f"{_FINDING}extension/", findings.extension, name="finding-extension"),
    path(f"{_FINDING}remedy/", findings.remedy, name="finding-remedy"),
    path(f"{_FINDING}dropping/", findings.dropping, name="finding-dropping"),
    path("kinds/", kinds.kinds, name="kinds"),
    path("kinds/new/", kinds.new_kind, name="kind-new"),
    path(_KIND, kinds.kind, name="kind"),
    path(f"{_KIND}change/", kinds.change_kind, name="kind-change"),
    path(f"{_KIND}ending/", kinds.end_kind, name="kind-ending"),
    path(f"{_KIND}removal/", kinds.remove_kind, name="kind-removal"),
]
