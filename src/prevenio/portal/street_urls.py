"""Addresses of "who looks after my street"; part of the portal's."""

from django.urls.resolvers import URLPattern

urlpatterns: list[URLPattern] = []
