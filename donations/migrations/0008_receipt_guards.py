"""Receipts keep all words that stand on them, and a book's numbers are given without gaps, whatever writes them."""

from django.db import migrations

KEEP = """
create or replace function donations_keep_receipt() returns trigger language plpgsql as $body$
begin
    if tg_op = 'DELETE' or (old.state = 'void' and new.state <> 'void') or
        (new.book_id, new.kind, new.series, new.number, new.donation_id, new.day, new.income, new.amount, new.currency,
         new.amount_words, new.collector_id, new.authorization_id, new.code, new.issued_by_id, new.goods, new.note,
         new.collector_name, new.collector_duty)
        is distinct from
        (old.book_id, old.kind, old.series, old.number, old.donation_id, old.day, old.income, old.amount, old.currency,
         old.amount_words, old.collector_id, old.authorization_id, old.code, old.issued_by_id, old.goods, old.note,
         old.collector_name, old.collector_duty)
        -- Whom it names may be destroyed when the law no longer wants the leaf kept (five years), and not before.
        or ((new.payer_name, new.payer_number, new.payer_address)
            is distinct from (old.payer_name, old.payer_number, old.payer_address)
            and (old.day > now() - interval '5 years' or new.payer_number is not null or new.payer_address <> ''))
    then
        raise exception 'a receipt stays as it is'
            using errcode = 'check_violation', table = 'donations_receipt', constraint = 'receipt_stays';
    end if;
    return new;
end
$body$;
"""
NO_GAPS = """
create function donations_guard_numbers() returns trigger language plpgsql as $body$
declare
    given bigint;
    begun bigint := new.first;
begin
    if tg_op = 'UPDATE' then
        if (new.kind, new.series, new.first, new.last) is distinct from (old.kind, old.series, old.first, old.last)
            and exists (select from donations_receipt where book_id = new.id)
        then
            raise exception 'a book that receipts came from stays as it is'
                using errcode = 'check_violation', table = 'donations_receiptbook', constraint = 'book_without_gaps';
        end if;
        begun := case when new.first = old.first then old.next_number else new.first end;
    end if;
    select count(*) into given from donations_receipt
        where book_id = new.id and number >= begun and number < new.next_number;
    if begun > new.next_number or given <> new.next_number - begun then
        raise exception 'a number was passed over'
            using errcode = 'check_violation', table = 'donations_receiptbook', constraint = 'book_without_gaps';
    end if;
    return null;
end
$body$;
create constraint trigger donations_guard_numbers
    after insert or update of kind, series, first, last, next_number on donations_receiptbook
    deferrable initially deferred for each row execute function donations_guard_numbers();

create function donations_guard_leaves() returns trigger language plpgsql as $body$
begin
    if not exists (
        select from donations_receiptbook as book
        where book.id = new.book_id and book.kind = new.kind and book.series = new.series
            and new.number >= book.first and new.number < book.next_number
    ) then
        raise exception 'a leaf that its book has not given out'
            using errcode = 'check_violation', table = 'donations_receiptbook', constraint = 'book_without_gaps';
    end if;
    return null;
end
$body$;
create constraint trigger donations_guard_leaves after insert on donations_receipt
    deferrable initially deferred for each row execute function donations_guard_leaves();
"""
NO_GUARDS = """
drop function donations_guard_numbers() cascade;
drop function donations_guard_leaves() cascade;
"""


class Migration(migrations.Migration):
    dependencies = [("donations", "0007_receipt_leaves")]
    operations = [migrations.RunSQL(KEEP, migrations.RunSQL.noop), migrations.RunSQL(NO_GAPS, NO_GUARDS)]
