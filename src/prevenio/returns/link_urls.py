"""Addresses for bodies that answer by a mailed link."""

from django.urls import path

from prevenio.returns.views import (
    answering,
    answering_files,
    answering_receipt,
    answering_return,
)

app_name = "answers"
urlpatterns = [
    path("<str:token>/", answering.link, name="link"),
    path("<str:token>/due-days.ics", answering.due_days, name="due-days"),
    path("<str:token>/code/", answering.code, name="code"),
    path("<str:token>/certification/", answering.certification, name="certification"),
    path("<str:token>/<int:return_id>/", answering_return.one_return, name="return"),
    path("<str:token>/<int:return_id>/receipt/", answering_receipt.receipt, name="receipt"),
    path("<str:token>/<int:return_id>/receipt.pdf", answering_receipt.pdf, name="receipt-pdf"),
    path(
        "<str:token>/<int:return_id>/files/<int:file_id>/",
        answering_files.file,
        name="file",
    ),
]
