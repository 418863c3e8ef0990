from django.apps import AppConfig


class EditorialRoom(AppConfig):
    name = "prevenio.editorial"
    label = "editorial"
