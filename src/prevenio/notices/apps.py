from django.apps import AppConfig


class NoticesRoom(AppConfig):
    name = "prevenio.notices"
    label = "notices"
