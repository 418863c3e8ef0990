from django.apps import AppConfig


class PortalRoom(AppConfig):
    name = "prevenio.portal"
    label = "portal"
