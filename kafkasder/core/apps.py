from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "kafkasder.core"
    label = "core"

    def ready(self) -> None:
        from django.core.signals import got_request_exception

        from .pool import heed_exception

        got_request_exception.connect(heed_exception)
