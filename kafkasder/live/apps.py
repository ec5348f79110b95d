from django.apps import AppConfig


class LiveConfig(AppConfig):
    name = "kafkasder.live"
    label = "live"
