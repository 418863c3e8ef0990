from django.http import HttpRequest


def authority(request: HttpRequest) -> dict[str, object]:
    """The authority of the page, and what the person at the screen is in it."""
    return {
        "authority": getattr(request, "authority", None),
        "memberships": getattr(request, "memberships", []),
    }
