from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "kafkasder.core"
    label = "core"
