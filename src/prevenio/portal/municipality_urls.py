"""Addresses of the municipalities' public pages; part of the portal's."""

from django.urls.resolvers import URLPattern

urlpatterns: list[URLPattern] = []
