"""What is closed takes and gives nothing, and an account holds its own currency, whichever way the posting comes."""

from django.db import migrations

# The rows are locked as far as needed to hear of whoever closes or changes them at the same moment: they wait for this
# transaction and then see its money, or it waits for them and then sees that they closed.
PLACES = """
create function finance_guard_places() returns trigger language plpgsql as $body$
declare
    place record;
begin
    for place in
        select fund.state from finance_fund as fund
        where fund.id in (select fund_id from new_rows) order by fund.id for share of fund
    loop
        if place.state <> 'open' then
            raise exception 'the fund is closed'
                using errcode = 'check_violation', table = 'finance_posting', constraint = 'fund_closed';
        end if;
    end loop;
    for place in
        select account.id, account.state, account.currency from finance_moneyaccount as account
        where account.id in (select account_id from new_rows) order by account.id for share of account
    loop
        if place.state <> 'open' then
            raise exception 'the account is closed'
                using errcode = 'check_violation', table = 'finance_posting', constraint = 'account_closed';
        end if;
        if exists (select from new_rows where account_id = place.id and currency <> place.currency) then
            raise exception 'the account has another currency'
                using errcode = 'check_violation', table = 'finance_posting', constraint = 'account_currency';
        end if;
    end loop;
    return null;
end
$body$;
create trigger d_guard_places after insert on finance_posting
    referencing new table as new_rows for each statement execute function finance_guard_places();

create function finance_keep_account() returns trigger language plpgsql as $body$
begin
    if exists (select from finance_posting where account_id = old.id) then
        raise exception 'an account that was used keeps its currency'
            using errcode = 'check_violation', table = 'finance_moneyaccount', constraint = 'account_used';
    end if;
    return new;
end
$body$;
create trigger finance_keep_account before update on finance_moneyaccount for each row
    when (new.currency <> old.currency or new.kind <> old.kind) execute function finance_keep_account();
"""
NO_PLACES = "drop function finance_guard_places() cascade; drop function finance_keep_account() cascade;"


class Migration(migrations.Migration):
    dependencies = [("finance", "0002_guards")]
    operations = [migrations.RunSQL(PLACES, NO_PLACES)]
