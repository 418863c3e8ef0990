from django.apps import AppConfig


class NoticesRoom(AppConfig):
    name = "prevenio.notices"
    label = "notices"

    def ready(self) -> None:
        # The receivers need every model, and the letters need translations.
        from prevenio.notices import receivers  # noqa: F401
