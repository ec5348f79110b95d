"""The tokens in links by which people choose a password: after an invitation, or when the old one is forgotten."""

from typing import Any

from django.contrib.auth.tokens import PasswordResetTokenGenerator


class PasswordTokens(PasswordResetTokenGenerator):
    """A token ends with its use, its age, a new e-mail or sign-in, and with the deactivation of its user."""

    def _make_hash_value(self, user: Any, timestamp: int) -> str:
        return f"{super()._make_hash_value(user, timestamp)}{user.is_active}{user.session_generation}"


password_tokens = PasswordTokens()
