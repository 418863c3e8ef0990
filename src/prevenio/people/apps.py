from django.apps import AppConfig


class PeopleRoom(AppConfig):
    name = "prevenio.people"
    label = "people"

    def ready(self) -> None:
        # allauth's signals can be imported only once every model is known.
        from prevenio.people import receivers  # noqa: F401
