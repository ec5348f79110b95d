"""The forms of accounts: signing in, choosing passwords, one's own profile, and managing users."""

from .sessions import EndSessionsForm
from .sign_in import ChangePasswordForm, ForgottenPasswordForm, NewPasswordForm, SignInForm
from .users import ExtraVerbsForm, ProfileForm, UserForm

__all__ = [
    "ChangePasswordForm",
    "EndSessionsForm",
    "ExtraVerbsForm",
    "ForgottenPasswordForm",
    "NewPasswordForm",
    "ProfileForm",
    "SignInForm",
    "UserForm",
]
