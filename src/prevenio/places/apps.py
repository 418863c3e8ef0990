from django.apps import AppConfig


class PlacesRoom(AppConfig):
    name = "prevenio.places"
    label = "places"

    def ready(self) -> None:
        # The receivers need every model.
        from prevenio.places import receivers  # noqa: F401
