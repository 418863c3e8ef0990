"""Addresses of plans, sign-ups and files of activities; a part of the addresses of the room."""

from django.urls import URLPattern, path

from prevenio.activities.views import bulk, calendar, sign_ups

_PLAN = "<int:activity_id>/plan/"
_BATCH = "bulk/<int:batch_id>/"

planning: list[URLPattern] = [
    path("planned/", calendar.planned, name="planned"),
    path("plan/", calendar.plan, name="plan"),
    path(_PLAN, calendar.change, name="plan-change"),
    path(f"{_PLAN}day/", calendar.move, name="plan-move"),
    path(f"{_PLAN}calling-off/", calendar.calling_off, name="plan-calling-off"),
    path("<int:activity_id>/sign-ups/", sign_ups.sign_ups, name="sign-ups"),
    path("bulk/", bulk.upload, name="bulk"),
    path("bulk/template.xlsx", bulk.template, name="bulk-template"),
    path(_BATCH, bulk.batch, name="batch"),
    path(f"{_BATCH}taking/", bulk.taking, name="batch-taking"),
    path(f"{_BATCH}wrong-rows.xlsx", bulk.wrong_rows, name="batch-wrong-rows"),
    path(f"{_BATCH}withdrawal/", bulk.withdrawal, name="batch-withdrawal"),
]
