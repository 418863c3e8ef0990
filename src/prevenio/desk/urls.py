from django.urls import include, path

from prevenio.desk import views

app_name = "desk"
urlpatterns = [
    path("", views.home, name="home"),
    path("mail/", include("prevenio.notices.urls")),
]
