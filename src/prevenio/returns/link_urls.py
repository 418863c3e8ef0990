"""Addresses for bodies that answer by a mailed link."""

from django.urls import path

from prevenio.returns.views import answering

app_name = "answers"
urlpatterns = [
    path("<str:token>/", answering.link, name="link"),
]
