"""Ending somebody's sessions, and how long sessions last."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kafkasder.core.fields import TextField

from ..lifetimes import USUAL, limits_of_roles, usual_limit
from ..models import RoleSessionLimit
from ..roles import ROLES


class EndSessionsForm(forms.Form):
    reason = TextField(label=_("Neden"), max_length=300, help_text=_("Güvenlik olaylarında görünür."))


class SessionLimitsForm(forms.Form):
    """The limits of every role, three fields for each; `limits` are what to store."""

    _LABELS = {
        "idle_minutes": _("Kullanılmadan (dakika)"),
        "absolute_hours": _("Girişten sonra en çok (saat)"),
        "remembered_days": _("“Beni hatırla” ile en çok (gün)"),
    }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        known = limits_of_roles()
        for role in ROLES:
            limit = known.get(role.slug) or usual_limit(role.slug)
            for name in USUAL:
                bounds = {each.code: each.limit_value for each in RoleSessionLimit._meta.get_field(name).validators}
                self.fields[f"{role.slug}-{name}"] = forms.IntegerField(
                    label=self._LABELS[name], initial=getattr(limit, name), **bounds
                )

    def sections(self) -> Iterator[tuple[str | Promise, list[forms.BoundField]]]:
        """Yield each role with its fields."""
        for role in ROLES:
            yield role.name, [self[f"{role.slug}-{name}"] for name in USUAL]

    @property
    def limits(self) -> dict[str, dict[str, int]]:
        return {role.slug: {name: self.cleaned_data[f"{role.slug}-{name}"] for name in USUAL} for role in ROLES}
