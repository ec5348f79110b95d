"""What was decided, scored and given may lose what it tells of a person, when it is forgotten, and nothing else."""

from django.db import migrations, models

# `aid.privacy` says within its transaction that it forgets; then texts go, and everything else stays as it was.
KEEP = """
create function aid_forgets() returns boolean language sql stable as $body$
    select coalesce(current_setting('aid.forgetting', true), '') = 'on'
$body$;

create or replace function aid_keep_row() returns trigger language plpgsql as $body$
begin
    if tg_op = 'UPDATE' and aid_forgets() and tg_nargs > 1
        and (to_jsonb(new) - tg_argv[1:]) is not distinct from (to_jsonb(old) - tg_argv[1:])
    then
        return new;
    end if;
    raise exception 'this row stays as it is' using errcode = 'check_violation', table = tg_table_name,
        constraint = tg_argv[0];
end
$body$;
drop trigger aid_keep_score on aid_needscore;
create trigger aid_keep_score before update or delete on aid_needscore
    for each row execute function aid_keep_row('score_stays', 'details');
drop trigger aid_keep_decision on aid_aiddecision;
create trigger aid_keep_decision before update or delete on aid_aiddecision
    for each row execute function aid_keep_row('aid_decision_stays', 'reason');
drop trigger aid_keep_step on aid_stagestep;
create trigger aid_keep_step before update or delete on aid_stagestep
    for each row execute function aid_keep_row('step_stays', 'reason');
"""
NOT_KEEP = """
drop trigger aid_keep_score on aid_needscore;
drop trigger aid_keep_decision on aid_aiddecision;
drop trigger aid_keep_step on aid_stagestep;
create or replace function aid_keep_row() returns trigger language plpgsql as $body$
begin
    raise exception 'this row stays as it is' using errcode = 'check_violation', table = tg_table_name,
        constraint = tg_argv[0];
end
$body$;
create trigger aid_keep_score before update or delete on aid_needscore
    for each row execute function aid_keep_row('score_stays');
create trigger aid_keep_decision before update or delete on aid_aiddecision
    for each row execute function aid_keep_row('aid_decision_stays');
create trigger aid_keep_step before update or delete on aid_stagestep
    for each row execute function aid_keep_row('step_stays');
drop function aid_forgets();
"""

# The same for who received an aid and why it failed; what it was, for whom and in which record, stays.
AIDS = """
create or replace function aid_keep_aid() returns trigger language plpgsql as $body$
begin
    if tg_op = 'DELETE' then
        if old.state <> 'planned' then
            raise exception 'only what is planned may go' using errcode = 'check_violation',
                table = 'aid_aid', constraint = 'aid_given_stays';
        end if;
        return old;
    end if;
    if old.state in ('sent', 'paid', 'delivered', 'failed', 'cancelled') and (
        (new.household_id, new.person_id, new.kind, new.period, new.method, new.amount, new.currency, new.quantity,
         new.unit, new.fund_id, new.account_id, new.bank_account_id, new.payment_list_id, new.given_on, new.record_id)
        is distinct from
        (old.household_id, old.person_id, old.kind, old.period, old.method, old.amount, old.currency, old.quantity,
         old.unit, old.fund_id, old.account_id, old.bank_account_id, old.payment_list_id, old.given_on, old.record_id)
        or (new.received_by is distinct from old.received_by and not aid_forgets()))
    then
        raise exception 'what was given stays as it was' using errcode = 'check_violation',
            table = 'aid_aid', constraint = 'aid_given_stays';
    end if;
    if old.state in ('failed', 'cancelled') and new.state <> old.state then
        raise exception 'what ended stays so' using errcode = 'check_violation',
            table = 'aid_aid', constraint = 'aid_given_stays';
    end if;
    return new;
end
$body$;
"""


class Migration(migrations.Migration):
    dependencies = [("aid", "0004_bank_amounts")]
    operations = [
        migrations.AddField(
            "aidapplication",
            "destroyed_at",
            models.DateTimeField("imha zamanı", blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            "homevisit",
            "destroyed_at",
            models.DateTimeField("imha zamanı", blank=True, editable=False, null=True),
        ),
        migrations.AddConstraint(
            "aidapplication",
            models.CheckConstraint(
                condition=models.Q(destroyed_at__isnull=True)
                | models.Q(
                    stage__in=("completed", "rejected", "withdrawn"),
                    description="",
                    notes="",
                    stage_reason="",
                    applicant_phone="",
                ),
                name="application_destroyed_is_blank",
                violation_error_message="İmha edilmiş başvuru değişmez.",
            ),
        ),
        migrations.AddConstraint(
            "homevisit",
            models.CheckConstraint(
                condition=models.Q(destroyed_at__isnull=True)
                | (models.Q(met="", needs="") & ~models.Q(state="planned")),
                name="visit_destroyed_is_blank",
            ),
        ),
        migrations.RunSQL(KEEP, NOT_KEEP),
        migrations.RunSQL(AIDS, migrations.RunSQL.noop),
    ]
