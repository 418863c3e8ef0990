from django.apps import AppConfig


class DeskRoom(AppConfig):
    name = "prevenio.desk"
    label = "desk"
