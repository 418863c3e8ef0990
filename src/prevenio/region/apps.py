from django.apps import AppConfig


class RegionRoom(AppConfig):
    name = "prevenio.region"
    label = "region"
