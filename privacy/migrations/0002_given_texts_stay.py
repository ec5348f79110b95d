"""A text that somebody was given stays as it was given.

Recording a delivery locks its version for sharing, so that a change of the text waits for it and then sees it.
"""

from django.db import migrations

CREATE = """
create function privacy_share_notice() returns trigger language plpgsql as $body$
begin
    perform 1 from privacy_noticeversion where id = new.version_id for share;
    return new;
end
$body$;
create trigger privacy_share_notice before insert on privacy_noticedelivery
    for each row execute function privacy_share_notice();

create function privacy_keep_notice() returns trigger language plpgsql as $body$
begin
    if (new.audience, new.language, new.number, new.text, new.valid_from)
        is distinct from (old.audience, old.language, old.number, old.text, old.valid_from)
        and exists (select 1 from privacy_noticedelivery where version_id = old.id) then
        raise exception 'notice % was given to somebody and cannot change', old.id
            using errcode = 'check_violation', constraint = 'notice_version_stays';
    end if;
    return new;
end
$body$;
create trigger privacy_keep_notice before update on privacy_noticeversion
    for each row execute function privacy_keep_notice();
"""

DROP = """
drop trigger privacy_keep_notice on privacy_noticeversion;
drop function privacy_keep_notice();
drop trigger privacy_share_notice on privacy_noticedelivery;
drop function privacy_share_notice();
"""


class Migration(migrations.Migration):
    dependencies = [("privacy", "0001_initial")]
    operations = [migrations.RunSQL(CREATE, DROP)]
