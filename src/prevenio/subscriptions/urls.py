from django.urls.resolvers import URLPattern

app_name = "subscriptions"
urlpatterns: list[URLPattern] = []
