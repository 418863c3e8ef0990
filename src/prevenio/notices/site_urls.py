"""Letters that belong to no authority, for the people who run the installation."""

from django.urls import path

from prevenio.notices import views

urlpatterns = [
    path("", views.installation_notices, name="installation-mail"),
    path("<int:notice_id>/sending/", views.installation_sending, name="installation-sending"),
]
