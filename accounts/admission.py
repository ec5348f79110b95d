"""What the panel demands of a session besides being signed in; registered with the live layer, see `docs/live.md`."""

from collections.abc import Callable, Mapping
from typing import Any

from django_otp import DEVICE_ID_SESSION_KEY

from kafkasder.live import Condition, admit_if

from .services.trusted_devices import TRUSTED_DEVICE

_WAYS_OUT = frozenset({"account_logout", "account_change_password", "preferences"})


def register() -> None:
    admit_if(Condition(_code_was_given, detour="accounts:confirm_identity", open=_WAYS_OUT))
    admit_if(
        Condition(
            _factor_is_in_time,
            detour="accounts:factor_required",
            open=_WAYS_OUT | {"accounts:factor_set_up", "accounts:confirm_identity"},
        )
    )


def _code_was_given(session: Mapping[str, Any], user: Any, may: Callable[[str], bool]) -> bool:
    """Signing in sees to it; this holds whatever else may have opened a session."""
    return not user.has_factor or DEVICE_ID_SESSION_KEY in session or TRUSTED_DEVICE in session


def _factor_is_in_time(session: Mapping[str, Any], user: Any, may: Callable[[str], bool]) -> bool:
    return not user.is_factor_overdue
