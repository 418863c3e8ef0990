from django.urls.resolvers import URLPattern

app_name = "editorial"
urlpatterns: list[URLPattern] = []
