from django.apps import AppConfig


class SubscriptionsRoom(AppConfig):
    name = "prevenio.subscriptions"
    label = "subscriptions"

    def ready(self) -> None:
        # The receivers need every model, and the letters need translations.
        from prevenio.subscriptions import receivers  # noqa: F401
