"""Whoever has figures of money already gets the one for sums of aid; a new panel is filled by `finance.seeds`."""

from datetime import date
from typing import Any

from django.db import migrations

_KEY = "aid_sum_days"
_SOURCE = "Başlangıç değeri; yönetim kurulu kararıyla değiştirin"


def add_days(apps: Any, schema_editor: Any) -> None:
    rules = apps.get_model("finance", "MoneyRule").objects
    if rules.exists():
        rules.create(key=_KEY, valid_from=date(2020, 1, 1), value=365, source=_SOURCE)


def take_days(apps: Any, schema_editor: Any) -> None:
    apps.get_model("finance", "MoneyRule").objects.filter(key=_KEY).delete()


class Migration(migrations.Migration):
    dependencies = [("finance", "0010_aid_sum_days")]
    operations = [migrations.RunPython(add_days, take_days)]
