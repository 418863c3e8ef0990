from django.urls import path

from prevenio.web import views

urlpatterns = [path("", views.set_language, name="set_language")]
