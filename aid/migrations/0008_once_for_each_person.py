"""One help for a person, purpose and month, in any household; what is stored otherwise already must not stop a deploy.

Where there are such rows the index waits for `0013_old_doubles`, which marks them.
"""

from django.db import migrations, models

INDEX = """
do $body$
begin
    if not exists (
        select from aid_aid where person_id is not null and state not in ('failed', 'cancelled')
        group by person_id, kind, period having count(*) > 1
    ) then
        create unique index aid_once_a_month_for_one on aid_aid (person_id, kind, period)
            where person_id is not null and state not in ('failed', 'cancelled');
    end if;
end
$body$;
"""
NO_INDEX = "drop index if exists aid_once_a_month_for_one;"


class Migration(migrations.Migration):
    dependencies = [("aid", "0007_photos_for_publication")]
    operations = [
        migrations.RunSQL(
            INDEX,
            NO_INDEX,
            state_operations=[
                migrations.AddConstraint(
                    "aid",
                    models.UniqueConstraint(
                        condition=models.Q(person__isnull=False) & ~models.Q(state__in=["failed", "cancelled"]),
                        fields=("person", "kind", "period"),
                        name="aid_once_a_month_for_one",
                        violation_error_message="Bu kişiye bu ay bu yardım zaten verilmiş ya da planlanmış.",
                    ),
                )
            ],
        ),
    ]
