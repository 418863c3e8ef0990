from django.apps import AppConfig


class ActivitiesRoom(AppConfig):
    name = "prevenio.activities"
    label = "activities"

    def ready(self) -> None:
        # The receivers need every model.
        from prevenio.activities import receivers  # noqa: F401
