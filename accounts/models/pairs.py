"""Which rights one person must not hold together."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from ..roles import BY_SLUG
from ..verbs import all_verbs


class ForbiddenPair(models.Model):
    """Two rights that exclude each other: whoever records money does not approve it.

    A side is a role (its slug) or a verb (its name, which has a dot). Whoever holds a role holds its verbs, too; only
    the administrator's role, which carries all of them, counts as itself alone. The database refuses to give anybody
    the second half; who held both before the pair was written down keeps them, and the panel says so.
    """

    first = models.CharField(_("birinci"), max_length=150, db_collation="C")
    second = models.CharField(_("ikinci"), max_length=150, db_collation="C")
    reason = models.CharField(_("neden"), max_length=300)

    class Meta:
        verbose_name = _("birlikte verilemeyen yetkiler")
        verbose_name_plural = _("birlikte verilemeyen yetkiler")
        default_permissions = ()
        permissions = [("manage_pairs", _("Birlikte verilemeyen yetkileri belirler"))]
        ordering = ["first", "second"]
        constraints = [
            models.CheckConstraint(
                condition=Q(first__lt=F("second")),
                name="pair_in_order",
                violation_error_message=_("İki yetki aynı olamaz."),
            ),
            models.UniqueConstraint(
                fields=["first", "second"],
                name="pair_once",
                violation_error_message=_("Bu iki yetki zaten birlikte verilemiyor."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first_label} / {self.second_label}"

    @property
    def first_label(self) -> str:
        return side_label(self.first)

    @property
    def second_label(self) -> str:
        return side_label(self.second)


def side_label(side: str) -> str:
    """Return what people call a role or a verb; one that left the code is called by its name."""
    if side in BY_SLUG:
        return str(BY_SLUG[side])
    return str(all_verbs()[side].label) if side in all_verbs() else side
