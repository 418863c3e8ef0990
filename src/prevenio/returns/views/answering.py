from django.http import HttpRequest, HttpResponse


def link(request: HttpRequest, token: str) -> HttpResponse:
    raise NotImplementedError
