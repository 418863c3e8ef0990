from django.apps import AppConfig


class ApiRoom(AppConfig):
    name = "prevenio.api"
    label = "api"
