"""Addresses of news and other editorial pages; part of the portal's."""

from django.urls.resolvers import URLPattern

urlpatterns: list[URLPattern] = []
