"""What no way into the database gets around: decisions stay, and what they said before a correction stays readable."""

from django.db import migrations

KEEP = """
create function meetings_keep_decision() returns trigger language plpgsql as $body$
begin
    if tg_op = 'DELETE' or (new.meeting_id, new.book, new.year, new.number, new.adopted_on, new.created_by_id)
        is distinct from (old.meeting_id, old.book, old.year, old.number, old.adopted_on, old.created_by_id)
    then
        raise exception 'a decision stays'
            using errcode = 'check_violation', table = 'meetings_decision', constraint = 'decision_stays';
    end if;
    if (new.title, new.text, new.legal_basis) is distinct from (old.title, old.text, old.legal_basis) then
        if new.corrected_at is null or new.corrected_at is not distinct from old.corrected_at then
            raise exception 'the words of a decision change by a correction'
                using errcode = 'check_violation', table = 'meetings_decision', constraint = 'decision_stays';
        end if;
        insert into meetings_decisioncorrection (decision_id, title, text, legal_basis, reason, by_id, at)
        values (old.id, old.title, old.text, old.legal_basis, new.correction_reason, new.corrected_by_id,
            new.corrected_at);
    end if;
    return new;
end
$body$;
create trigger meetings_keep_decision before update or delete on meetings_decision
    for each row execute function meetings_keep_decision();

create function meetings_keep_correction() returns trigger language plpgsql as $body$
begin
    raise exception 'a correction stays'
        using errcode = 'check_violation', table = 'meetings_decision', constraint = 'decision_stays';
end
$body$;
create trigger meetings_keep_correction before update or delete on meetings_decisioncorrection
    for each row execute function meetings_keep_correction();

create function meetings_keep_series() returns trigger language plpgsql as $body$
begin
    if tg_op = 'DELETE' or new.last < old.last or (new.book, new.year) is distinct from (old.book, old.year) then
        raise exception 'numbers are not given again'
            using errcode = 'check_violation', table = 'meetings_decision', constraint = 'decision_stays';
    end if;
    return new;
end
$body$;
create trigger meetings_keep_series before update or delete on meetings_decisionseries
    for each row execute function meetings_keep_series();
"""
NOT_KEEP = """
drop function meetings_keep_decision() cascade;
drop function meetings_keep_correction() cascade;
drop function meetings_keep_series() cascade;
"""


class Migration(migrations.Migration):
    dependencies = [("meetings", "0002_decisions")]
    operations = [migrations.RunSQL(KEEP, NOT_KEEP)]
