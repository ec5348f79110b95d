"""The forms of accounts: signing in, choosing passwords, one's own profile, and managing users."""

from .factor import CodeForm, FactorResetForm, ProofForm, SignInCodeForm
from .pairs import PairForm
from .sessions import EndSessionsForm, SessionLimitsForm
from .sign_in import ChangePasswordForm, ForgottenPasswordForm, NewPasswordForm, SignInForm
from .users import ExtraVerbsForm, ProfileForm, UserForm

__all__ = [
    "ChangePasswordForm",
    "CodeForm",
    "EndSessionsForm",
    "ExtraVerbsForm",
    "FactorResetForm",
    "ForgottenPasswordForm",
    "NewPasswordForm",
    "PairForm",
    "ProfileForm",
    "ProofForm",
    "SessionLimitsForm",
    "SignInCodeForm",
    "SignInForm",
    "UserForm",
]
