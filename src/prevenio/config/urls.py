"""Addresses of the whole installation, outside any authority."""

from django.urls import include, path

urlpatterns = [
    path("language/", include("prevenio.web.urls")),
    path("accounts/", include("prevenio.people.sign_in_urls")),
    path("authorities/mail/", include("prevenio.notices.site_urls")),
    path("", include("prevenio.people.site_urls")),
]
