from django.apps import AppConfig


class PeopleRoom(AppConfig):
    name = "prevenio.people"
    label = "people"
