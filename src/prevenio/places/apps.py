from django.apps import AppConfig


class PlacesRoom(AppConfig):
    name = "prevenio.places"
    label = "places"
