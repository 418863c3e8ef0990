"""Addresses for looking at the parts without any room above."""

from django.urls import include, path

from prevenio.web.tests import sample_views as views

portal = (
    [
        path("", views.public, name="home"),
        path("programme/", views.public, name="programme"),
        path("initiatives/", views.public, name="initiatives"),
        path("bodies/", views.public, name="bodies"),
        path("matrix/", views.public, name="matrix"),
        path("search/", views.public, name="search"),
        path("document/", views.public, name="document"),
        path("accessibility/", views.public, name="accessibility"),
        path("privacy/", views.public, name="privacy"),
    ],
    "portal",
)
desk = ([path("", views.desk, name="home"), path("journal/", views.desk, name="journal")], "desk")
urlpatterns = [
    path("", include(portal)),
    path("desk/", include(desk)),
    path("task/", views.task, name="account_login"),
    path("out/", views.task, name="account_logout"),
    path("refused/", views.refused),
    path("pale/", views.pale),
    path("failed/", views.failed),
    path("language/", include("prevenio.web.urls")),
]
