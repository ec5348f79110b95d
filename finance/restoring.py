"""How former values of funds and accounts come back: by their forms and services. Records stay as they are."""

from accounts.audit.restorers import Restorer

from . import policy, services
from .forms import AccountForm, FundForm
from .models import Fund, MoneyAccount

RESTORERS = (
    Restorer(
        model=Fund,
        verbs=("finance.view_finance", "finance.manage_finance"),
        may_change=policy.can_change_fund,
        form=lambda data, fund, by: FundForm(data, instance=fund),
        store=lambda fund, by, form: services.save_fund(fund=fund, by=by),
    ),
    Restorer(
        model=MoneyAccount,
        verbs=("finance.view_finance", "finance.manage_finance"),
        may_change=policy.can_change_account,
        form=lambda data, account, by: AccountForm(data, instance=account),
        store=lambda account, by, form: services.save_account(account=account, by=by),
    ),
)
