"""What managers set: the days of each stage, and how banks want their files."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kafkasder.core.locks import lock_named

from .. import policy
from ..bank_files import COLUMNS
from ..models import BankTemplate, StageDays
from ..states import OPEN


@transaction.atomic
def save_days(*, days: Mapping[str, int | None], by: Any) -> int:
    """Store in how many days an application should leave each stage; None takes the limit away.

    Return how many stages have one. What is due already stays due on its day.
    """
    policy.can_manage(by).require()
    lock_named("aid stage days")
    for stage, count in days.items():
        if stage not in OPEN:
            raise ValidationError(_("Bu aşamanın süresi olmaz."), code="stage")
        if count is None:
            StageDays.objects.filter(stage=stage).delete()
        else:
            StageDays.objects.update_or_create(stage=stage, defaults={"days": count})
    return StageDays.objects.count()


@transaction.atomic
def save_template(*, template: BankTemplate, by: Any) -> BankTemplate:
    """Store how a bank wants its file: known columns, each once, each with words above it."""
    policy.can_manage(by).require()
    fields = [column.get("field") for column in template.columns]
    if not fields:
        raise ValidationError(_("En az bir sütun seçin."), code="no_columns")
    if len(set(fields)) < len(fields) or not set(fields) <= COLUMNS.keys():
        raise ValidationError(_("Sütunlar tanınmıyor ya da yineleniyor."), code="columns")
    for needed in ("iban", "amount"):
        if needed not in fields:
            told = _("Banka dosyasında “%(column)s” sütunu bulunmalıdır.")
            raise ValidationError(told % {"column": COLUMNS[needed]}, code="column_missing")
    lock_named("aid bank templates")
    if BankTemplate.objects.filter(name=template.name).exclude(pk=template.pk).exists():
        raise ValidationError({"name": _("Bu adda bir kalıp zaten var.")}, code="name_taken")
    template.save()
    return template


@transaction.atomic
def remove_template(*, template: BankTemplate, by: Any) -> BankTemplate:
    policy.can_manage(by).require()
    template.delete()
    return template
