from django.apps import AppConfig


class IndicatorsRoom(AppConfig):
    name = "prevenio.indicators"
    label = "indicators"

    def ready(self) -> None:
        # Both need every model.
        from prevenio.indicators import activity_measures, receivers  # noqa: F401
