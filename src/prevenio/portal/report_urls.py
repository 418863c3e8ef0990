"""Addresses of residents' reports; part of the portal's."""

from django.urls import path

from prevenio.portal.views import (
    report_mine,
    report_receipt,
    reporting,
    reporting_new,
    reporting_public,
    reporting_send,
    reporting_where,
)

urlpatterns = [
    path("reports/new/", reporting.what, name="report-new"),
    path("reports/new/where/", reporting_where.where, name="report-where"),
    path("reports/new/where/here.json", reporting_where.here, name="report-here"),
    path("reports/new/send/", reporting_send.send, name="report-send"),
    path("reports/new/offline/", reporting_new.lost, name="report-offline"),
    path("reports/new/kinds/", reporting.kinds, name="report-kinds"),
    path("reports/receipt/", report_receipt.receipt, name="report-receipt"),
    path("reports/receipt/photos/<str:token>/", report_receipt.photo, name="receipt-photo"),
    path("reports/mine/", report_mine.mine, name="report-mine"),
    path("reports/mine/<uuid:key>/", report_mine.own, name="report-own"),
    path("reports/<uuid:key>/", reporting_public.report, name="report"),
    path("reports/<uuid:key>/photos/<int:number>/", reporting_public.photo, name="report-photo"),
]
