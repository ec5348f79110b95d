"""Which year and month a page is asked for by its address."""

from django.http import HttpRequest

from kafkasder.core.days import today


def asked_year(request: HttpRequest, years: list[int]) -> int:
    """Return the year that the address names, or this one; what it does not know it does not show."""
    asked = request.GET.get("yil", "")
    return int(asked) if asked.isascii() and asked.isdigit() and int(asked) in years else today().year


def asked_month(request: HttpRequest) -> int | None:
    """Return the month that the address names; None for the whole year."""
    asked = request.GET.get("ay", "")
    return int(asked) if asked in map(str, range(1, 13)) else None
