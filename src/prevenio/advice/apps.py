from django.apps import AppConfig


class AdviceRoom(AppConfig):
    name = "prevenio.advice"
    label = "advice"
