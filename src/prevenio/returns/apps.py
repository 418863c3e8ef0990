from django.apps import AppConfig


class ReturnsRoom(AppConfig):
    name = "prevenio.returns"
    label = "returns"
