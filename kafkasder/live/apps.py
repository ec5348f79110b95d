from django.apps import AppConfig


class LiveConfig(AppConfig):
    name = "kafkasder.live"
    label = "live"

    def ready(self) -> None:
        from . import changes

        changes.install()
