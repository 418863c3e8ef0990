"""Addresses of the public map; part of the portal's."""

from django.urls.resolvers import URLPattern

urlpatterns: list[URLPattern] = []
