"""What each role gets at the addresses of accounts."""

from django.test import Client

from accounts.models import AuditEntry, EventKind, ForbiddenPair
from accounts.services.security_events import record_event

from ..beneficiaries.matrix import given_to
from ..factories import make_household, make_user
from ..matrix import EVERY_ROLE, Row

MANAGERS = ("admin",)
READERS_OF_THE_TRAIL = ("admin", "board", "auditor")
GUARDS = ("admin", "board", "auditor")
REVIEWERS = ("admin",)


def a_user() -> list[int]:
    return [make_user("volunteer").pk]


def a_closed_user() -> list[int]:
    return [make_user("volunteer", is_active=False).pk]


def an_invited_user() -> list[int]:
    return [make_user("volunteer", password=None).pk]


def a_session() -> list[int]:
    user = make_user("volunteer")
    Client().force_login(user)
    return [user.pk, user.sessions.get().pk]


def somebody_elses_session() -> list[int]:
    return a_session()[1:]


def an_entry() -> list[int]:
    make_user()
    return [AuditEntry.objects.latest("pk").pk]


def an_event() -> list[int]:
    return [record_event(EventKind.LOCKED, user=make_user()).pk]


def a_pair() -> list[int]:
    return [ForbiddenPair.objects.create(first="staff", second="volunteer", reason="Deneme").pk]


def a_record() -> list[object]:
    return ["accounts_user", str(make_user().pk)]


def a_change() -> list[int]:
    household = make_household()
    type(household).objects.filter(pk=household.pk).update(notes="Bir not")
    return [AuditEntry.objects.latest("pk").pk]


ROWS = [
    # For everybody, signed in or not
    Row("account_login", EVERY_ROLE, get=302, post=302, stranger=200),
    Row("google_start", EVERY_ROLE, get=405, post=404, stranger=None),  # off, as it is without credentials
    Row("google_callback", EVERY_ROLE, get=404, stranger=None),
    Row("account_signup", EVERY_ROLE, get=404, post=404, stranger=None),
    Row("account_reset_password", EVERY_ROLE, post=200, stranger=None),
    Row("account_reset_password_done", EVERY_ROLE, stranger=None),
    Row("account_reset_password_from_key", EVERY_ROLE, post=200, arguments=lambda: ["1", "no-key"], stranger=None),
    Row("account_reset_password_from_key_done", EVERY_ROLE, stranger=None),
    # For everybody who is signed in
    Row("account_logout", EVERY_ROLE, post=302),
    Row("account_change_password", EVERY_ROLE, post=200),
    Row("accounts:profile", EVERY_ROLE, post=422),
    Row("accounts:own_sessions", EVERY_ROLE, get=302),
    Row("accounts:own_session_list", EVERY_ROLE, arguments=lambda: [1], missing=None),
    Row("accounts:own_session_end", EVERY_ROLE, get=405, post=404, arguments=somebody_elses_session),
    Row("accounts:own_sessions_end", EVERY_ROLE, get=405, post=302),
    Row("accounts:avatar", EVERY_ROLE, get=404, post=404, arguments=lambda: ["no-such.webp"]),
    Row("accounts:logo", EVERY_ROLE, get=404, arguments=lambda: ["no-such.png"]),
    Row("accounts:organisation", ("admin", "board"), post=422),
    Row("accounts:organisation_news", ("admin", "board"), arguments=lambda: ["qrvM3e7_"]),
    Row("accounts:organisation_logo", ("admin", "board"), post=422),
    Row("accounts:sign_in_code", EVERY_ROLE, get=302, post=302, stranger=302),
    Row("accounts:own_security", EVERY_ROLE, post=200),
    Row("accounts:factor_required", EVERY_ROLE, get=302),
    Row("accounts:factor_set_up", EVERY_ROLE, get=302, post=200),
    Row("accounts:factor_turn_off", EVERY_ROLE, get=302, post=302),
    Row("accounts:backup_codes", EVERY_ROLE, get=302, post=302),
    Row("accounts:device_revoke", EVERY_ROLE, get=405, post=404, arguments=lambda: [1]),
    Row("accounts:confirm_identity", EVERY_ROLE, post=422),
    # For those with the verb
    Row("accounts:user_list", MANAGERS, post=302),
    Row("accounts:user_invite", MANAGERS, post=422),
    Row("accounts:user_detail", MANAGERS, post=200, arguments=a_user),
    Row("accounts:user_edit", MANAGERS, post=422, arguments=a_user),
    Row("accounts:user_news", MANAGERS, arguments=lambda: [*a_user(), "qrvM3e7_"]),
    Row("accounts:user_verbs", MANAGERS, post=302, arguments=a_user),
    Row("accounts:user_reset_factor", MANAGERS, get=405, post=302, arguments=a_user),
    Row("accounts:user_deactivate", MANAGERS, get=405, post=302, arguments=a_user),
    Row("accounts:user_reactivate", MANAGERS, get=405, post=302, arguments=a_closed_user),
    Row("accounts:user_unlock", MANAGERS, get=405, post=302, arguments=a_user),
    Row("accounts:user_invite_again", MANAGERS, get=405, post=302, arguments=an_invited_user),
    Row("accounts:user_sessions_end", MANAGERS, post=422, arguments=a_user),
    Row("accounts:user_session_end", MANAGERS, post=422, arguments=a_session),
    Row("accounts:user_rights", MANAGERS, post=200, arguments=a_user),
    Row("accounts:rights", MANAGERS, post=200),
    Row("accounts:verb_holders", MANAGERS, post=200, arguments=lambda: ["accounts.view_audit"]),
    Row("accounts:role_overview", MANAGERS, post=200),
    Row("accounts:pair_list", MANAGERS, post=200),
    Row("accounts:pair_create", MANAGERS, post=422),
    Row("accounts:pair_delete", MANAGERS, get=405, post=302, arguments=a_pair),
    Row("accounts:audit_list", READERS_OF_THE_TRAIL, post=302),
    Row("accounts:audit_export", READERS_OF_THE_TRAIL, get=405, post=302),
    Row("accounts:audit_integrity", READERS_OF_THE_TRAIL),
    Row("accounts:audit_verify", READERS_OF_THE_TRAIL, get=405, post=302),
    Row("accounts:audit_record", READERS_OF_THE_TRAIL, arguments=a_record),
    Row(
        "accounts:audit_restore",
        ("admin", "board", "staff"),
        post=422,
        arguments=a_change,
        own=given_to,
        sees=("accounting", "volunteer", "auditor"),  # no entry, no record whose verbs could be asked for
    ),
    Row("accounts:audit_detail", READERS_OF_THE_TRAIL, post=200, arguments=an_entry),
    Row("accounts:security_list", GUARDS, post=302),
    Row("accounts:security_export", GUARDS, get=405, post=302),
    Row("accounts:security_event", GUARDS, post=200, arguments=an_event),
    Row("accounts:security_banner", GUARDS),
    Row("accounts:security_bulk", REVIEWERS, post=302, arguments=lambda: ["incele"]),
    Row("accounts:security_review", REVIEWERS, get=405, post=302, arguments=an_event),
    Row("accounts:security_reopen", REVIEWERS, get=405, post=302, arguments=an_event),
    Row("accounts:session_limits", REVIEWERS, post=422),
    Row("accounts:security_settings", REVIEWERS, post=422),
    Row("accounts:security_settings_news", REVIEWERS, arguments=lambda: ["qrvM3e7_"]),
]
