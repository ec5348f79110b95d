"""Of a line of the book that need not be kept any more, whom it names may be destroyed; nothing else of it."""

from django.db import migrations

KEEP = """
create or replace function finance_keep_record() returns trigger language plpgsql as $body$
begin
    if old.state = 'approved' and (tg_op = 'DELETE' or
        (new.direction, new.category, new.amount, new.currency, new.fund_id, new.account_id, new.day, new.method,
         new.document_type, new.document_number, new.description, new.reverses_id, new.source_kind,
         new.source_pk, new.state, new.created_by_id, new.decided_by_id, new.decided_at)
        is distinct from
        (old.direction, old.category, old.amount, old.currency, old.fund_id, old.account_id, old.day, old.method,
         old.document_type, old.document_number, old.description, old.reverses_id, old.source_kind,
         old.source_pk, old.state, old.created_by_id, old.decided_by_id, old.decided_at)
        or (new.counterparty <> old.counterparty and old.day > now() - interval '5 years')
        or (old.number is not null and (new.number, new.book_year) is distinct from (old.number, old.book_year)))
    then
        raise exception 'an approved record stays as it is'
            using errcode = 'check_violation', table = 'finance_financerecord', constraint = 'record_stays';
    end if;
    if tg_op = 'DELETE' then return old; end if;
    return new;
end
$body$;
"""


class Migration(migrations.Migration):
    dependencies = [("finance", "0005_exchange_with_its_amount")]
    operations = [migrations.RunSQL(KEEP, migrations.RunSQL.noop)]
