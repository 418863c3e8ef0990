from django.apps import AppConfig


class ReportsRoom(AppConfig):
    name = "prevenio.reports"
    label = "reports"
