"""What paid a person twice in a month before that was refused is marked and stays; nothing new comes beside it."""

import logging
from importlib import import_module
from typing import Any

from django.db import migrations, models

_once = import_module("aid.migrations.0008_once_for_each_person")
_MARK = """
update aid_aid set is_old_double = true
from (
    select id, row_number() over (partition by person_id, kind, period order by id) as place
    from aid_aid where person_id is not null and state not in ('failed', 'cancelled')
) as numbered
where numbered.id = aid_aid.id and numbered.place > 1
"""


def mark(apps: Any, schema_editor: Any) -> None:
    """Mark all but the first for each person, purpose and month, which goes on to stand in the way of a new one."""
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("lock table aid_aid in share row exclusive mode")
        cursor.execute(_MARK)
        if count := cursor.rowcount:
            told = "%d payments of a person and month who had one already stay as they are: manage.py list_paid_twice"
            logging.getLogger(__name__).warning(told, count)


class Migration(migrations.Migration):
    dependencies = [("aid", "0012_plans_skip_months")]
    operations = [
        migrations.AddField(
            "aid",
            "is_old_double",
            models.BooleanField(db_default=False, default=False, editable=False, verbose_name="kuraldan önceki mükerrer"),
        ),
        migrations.RunSQL(
            _once.NO_INDEX,
            _once.INDEX,
            state_operations=[migrations.RemoveConstraint("aid", "aid_once_a_month_for_one")],
        ),
        migrations.RunPython(mark, migrations.RunPython.noop),
        migrations.AddConstraint(
            "aid",
            models.UniqueConstraint(
                condition=models.Q(person__isnull=False, is_old_double=False)
                & ~models.Q(state__in=["failed", "cancelled"]),
                fields=("person", "kind", "period"),
                name="aid_once_a_month_for_one",
                violation_error_message="Bu kişiye bu ay bu yardım zaten verilmiş ya da planlanmış.",
            ),
        ),
    ]
