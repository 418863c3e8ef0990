from django.urls import path

from prevenio.notices import views

app_name = "notices"
urlpatterns = [
    path("", views.notices, name="notices"),
    path("test/", views.test, name="test"),
    path("<int:notice_id>/sending/", views.sending, name="sending"),
]
