"""Addresses of the installation, for the people who run it."""

from django.urls import path

from prevenio.people.views import authorities

urlpatterns = [
    path("", authorities.home, name="home"),
    path("robots.txt", authorities.robots, name="robots"),
    path("authorities/", authorities.authority_list, name="authorities"),
    path("authorities/new/", authorities.new_authority, name="authority-new"),
    path(
        "authorities/<int:authority_id>/coordinator/",
        authorities.appoint_coordinator,
        name="authority-coordinator",
    ),
    path(
        "authorities/<int:authority_id>/host-name/",
        authorities.host_name,
        name="authority-host-name",
    ),
]
