"""Addresses of subscriptions and feeds; part of the portal's."""

from django.urls import path

from prevenio.portal.views import feeds, sharing, subscribing

urlpatterns = [
    path("subscribe/", subscribing.subscribe, name="subscribe"),
    path("subscribe/asked/", subscribing.asked, name="subscribe-asked"),
    path("subscribe/confirm/<str:token>/", subscribing.confirm, name="subscription-confirm"),
    path("subscribe/change/<str:token>/", subscribing.subscription, name="subscription"),
    path("subscribe/end/<str:token>/", subscribing.leave, name="subscription-leave"),
    path("feed.atom", feeds.feed, name="feed"),
    path("sharing.png", sharing.card, name="sharing-card"),
]
