"""What holds for every request of the panel: the methods that it knows, and the language of whoever is signed in."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.utils import translation

METHODS = ("GET", "HEAD", "POST")


def known_methods(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Refuse every other method before any view runs: to a view that does not ask, a PUT looks like a GET."""

    def middleware(request: HttpRequest) -> HttpResponse:
        return get_response(request) if request.method in METHODS else HttpResponseNotAllowed(METHODS)

    return middleware


def language_of_user(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Activate the user's language; stands below the authentication middleware."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            speak(request, request.user.language)
        return get_response(request)

    return middleware


def speak(request: HttpRequest, language: str) -> None:
    """Answer this request in `language`."""
    translation.activate(language)
    request.LANGUAGE_CODE = language
