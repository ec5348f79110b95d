"""Which threads the room's verbs reach, in words; `querysets.visible_to` and `policy` do it."""

from django.utils.translation import gettext_lazy as _

from accounts.row_rules import RowRule

ROW_RULES = (
    RowRule(
        frozenset({"messaging.use_messages"}),
        _(
            "Yalnız katıldığı konuşmalarda ve gördüğü kayıtlar hakkındakilerde; hiçbir yetki başkalarının"
            " konuşmasını açmaz."
        ),
    ),
)
