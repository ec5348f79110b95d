"""The cash desk: what may be handed over from one box now, and what left it today."""

from decimal import Decimal

from django.db.models import Count, Sum
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse

from accounts.guards import needs
from finance import balances
from finance.choices import AccountKind
from finance.models import MoneyAccount
from kafkasder.core.days import today
from kafkasder.core.numbers import whole_number
from kafkasder.live import live_page

from ..lists.payments import DESK
from ..models import Aid
from ..states import AidState
from .payments_rows import VIEW, sees_all


@needs(*VIEW, "aid.give_aid")
@DESK.personal
@live_page(shared=sees_all)
def desk(request: HttpRequest) -> HttpResponseBase:
    response = DESK.respond(request, "aid/desk_list.html")
    context = response.context_data or {}
    boxes = list(MoneyAccount.objects.open().filter(kind=AccountKind.CASH).order_by("name_key", "pk"))
    key = whole_number(request.GET.get("account", ""))
    box = next((each for each in boxes if each.pk == key), None)
    waiting = context["listing"].matching.aggregate(count=Count("pk"), amount=Sum("amount", default=Decimal(0)))
    context |= {
        "box": box,
        "boxes": [_tab(each, box) for each in boxes],
        "all_boxes": box is None,
        "waiting": waiting,
        "handed": None,
        "balance": None,
    }
    if box is not None:
        given = Aid.objects.visible_to(request.user).filter(
            account=box, method="cash", state=AidState.DELIVERED, given_on=today()
        )
        context["handed"] = given.aggregate(count=Count("pk"), amount=Sum("amount", default=Decimal(0)))
        if request.user.has_perm("finance.view_finance"):
            context["balance"] = balances.of_account(box)
    return response


def _tab(each: MoneyAccount, box: MoneyAccount | None) -> dict[str, object]:
    return {"name": each.name, "url": f"{reverse('aid:desk')}?account={each.pk}", "current": each == box}
