"""Addresses of the bureau's page of keys."""

from django.urls import path

from prevenio.api.views import keys

app_name = "systems"

urlpatterns = [
    path("", keys.keys, name="keys"),
    path("<int:key_id>/revocation/", keys.revocation, name="revocation"),
]
