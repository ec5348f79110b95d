from typing import Any

from allauth.account.signals import password_changed, password_reset
from django.apps import AppConfig, apps
from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.db.models.signals import post_migrate, pre_migrate
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = _("Kullanıcılar")

    def ready(self) -> None:
        from kafkasder.core import demo
        from kafkasder.core.lists.remembered import columns_chosen
        from kafkasder.live import echo

        from . import admission, dashboard, deadlines, navigation, noticing
        from .audit import context, recording, restorers
        from .demo import PART
        from .models import AuditEntry, SecurityEvent
        from .restoring import USERS
        from .security import triggers

        navigation.register()
        dashboard.register()
        deadlines.register()
        admission.register()
        restorers.register(USERS)
        demo.register(PART)
        user_logged_in.connect(_open_session, dispatch_uid="accounts")
        user_logged_in.connect(_note_how_they_came, dispatch_uid="accounts.factor")
        user_logged_out.connect(_sign_out, dispatch_uid="accounts")
        for signal in (password_changed, password_reset):
            signal.connect(_end_other_sessions, dispatch_uid="accounts.sessions")
        password_reset.connect(_end_lock, dispatch_uid="accounts.lock")
        columns_chosen.connect(_tell_columns, dispatch_uid="accounts")
        context.install()
        noticing.install()
        echo(AuditEntry._meta.db_table, of=recording.is_recorded, column="row_pk", key=recording.key_of)
        echo(SecurityEvent._meta.db_table, of=triggers.writes_events)
        # Both signals come once for each app; what follows wants all tables and permissions to be there.
        last = [app for app in apps.get_app_configs() if app.models_module][-1]
        pre_migrate.connect(_before_migrations, sender=last, dispatch_uid="accounts")
        post_migrate.connect(_after_migrations, sender=last, dispatch_uid="accounts")


def _open_session(*, request: HttpRequest, user: Any, **_: Any) -> None:
    from .services.sessions import open_session

    open_session(user=user, request=request)


def _note_how_they_came(*, request: HttpRequest, user: Any, **_: Any) -> None:
    """Note in the session what was proved at its beginning, and in the person's row what their roles demand by now."""
    from .identity import note_proof
    from .services.factor_duty import note_duty
    from .services.trusted_devices import TRUSTED_DEVICE

    if device := getattr(user, "trusted_device", None):
        request.session[TRUSTED_DEVICE] = device.pk
    if not user.has_factor or getattr(user, "otp_device", None):
        note_proof(request.session)
    note_duty(user)


def _sign_out(*, request: HttpRequest, user: Any, **_: Any) -> None:
    from kafkasder.live import end_session, standing

    from .models import EventKind
    from .services.security_events import record_event

    if request.session.session_key:
        end_session(standing.session_digest(request.session.session_key))
    if user:
        record_event(EventKind.SIGN_OUT, user=user, request=request)


def _end_other_sessions(*, request: HttpRequest, user: Any, **_: Any) -> None:
    """With a new password; Django refuses them anyhow, but they would stand in the list of sessions."""
    from .models import EndReason
    from .services.sessions import end_sessions_because

    end_sessions_because(EndReason.PASSWORD, user=user, keep=request.session.number)  # type: ignore[attr-defined]


def _end_lock(*, user: Any, **_: Any) -> None:
    """Let in whoever has just shown, by the link in a mail, that the account is theirs."""
    from .services.lockout import forget_failures

    forget_failures(user)


def _tell_columns(*, user_id: int, key: str, columns: str, **_: Any) -> None:
    from .services.preferences import tell_columns

    tell_columns(user_id=user_id, key=key, columns=columns)


def _before_migrations(*, using: str, plan: list[Any], **_: Any) -> None:
    from .audit import triggers as audit
    from .security import triggers as security

    if plan:
        audit.drop_triggers(using)
        security.drop_triggers(using)


def _after_migrations(*, using: str, **_: Any) -> None:
    from .audit import triggers as audit
    from .security import triggers as security
    from .services.roles import sync_roles

    audit.install_triggers(using)
    security.install_triggers(using)
    sync_roles()
