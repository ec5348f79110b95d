from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NotificationsConfig(AppConfig):
    name = "notifications"
    verbose_name = _("Bildirimler")

    def ready(self) -> None:
        from accounts.audit import restorers
        from kafkasder.core import demo

        from . import jobs, navigation, own_kinds
        from .restoring import ANNOUNCEMENTS

        own_kinds.register()
        navigation.register()
        jobs.register()
        restorers.register(ANNOUNCEMENTS)
        demo.register(demo.Part(room="notifications", make=_make_demo, order=80))


def _make_demo() -> None:
    from .demo import make_demo

    make_demo()
