"""Headers that every answer carries, whoever gives it, besides those of Django's own middleware."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

View = Callable[[HttpRequest], HttpResponse]


def guarding_headers(get_response: View) -> View:
    """Let no other site load what the panel answers, and no cache keep it unless whoever answers says how.

    Pages hold what families told in confidence, and an office shares its computers: the way back in a browser's history
    must not show them after somebody signed out. Static files and people's pictures say for themselves how long they
    may be kept. Stands above all that answers.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.headers.setdefault("Cache-Control", "no-store")
        return response

    return middleware
