"""What no way into the database gets around: postings stay, locked months stay shut, no balance falls below zero."""

from django.db import migrations

from finance.totals import BALANCES, LEDGER

KEEP = """
create function finance_keep_posting() returns trigger language plpgsql as $body$
begin
    raise exception 'a posting stays as it is'
        using errcode = 'check_violation', table = 'finance_posting', constraint = 'posting_stays';
end
$body$;
create trigger finance_keep_posting before update or delete on finance_posting
    for each row execute function finance_keep_posting();

create function finance_keep_record() returns trigger language plpgsql as $body$
begin
    if old.state = 'approved' and (tg_op = 'DELETE' or
        (new.direction, new.category, new.amount, new.currency, new.fund_id, new.account_id, new.day, new.method,
         new.document_type, new.document_number, new.counterparty, new.description, new.reverses_id, new.source_kind,
         new.source_pk, new.state, new.created_by_id, new.decided_by_id, new.decided_at)
        is distinct from
        (old.direction, old.category, old.amount, old.currency, old.fund_id, old.account_id, old.day, old.method,
         old.document_type, old.document_number, old.counterparty, old.description, old.reverses_id, old.source_kind,
         old.source_pk, old.state, old.created_by_id, old.decided_by_id, old.decided_at)
        or (old.number is not null and (new.number, new.book_year) is distinct from (old.number, old.book_year)))
    then
        raise exception 'an approved record stays as it is'
            using errcode = 'check_violation', table = 'finance_financerecord', constraint = 'record_stays';
    end if;
    if tg_op = 'DELETE' then return old; end if;
    return new;
end
$body$;
create trigger finance_keep_record before update or delete on finance_financerecord
    for each row execute function finance_keep_record();

create function finance_keep_transfer() returns trigger language plpgsql as $body$
begin
    if old.state = 'approved' then
        raise exception 'an approved transfer stays as it is'
            using errcode = 'check_violation', table = 'finance_transfer', constraint = 'transfer_stays';
    end if;
    if tg_op = 'DELETE' then return old; end if;
    return new;
end
$body$;
create trigger finance_keep_transfer before update or delete on finance_transfer
    for each row execute function finance_keep_transfer();
"""
NOT_KEEP = """
drop function finance_keep_posting() cascade;
drop function finance_keep_record() cascade;
drop function finance_keep_transfer() cascade;
"""

# Whoever locks a month takes the same lock exclusively, so that no posting slips in behind.
MONTHS = """
create function finance_guard_months() returns trigger language plpgsql as $body$
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
create trigger b_guard_months after insert on finance_posting
    referencing new table as new_rows for each statement execute function finance_guard_months();
"""
NO_MONTHS = "drop function finance_guard_months() cascade"

# Only what takes waits, and only for others that take from the same fund or account: once it is its turn, it sees all
# that they took. What others bring at the same time is not counted before it is committed, which errs on the safe side.
# The locks are taken in the order of their names, so that nobody waits in a circle.
BALANCES_GUARDED = """
create function finance_guard_balances() returns trigger language plpgsql as $body$
declare
    taken record;
    left_over numeric;
begin
    for taken in
        select 'fund' as side, fund_id as key, currency from new_rows where fund_id is not null
        group by 2, 3 having sum(amount) < 0
        union all
        select 'account', account_id, currency from new_rows where account_id is not null
        group by 2, 3 having sum(amount) < 0
        order by 1, 2, 3
    loop
        perform pg_advisory_xact_lock(hashtext('finance balance ' || taken.side || taken.key || taken.currency));
        if taken.side = 'fund' then
            select coalesce(sum(amount), 0) into left_over from finance_balance
            where fund_id = taken.key and currency = taken.currency;
        else
            select coalesce(sum(amount), 0) into left_over from finance_balance
            where account_id = taken.key and currency = taken.currency;
        end if;
        if left_over < 0 then
            raise exception 'a balance would fall below zero' using errcode = 'check_violation',
                table = 'finance_posting', constraint = taken.side || '_not_below_zero';
        end if;
    end loop;
    return null;
end
$body$;
create trigger c_guard_balances after insert on finance_posting
    referencing new table as new_rows for each statement execute function finance_guard_balances();
"""
NOT_GUARDED = "drop function finance_guard_balances() cascade"

# The row that is taken back is locked, so that two reversals at once cannot take back more than it.
REVERSALS = """
create function finance_guard_reversals() returns trigger language plpgsql as $body$
declare
    whole record;
begin
    if new.reverses_id is null or new.state <> 'approved' then return null; end if;
    select amount, currency, direction, state into whole from finance_financerecord
    where id = new.reverses_id for update;
    if whole.state <> 'approved' or whole.currency <> new.currency or whole.direction <> new.direction
        or whole.amount + (select sum(amount) from finance_financerecord
                           where reverses_id = new.reverses_id and state = 'approved') < 0
    then
        raise exception 'more would be taken back than there was' using errcode = 'check_violation',
            table = 'finance_financerecord', constraint = 'record_reversed_too_far';
    end if;
    return null;
end
$body$;
create trigger finance_guard_reversals after insert or update on finance_financerecord
    for each row when (new.reverses_id is not null) execute function finance_guard_reversals();
"""
NO_REVERSALS = "drop function finance_guard_reversals() cascade"


class Migration(migrations.Migration):
    dependencies = [("finance", "0001_initial")]
    operations = [
        migrations.RunSQL(KEEP, NOT_KEEP),
        migrations.RunSQL(*BALANCES.sql()),
        migrations.RunSQL(*LEDGER.sql()),
        migrations.RunSQL(MONTHS, NO_MONTHS),
        migrations.RunSQL(BALANCES_GUARDED, NOT_GUARDED),
        migrations.RunSQL(REVERSALS, NO_REVERSALS),
    ]
