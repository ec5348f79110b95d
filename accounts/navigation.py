"""What accounts puts into the frame: the side navigation, the quick-add menu and the search palette."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from kafkasder.core import banners, navigation, palette

from .models import User
from .security.banner import unreviewed_suspicions

_MANAGE = "accounts.manage_users"


def register() -> None:
    navigation.register(
        navigation.Item(
            label=_("Kullanıcılar"),
            url_name="accounts:user_list",
            icon="users",
            verb=_MANAGE,
            order=10,
            area=navigation.Area.ADMINISTRATION,
        ),
        navigation.Item(
            label=_("Yetkiler"),
            url_name="accounts:rights",
            icon="key",
            verb=_MANAGE,
            order=20,
            area=navigation.Area.ADMINISTRATION,
        ),
        navigation.Item(
            label=_("Denetim kayıtları"),
            url_name="accounts:audit_list",
            icon="history",
            verb="accounts.view_audit",
            order=30,
            area=navigation.Area.ADMINISTRATION,
        ),
        navigation.Item(
            label=_("Güvenlik"),
            url_name="accounts:security_list",
            icon="shield",
            verb="accounts.view_security",
            order=40,
            area=navigation.Area.ADMINISTRATION,
            under="/guvenlik/",
        ),
        navigation.Item(
            label=_("Dernek kimliği"),
            url_name="accounts:organisation",
            icon="id",
            verb="accounts.change_organisation",
            order=60,
            area=navigation.Area.ADMINISTRATION,
        ),
    )
    banners.register(
        banners.Banner(
            key="security",
            verb="accounts.view_security",
            url_name="accounts:security_banner",
            template="accounts/_security_banner.html",
            tell=unreviewed_suspicions,
        )
    )
    navigation.register_quick_add(
        navigation.Item(
            label=_("Kullanıcı"), url_name="accounts:user_invite", icon="user-plus", verb=_MANAGE, order=90
        ),
    )
    palette.register(
        palette.Source(
            key="users",
            label=_("Kullanıcılar"),
            verb=_MANAGE,
            search=_find_users,
            icon="user",
            order=90,
            list_name="accounts:user_list",
        )
    )


def _find_users(viewer: Any, text: str) -> Iterator[palette.Hit]:
    users = User.objects.visible_to(viewer).search(text).order_by("-is_active", "name_key", "pk")
    for user in users[: palette.ENOUGH]:
        yield palette.Hit(user.full_name, user.get_absolute_url(), detail=user.email)
