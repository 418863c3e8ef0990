from django.apps import AppConfig


class DemoRoom(AppConfig):
    name = "prevenio.demo"
    label = "demo"
