from django.apps import AppConfig


class ReviewsRoom(AppConfig):
    name = "prevenio.reviews"
    label = "reviews"
