from django.apps import AppConfig


class ReportsRoom(AppConfig):
    name = "prevenio.reports"
    label = "reports"

    def ready(self) -> None:
        # The receivers need every model; what is counted here can be named in formulas.
        from prevenio.reports import measures, receivers  # noqa: F401
