from django.apps import AppConfig


class IndicatorsRoom(AppConfig):
    name = "prevenio.indicators"
    label = "indicators"
