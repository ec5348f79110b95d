"""What board and committee decide here: applications, and lists of payments.

What the room itself decided (`AidDecision`) never changes, so the number of a decision in its book is linked to the row
and not written into it.
"""

from django.utils.translation import gettext_lazy as _

from kafkasder.core.decided import DECIDABLES, Decidable

from .models import AidApplication, PaymentList
from .policy.applications import DECIDE
from .policy.giving import RELEASE
from .states import ListState, Stage

APPLICATION, PAYMENTS = "aid_application", "payment_list"
_NOT_DECIDED = (Stage.DRAFT, Stage.SUBMITTED, Stage.WITHDRAWN)


def register() -> None:
    DECIDABLES.add(
        Decidable(
            key=APPLICATION,
            label=_("Yardım başvurusu"),
            model=AidApplication,
            verb=DECIDE,
            candidates=lambda viewer: (
                AidApplication.objects.visible_to(viewer).exclude(stage__in=_NOT_DECIDED).order_by("-applied_on", "-pk")
            ),
            visible_to=lambda viewer: AidApplication.objects.visible_to(viewer),
            order=50,
        )
    )
    DECIDABLES.add(
        Decidable(
            key=PAYMENTS,
            label=_("Ödeme listesi"),
            model=PaymentList,
            verb=RELEASE,
            candidates=lambda viewer: (
                PaymentList.objects.visible_to(viewer).exclude(state=ListState.CANCELLED).order_by("-pk")
            ),
            visible_to=lambda viewer: PaymentList.objects.visible_to(viewer),
            order=51,
        )
    )
