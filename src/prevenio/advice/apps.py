from django.apps import AppConfig


class AdviceRoom(AppConfig):
    name = "prevenio.advice"
    label = "advice"

    def ready(self) -> None:
        # The receivers need every model.
        from prevenio.advice import receivers  # noqa: F401
