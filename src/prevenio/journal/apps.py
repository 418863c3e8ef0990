from django.apps import AppConfig


class JournalRoom(AppConfig):
    name = "prevenio.journal"
    label = "journal"
