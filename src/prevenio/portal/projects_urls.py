"""Addresses of the public catalogue of projects and good practice; part of the portal's."""

from django.urls import path

from prevenio.portal.views import practices, projects

urlpatterns = [
    path("projects/", projects.overview, name="projects"),
    path("projects/<str:key>/", projects.project, name="project"),
    path("practices/", practices.overview, name="practices"),
    path("practices/<int:practice_id>/", practices.practice, name="practice"),
    path(
        "practices/<int:practice_id>/files/<int:practice_file_id>/",
        practices.file,
        name="practice-file",
    ),
    path("governing-documents/", practices.documents, name="governing-documents"),
    path(
        "governing-documents/<int:document_id>/file/",
        practices.document_file,
        name="governing-document-file",
    ),
]
