from django.urls.resolvers import URLPattern

app_name = "region"
urlpatterns: list[URLPattern] = []
