"""How former values of users come back: by the form and the service of those who manage them."""

from . import policy
from .audit.restorers import Restorer
from .forms import UserForm
from .models import User
from .services import users as services

USERS = Restorer(
    model=User,
    verbs=("accounts.manage_users",),
    may_change=policy.can_manage,
    form=lambda data, user, by: UserForm(data, instance=user, by=by),
    store=lambda user, by, form: services.change_user(user=user, by=by, **form.values),
    is_dangerous=lambda form: form.changes_access,
)
