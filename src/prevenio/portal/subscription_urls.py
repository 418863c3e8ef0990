"""Addresses of subscriptions and feeds; part of the portal's."""

from django.urls.resolvers import URLPattern

urlpatterns: list[URLPattern] = []
