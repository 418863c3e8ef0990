from django.apps import AppConfig


class ProgrammeRoom(AppConfig):
    name = "prevenio.programme"
    label = "programme"
