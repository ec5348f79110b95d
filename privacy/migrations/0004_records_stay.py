"""The log of destructions is only added to."""

from django.db import migrations

CREATE = """
create function privacy_keep_record() returns trigger language plpgsql as $body$
begin
    raise exception 'the log of destructions stays as it is' using errcode = 'check_violation';
end
$body$;
create trigger privacy_keep_record before update or delete on privacy_destructionrecord
    for each row execute function privacy_keep_record();
"""

DROP = """
drop trigger privacy_keep_record on privacy_destructionrecord;
drop function privacy_keep_record();
"""


class Migration(migrations.Migration):
    dependencies = [("privacy", "0003_retention")]
    operations = [migrations.RunSQL(CREATE, DROP)]
