"""Addresses of the public catalogue of projects and good practice; part of the portal's."""

from django.urls.resolvers import URLPattern

urlpatterns: list[URLPattern] = []
