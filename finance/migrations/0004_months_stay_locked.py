"""Locked months and closed years stay: what was numbered and carried over is never opened again."""

from django.db import migrations, models

KEEP = """
create function finance_keep_period() returns trigger language plpgsql as $body$
begin
    raise exception 'what is locked stays locked'
        using errcode = 'check_violation', table = tg_table_name, constraint = 'period_stays';
end
$body$;
create trigger finance_keep_period before update or delete on finance_lockedmonth
    for each row execute function finance_keep_period();
create trigger finance_keep_period before update or delete on finance_closedyear
    for each row execute function finance_keep_period();
create trigger finance_keep_period before update or delete on finance_carriedtotal
    for each row execute function finance_keep_period();
"""
NOT_KEEP = "drop function finance_keep_period() cascade"

# A closed year shuts all before it too, also months in which nothing had happened.
MONTHS = """
create or replace function finance_guard_months() returns trigger language plpgsql as $body$
begin
    perform pg_advisory_xact_lock_shared(hashtext('finance months'));
    if exists (
        select from new_rows join finance_lockedmonth as locked on locked.month = date_trunc('month', new_rows.day)::date
    ) or (select min(day) from new_rows) <= make_date(coalesce((select max(year) from finance_closedyear), 1), 12, 31)
    then
        raise exception 'the month is locked'
            using errcode = 'check_violation', table = 'finance_posting', constraint = 'posting_month_locked';
    end if;
    return null;
end
$body$;
"""
MONTHS_BEFORE = """
create or replace function finance_guard_months() returns trigger language plpgsql as $body$
begin
    perform pg_advisory_xact_lock_shared(hashtext('finance months'));
    if exists (
        select from new_rows join finance_lockedmonth as locked on locked.month = date_trunc('month', new_rows.day)::date
    ) then
        raise exception 'the month is locked'
            using errcode = 'check_violation', table = 'finance_posting', constraint = 'posting_month_locked';
    end if;
    return null;
end
$body$;
"""


class Migration(migrations.Migration):
    dependencies = [("finance", "0003_closed_take_nothing")]
    operations = [
        migrations.AddField(
            model_name='cashcount',
            name='pieces',
            field=models.JSONField(blank=True, default=dict, verbose_name='kupürler'),
        ),
        migrations.CreateModel(
            name='MoneyCheck',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(auto_now_add=True, verbose_name='zaman')),
                ('ok', models.BooleanField(verbose_name='tutuyor')),
                ('findings', models.JSONField(default=list, verbose_name='bulgular')),
                ('checks', models.PositiveSmallIntegerField(verbose_name='denetim sayısı')),
                ('seconds', models.FloatField(verbose_name='süre (sn)')),
            ],
            options={
                'verbose_name': 'para doğrulaması',
                'verbose_name_plural': 'para doğrulamaları',
                'ordering': ['-at', '-id'],
                'default_permissions': (),
                'indexes': [models.Index(fields=['-at', '-id'], name='money_check_newest')],
                'constraints': [
                    models.CheckConstraint(
                        condition=models.Q(ok=True, findings=[]) | (models.Q(ok=False) & ~models.Q(findings=[])),
                        name="money_check_says_why",
                    )
                ],
            },
        ),
        migrations.RunSQL(KEEP, NOT_KEEP),
        migrations.RunSQL(MONTHS, MONTHS_BEFORE),
    ]
