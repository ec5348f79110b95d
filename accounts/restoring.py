"""How former values of users come back: by the form and the service of those who manage them."""

from collections.abc import Mapping
from typing import Any

from django.shortcuts import get_object_or_404

from kafkasder.core.saving import changed

from . import policy
from .audit.restorers import Restorer
from .forms import UserForm
from .models import User
from .services import users as services


def _get(by: Any, key: str) -> User:
    user: User = get_object_or_404(User.objects.visible_to(by), pk=key)
    return user


def _form(data: Mapping[str, Any] | None, user: User, by: Any) -> UserForm:
    return UserForm(data, instance=user, by=by)


def _save(form: Any, user: User, by: Any) -> None:
    changed(form, user, by, lambda row: services.change_user(user=row, by=by, **form.values))


USERS = Restorer(
    model=User,
    verbs=("accounts.manage_users",),
    get=_get,
    may_change=policy.can_manage,
    form=_form,
    save=_save,
    is_dangerous=lambda form: form.changes_access,
)
