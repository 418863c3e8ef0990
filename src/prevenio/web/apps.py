from django.apps import AppConfig


class WebRoom(AppConfig):
    name = "prevenio.web"
    label = "web"
