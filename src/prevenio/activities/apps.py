from django.apps import AppConfig


class ActivitiesRoom(AppConfig):
    name = "prevenio.activities"
    label = "activities"
