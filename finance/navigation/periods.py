"""What the frame shows of months, the book and the proofs of the money."""

from django.utils.translation import gettext_lazy as _

from kafkasder.core import banners, navigation
from kafkasder.core.navigation import Area, Item

from .. import verifying
from ..querysets import VIEW


def register() -> None:
    navigation.register(
        Item(label=_("İşletme defteri"), url_name="finance:book", icon="rows", verb=VIEW, order=60, area=Area.MONEY),
        Item(label=_("Dönemler"), url_name="finance:period_list", icon="lock", verb=VIEW, order=70, area=Area.MONEY),
        Item(
            label=_("Yıl sonu tablosu"),
            url_name="finance:year_table",
            icon="table",
            verb=VIEW,
            order=80,
            area=Area.MONEY,
        ),
        Item(
            label=_("Doğrulama"),
            url_name="finance:money_check",
            icon="circle-check",
            verb=VIEW,
            order=90,
            area=Area.MONEY,
        ),
    )
    banners.register(
        banners.Banner(
            key="money_check",
            verb=VIEW,
            url_name="finance:money_check_banner",
            template="finance/_money_check_banner.html",
            tell=verifying.told_in_banner,
        )
    )
