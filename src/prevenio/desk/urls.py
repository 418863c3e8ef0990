from django.urls import include, path

from prevenio.desk import views
from prevenio.desk.journal import views as journal

app_name = "desk"
urlpatterns = [
    path("", views.home, name="home"),
    path("rooms/", views.rooms, name="rooms"),
    path("journal/", journal.journal, name="journal"),
    path("journal/proof/", journal.proof, name="journal-proof"),
    path("mail/", include("prevenio.notices.urls")),
]
