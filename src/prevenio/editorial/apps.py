from django.apps import AppConfig


class EditorialRoom(AppConfig):
    name = "prevenio.editorial"
    label = "editorial"

    def ready(self) -> None:
        # The receivers need every model.
        from prevenio.editorial import receivers  # noqa: F401
        from prevenio.editorial.queries.media import MediaSource
        from prevenio.indicators.sources import register

        register("media", MediaSource())
