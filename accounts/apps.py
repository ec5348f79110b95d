from typing import Any

from django.apps import AppConfig, apps
from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.db.models.signals import post_migrate, pre_migrate
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = _("Kullanıcılar")

    def ready(self) -> None:
        from allauth.account.signals import password_reset

        from kafkasder.core import demo
        from kafkasder.live import echo

        from . import navigation
        from .audit import context, recording
        from .demo import PART
        from .models import AuditEntry

        navigation.register()
        demo.register(PART)
        user_logged_in.connect(_start_session_clock, dispatch_uid="accounts")
        user_logged_out.connect(_close_sockets, dispatch_uid="accounts")
        password_reset.connect(_end_lock, dispatch_uid="accounts")
        context.install()
        echo(AuditEntry._meta.db_table, of=recording.is_recorded, column="row_pk", key=recording.key_of)
        # Both signals come once for each app; what follows wants all tables and permissions to be there.
        last = [app for app in apps.get_app_configs() if app.models_module][-1]
        pre_migrate.connect(_before_migrations, sender=last, dispatch_uid="accounts")
        post_migrate.connect(_after_migrations, sender=last, dispatch_uid="accounts")


def _start_session_clock(*, request: Any, **_: Any) -> None:
    request.session.start_clock()


def _close_sockets(*, request: HttpRequest, **_: Any) -> None:
    from kafkasder.live import end_session, standing

    if request.session.session_key:
        end_session(standing.session_digest(request.session.session_key))


def _end_lock(*, user: Any, **_: Any) -> None:
    """Let in whoever has just shown, by the link in a mail, that the account is theirs."""
    from .services.lockout import forget_failures

    forget_failures(user)


def _before_migrations(*, using: str, plan: list[Any], **_: Any) -> None:
    from .audit.triggers import drop_triggers

    if plan:
        drop_triggers(using)


def _after_migrations(*, using: str, **_: Any) -> None:
    from .audit.triggers import install_triggers
    from .services.roles import sync_roles

    install_triggers(using)
    sync_roles()
