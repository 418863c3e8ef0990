from django.apps import AppConfig


class ConfigRoom(AppConfig):
    name = "prevenio.config"
    label = "config"
