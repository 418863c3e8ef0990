from django.apps import AppConfig


class SubscriptionsRoom(AppConfig):
    name = "prevenio.subscriptions"
    label = "subscriptions"
