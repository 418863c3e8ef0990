"""Addresses of the returns on the desk."""

from django.urls import URLPattern

app_name = "returns"
urlpatterns: list[URLPattern] = []
