from django.apps import AppConfig


class PortalRoom(AppConfig):
    name = "prevenio.portal"
    label = "portal"

    def ready(self) -> None:
        # The receivers need every model, and the document needs translations.
        from prevenio.portal import (  # noqa: F401
            announcing,
            announcing_places,
            announcing_region,
            receivers,
        )
