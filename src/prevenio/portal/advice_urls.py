"""Addresses of the public side of the advice desk; part of the portal's."""

from django.urls import path

from prevenio.portal.views import advice, advice_points, advice_receipt

urlpatterns = [
    path("advice/", advice.overview, name="advice"),
    path("advice/ask/", advice.ask, name="advice-ask"),
    path("advice/receipt/", advice_receipt.receipt, name="advice-receipt"),
    path("advice/answers/<uuid:key>/", advice.answer, name="advice-answer"),
    path("advice/answers/<uuid:key>/votes/", advice.vote, name="advice-vote"),
    path("advice/points/", advice_points.overview, name="advice-points"),
    path("advice/points/points.csv", advice_points.table, name="advice-points-csv"),
]
