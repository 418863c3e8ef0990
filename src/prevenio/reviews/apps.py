from django.apps import AppConfig


class ReviewsRoom(AppConfig):
    name = "prevenio.reviews"
    label = "reviews"

    def ready(self) -> None:
        # The receivers need every model.
        from prevenio.reviews import receivers  # noqa: F401
