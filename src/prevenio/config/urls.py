"""Addresses of the whole installation, outside any authority."""

from django.urls import include, path

from prevenio.desk import views as desk

urlpatterns = [
    path("health", desk.health, name="health"),
    path("language/", include("prevenio.web.urls")),
    path("accounts/", include("prevenio.people.sign_in_urls")),
    path("", include("prevenio.people.site_urls")),
]
