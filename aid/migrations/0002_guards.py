"""What no way into the database gets around: what was decided, scored or given stays as it was."""

from django.db import migrations

KEEP = """
create function aid_keep_row() returns trigger language plpgsql as $body$
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

create function aid_keep_rules() returns trigger language plpgsql as $body$
declare
    key bigint := case when tg_op = 'INSERT' then new.rules_id else old.rules_id end;
begin
    if exists (select from aid_scoreruleset where id = key and state <> 'draft') then
        raise exception 'released rules stay as they are' using errcode = 'check_violation',
            table = 'aid_scorerule', constraint = 'score_rules_stay';
    end if;
    return case when tg_op = 'DELETE' then old else new end;
end
$body$;
create trigger aid_keep_rules before insert or update or delete on aid_scorerule
    for each row execute function aid_keep_rules();

create function aid_keep_rule_set() returns trigger language plpgsql as $body$
begin
    if old.state <> 'draft' and (tg_op = 'DELETE' or new.state = 'draft' or (old.state = 'retired' and new.state <> 'retired')
        or (new.version, new.note, new.created_by_id, new.released_by_id, new.released_at) is distinct from
           (old.version, old.note, old.created_by_id, old.released_by_id, old.released_at))
    then
        raise exception 'released rules stay as they are' using errcode = 'check_violation',
            table = 'aid_scoreruleset', constraint = 'score_rules_stay';
    end if;
    return case when tg_op = 'DELETE' then old else new end;
end
$body$;
create trigger aid_keep_rule_set before update or delete on aid_scoreruleset
    for each row execute function aid_keep_rule_set();
"""
NOT_KEEP = """
drop function aid_keep_row() cascade;
drop function aid_keep_rules() cascade;
drop function aid_keep_rule_set() cascade;
"""

# Only what is still planned may go; what was given keeps what it was and to whom. A failed one keeps all but its state.
AIDS = """
create function aid_keep_aid() returns trigger language plpgsql as $body$
begin
    if tg_op = 'DELETE' then
        if old.state <> 'planned' then
            raise exception 'only what is planned may go' using errcode = 'check_violation',
                table = 'aid_aid', constraint = 'aid_given_stays';
        end if;
        return old;
    end if;
    if old.state in ('sent', 'paid', 'delivered', 'failed', 'cancelled') and
        (new.household_id, new.person_id, new.kind, new.period, new.method, new.amount, new.currency, new.quantity,
         new.unit, new.fund_id, new.account_id, new.bank_account_id, new.payment_list_id, new.given_on, new.received_by,
         new.record_id)
        is distinct from
        (old.household_id, old.person_id, old.kind, old.period, old.method, old.amount, old.currency, old.quantity,
         old.unit, old.fund_id, old.account_id, old.bank_account_id, old.payment_list_id, old.given_on, old.received_by,
         old.record_id)
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
create trigger aid_keep_aid before update or delete on aid_aid for each row execute function aid_keep_aid();

-- Who is on a locked list and for how much does not change; whoever locks it holds the list's row meanwhile.
create function aid_keep_list() returns trigger language plpgsql as $body$
begin
    if exists (
        select from rows join aid_paymentlist as list on list.id = rows.payment_list_id
        where list.state <> 'open'
    ) then
        raise exception 'the list is locked' using errcode = 'check_violation',
            table = 'aid_aid', constraint = 'aid_list_is_locked';
    end if;
    return null;
end
$body$;
create trigger aid_keep_list_insert after insert on aid_aid
    referencing new table as rows for each statement execute function aid_keep_list();
create trigger aid_keep_list_delete after delete on aid_aid
    referencing old table as rows for each statement execute function aid_keep_list();

create function aid_keep_listed() returns trigger language plpgsql as $body$
begin
    if exists (
        select from aid_paymentlist where id in (old.payment_list_id, new.payment_list_id) and state <> 'open'
    ) then
        raise exception 'the list is locked' using errcode = 'check_violation',
            table = 'aid_aid', constraint = 'aid_list_is_locked';
    end if;
    return new;
end
$body$;
create trigger aid_keep_listed before update on aid_aid for each row
    when ((old.payment_list_id, old.household_id, old.amount, old.quantity, old.fund_id, old.account_id,
           old.bank_account_id)
          is distinct from
          (new.payment_list_id, new.household_id, new.amount, new.quantity, new.fund_id, new.account_id,
           new.bank_account_id)
          and (old.payment_list_id is not null or new.payment_list_id is not null))
    execute function aid_keep_listed();
"""
NOT_AIDS = """
drop function aid_keep_aid() cascade;
drop function aid_keep_list() cascade;
drop function aid_keep_listed() cascade;
"""


class Migration(migrations.Migration):
    dependencies = [("aid", "0001_initial")]
    operations = [migrations.RunSQL(KEEP, NOT_KEEP), migrations.RunSQL(AIDS, NOT_AIDS)]
