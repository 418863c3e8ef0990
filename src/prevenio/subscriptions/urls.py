from django.urls import path

from prevenio.subscriptions import views

app_name = "subscriptions"
urlpatterns = [path("", views.overview, name="overview")]
