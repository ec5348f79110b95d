"""What no way into the database gets around: money that was taken in stays what it was, and receipts stay."""

from django.db import migrations

from donations.totals import GIFTS, GIVERS

KEEP = """
create function donations_keep_donation() returns trigger language plpgsql as $body$
begin
    if old.state in ('completed', 'refunded') and (tg_op = 'DELETE' or
        (new.amount, new.currency, new.day, new.fund_id, new.method, new.account_id, new.record_id)
        is distinct from
        (old.amount, old.currency, old.day, old.fund_id, old.method, old.account_id, old.record_id)
        or new.state not in ('completed', 'refunded', 'cancelled'))
    then
        raise exception 'a donation that was taken in stays as it is'
            using errcode = 'check_violation', table = 'donations_donation', constraint = 'donation_stays';
    end if;
    if tg_op = 'DELETE' then return old; end if;
    return new;
end
$body$;
create trigger donations_keep_donation before update or delete on donations_donation
    for each row execute function donations_keep_donation();

create function donations_keep_receipt() returns trigger language plpgsql as $body$
begin
    if tg_op = 'DELETE' or (old.state = 'void' and new.state <> 'void') or
        (new.book_id, new.kind, new.series, new.number, new.donation_id, new.day, new.income, new.amount, new.currency,
         new.amount_words, new.collector_id, new.authorization_id, new.code, new.issued_by_id)
        is distinct from
        (old.book_id, old.kind, old.series, old.number, old.donation_id, old.day, old.income, old.amount, old.currency,
         old.amount_words, old.collector_id, old.authorization_id, old.code, old.issued_by_id)
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
create trigger donations_keep_receipt before update or delete on donations_receipt
    for each row execute function donations_keep_receipt();

create function donations_guard_books() returns trigger language plpgsql as $body$
begin
    perform pg_advisory_xact_lock(hashtext('receipt books ' || new.kind || new.series));
    if exists (
        select from donations_receiptbook as other
        where other.id <> new.id and other.kind = new.kind and other.series = new.series
            and other.first <= new.last and other.last >= new.first
    ) then
        raise exception 'two books would share a number'
            using errcode = 'check_violation', table = 'donations_receiptbook', constraint = 'book_numbers_of_its_own';
    end if;
    return null;
end
$body$;
create trigger donations_guard_books after insert or update of kind, series, first, last on donations_receiptbook
    for each row execute function donations_guard_books();
"""
NOT_KEEP = """
drop function donations_keep_donation() cascade;
drop function donations_keep_receipt() cascade;
drop function donations_guard_books() cascade;
"""


class Migration(migrations.Migration):
    dependencies = [("donations", "0002_gifts"), ("finance", "0002_guards")]
    operations = [
        migrations.RunSQL(KEEP, NOT_KEEP),
        migrations.RunSQL(*GIFTS.sql()),
        migrations.RunSQL(*GIVERS.sql()),
    ]
