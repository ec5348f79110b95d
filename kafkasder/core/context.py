"""The context processor behind the frame of every page; nothing is computed until the frame asks."""

from typing import Any

from django.conf import settings
from django.contrib.messages import get_messages
from django.http import HttpRequest
from django.utils.functional import cached_property

from . import banners, navigation, toasts

NAV_COOKIE = "nav"


class Frame:
    """What the frame of a page shows around its content."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request

    @property
    def demo(self) -> bool:
        return settings.DEMO

    @cached_property
    def user(self) -> Any:
        """Whoever is signed in; None on pages that fail before anyone is known."""
        user = getattr(self._request, "user", None)
        return user if user is not None and user.is_authenticated else None

    @cached_property
    def menu(self) -> list[navigation.Section]:
        return navigation.menu_for(self.user, self._request.path)

    @cached_property
    def banners(self) -> list[banners.Banner]:
        return banners.banners_for(self.user)

    @cached_property
    def quick_add(self) -> list[navigation.Link]:
        return navigation.quick_add_for(self.user)

    @cached_property
    def toasts(self) -> list[toasts.Toast]:
        return toasts.from_messages(get_messages(self._request))

    @property
    def folded(self) -> str:
        """The groups of the dashboard that this person left folded, as its page keeps them."""
        preferences = self.user.preferences if self.user else {}
        return " ".join(preferences.get("dashboard", {}).get("folded", []))

    @property
    def collapsed(self) -> bool:
        """Whether this browser last left the side navigation narrow."""
        return self._request.COOKIES.get(NAV_COOKIE) == "narrow"

    @property
    def layout(self) -> str:
        """The layout of a page that signed-in and unknown people see alike, such as an error."""
        return "layouts/page.html" if self.user else "layouts/plain.html"


def frame(request: HttpRequest) -> dict[str, Any]:
    return {"frame": Frame(request)}
