"""The forms by which people change themselves and each other."""

from collections.abc import Iterable
from datetime import date
from itertools import groupby
from typing import Any, ClassVar, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from kafkasder.core.fields import LineField, PhoneField, TextField, format_date
from kafkasder.core.text import squeeze

from ..avatars import clean_avatar
from ..editing import RecordForm
from ..emails import normalise_email
from ..models import AuditEntry, Language, User
from ..policy import can_set_roles
from ..roles import ROLES
from ..terms import Terms, gained
from ..verbs import all_verbs
from .terms import TermsField, TermsInput

MOST_LABELS = 10


class LabelsField(forms.CharField):
    """Short words parted by commas; cleaned to a list without repetitions."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"help_text": _("Virgülle ayırın.")} | options)

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> list[str]:
        words = [squeeze(word) for word in (super().clean(value) or "").split(",")]
        labels = list(dict.fromkeys(word for word in words if word))
        if len(labels) > MOST_LABELS or any(len(label) > 30 for label in labels):
            raise ValidationError(_("En çok 10 etiket, her biri en çok 30 karakter."), code="labels")
        return labels


class _PersonForm(forms.ModelForm):
    phone = PhoneField(label=_("Telefon"), required=False)

    class Meta:
        model = User
        fields = ("full_name", "phone")
        field_classes: ClassVar = {"full_name": TextField}

    def clean_full_name(self) -> str:
        return squeeze(self.cleaned_data["full_name"])


class ProfileForm(_PersonForm):
    """What everybody may change about themself."""

    picture = forms.FileField(
        label=_("Fotoğraf"),
        required=False,
        help_text=_("JPEG, PNG ya da WebP; en çok 5 MB."),
        widget=forms.FileInput({"accept": "image/jpeg,image/png,image/webp"}),
    )
    remove_picture = forms.BooleanField(label=_("Fotoğrafı kaldır"), required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if not self.instance.avatar:
            del self.fields["remove_picture"]

    def clean_picture(self) -> Any:
        upload = self.cleaned_data["picture"]
        return clean_avatar(upload) if upload else None

    @property
    def values(self) -> dict[str, Any]:
        """The values to store, by field of the user."""
        values = {name: self.cleaned_data[name] for name in self.Meta.fields}
        if self.cleaned_data["picture"]:
            values["avatar"] = self.cleaned_data["picture"]
        elif self.cleaned_data.get("remove_picture"):
            values["avatar"] = ""
        return values


class UserForm(_PersonForm, RecordForm):
    """What those who manage users may change, for a new user or an old one that others may be changing too."""

    labels = LabelsField(label=_("Etiketler"), required=False)
    roles = TermsField(label=_("Roller"), choices=[(role.slug, role.name) for role in ROLES], required=False)

    class Meta:
        model = User
        fields = ("full_name", "email", "phone", "title", "labels", "language")
        field_classes: ClassVar = {"full_name": TextField}

    def __init__(self, *args: Any, by: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.by = by
        self.fields["language"].initial = Language.TURKISH
        if self.instance.pk:
            self.fields["roles"].initial = self.instance.role_terms
            self.fields["roles"].disabled = self.instance.pk == by.pk

    def clean_email(self) -> str:
        return normalise_email(self.cleaned_data["email"])

    def clean_roles(self) -> dict[str, date | None]:
        roles: dict[str, date | None] = self.cleaned_data["roles"]
        if roles != (self.fields["roles"].initial or {}):
            decision = can_set_roles(self.by, self.instance if self.instance.pk else None, roles)
            if not decision:
                raise ValidationError(str(decision.reason), code="refused")
        return roles

    @property
    def changes_access(self) -> bool:
        """Whether by what was sent somebody gets or loses a role, or an account is reached by another e-mail."""
        if self.cleaned_data["roles"] != (self.fields["roles"].initial or {}):
            return True
        return bool(self.instance.pk) and "email" in self.changed_data

    def values_of(self, row: Any) -> dict[str, Any]:
        return super().values_of(row) | {"roles": row.role_terms}

    def in_words(self, name: str, value: Any) -> str:
        if name == "roles":
            return self._roles_field.in_words(value)
        return ", ".join(value) if name == "labels" else super().in_words(name, value)

    def inputs_of(self, names: Iterable[str], values: Iterable[Any]) -> dict[str, Any]:
        names, values = list(names), list(values)
        inputs = super().inputs_of(names, values)
        if "roles" in names:
            last_days = self._last_days(values[names.index("roles")])
            inputs |= {name: {"values": [until], "text": until} for name, until in last_days.items()}
        return inputs

    def typed(self) -> dict[str, list[str]]:
        last_days = self._last_days(self["roles"].value() or {})
        return super().typed() | {name: [until] for name, until in last_days.items()}

    def _last_days(self, terms: Terms) -> dict[str, str]:
        """Return what stands in the input for the last day of each role."""
        prefix = self.add_prefix("roles")
        return {
            TermsInput.until_name(prefix, slug): format_date(day) if (day := terms.get(slug)) else ""
            for slug, _label in self._roles_field.choices
        }

    @property
    def _roles_field(self) -> TermsField:
        return cast(TermsField, self.fields["roles"])

    def changes_of(self, name: str) -> list[AuditEntry]:
        if name == "roles":
            table = User.groups.through._meta.db_table
            return [entry for entry in self._newest if entry.table_name == table]
        return super().changes_of(name)

    @property
    def values(self) -> dict[str, Any]:
        """The values to store: the merged ones of an edited user, the typed ones of a new one."""
        values = self.merged.values if self.merged else self.cleaned_data
        return {name: values[name] for name in (*self.Meta.fields, "roles")}


class ExtraVerbsForm(forms.Form):
    """Which verbs one person has beyond those of the roles, until when; a field for each room."""

    reason = LineField(
        label=_("Neden"), required=False, max_length=300, help_text=_("Yeni verilen ya da uzatılan yetki için gerekir.")
    )

    def __init__(self, *args: Any, user: User, **options: Any) -> None:
        super().__init__(*args, **options)
        self._held = user.verb_terms
        reason = self.fields.pop("reason")
        for label, members in groupby(all_verbs().values(), key=lambda verb: verb.room):
            verbs = {verb.name: verb.label for verb in members}
            self.fields[next(iter(verbs)).partition(".")[0]] = TermsField(
                label=label,
                choices=list(verbs.items()),
                initial={verb: until for verb, until in self._held.items() if verb in verbs},
                required=False,
            )
        self.fields["reason"] = reason

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.errors and gained(self._held, self.verbs) and not cleaned["reason"]:
            self.add_error("reason", ValidationError(_("Yetkiyi neden verdiğinizi yazın."), code="required"))
        return cleaned

    @property
    def verbs(self) -> dict[str, date | None]:
        rooms = [terms for name, terms in self.cleaned_data.items() if name != "reason"]
        return {verb: until for terms in rooms for verb, until in terms.items()}
