from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from kafkasder.core import demo


class PrivacyConfig(AppConfig):
    name = "privacy"
    verbose_name = _("Kişisel veriler")

    def ready(self) -> None:
        from . import dashboard, navigation, users

        navigation.register()
        dashboard.register()
        users.register()
        demo.register(demo.Part(room="privacy", make=_make_demo, order=70))


def _make_demo() -> None:
    from .demo import make_demo

    make_demo()
