from django.apps import AppConfig


class ReturnsRoom(AppConfig):
    name = "prevenio.returns"
    label = "returns"

    def ready(self) -> None:
        # The receivers need every model, and the letters need translations.
        from prevenio.returns import receivers  # noqa: F401
