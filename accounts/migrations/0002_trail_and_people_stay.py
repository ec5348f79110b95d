from django.db import migrations

# TRUNCATE is how transactional tests clean up; their connections say so in a setting that nothing else uses.
STAY = """
CREATE FUNCTION accounts_refuse() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    RAISE EXCEPTION 'rows of % stay: % refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'restrict_violation';
END
$body$;
CREATE TRIGGER audit_append_only BEFORE UPDATE OR DELETE ON accounts_auditentry
    FOR EACH STATEMENT EXECUTE FUNCTION accounts_refuse();
CREATE TRIGGER audit_not_emptied BEFORE TRUNCATE ON accounts_auditentry
    FOR EACH STATEMENT WHEN (coalesce(current_setting('app.test_flush', true), '') <> 'on')
    EXECUTE FUNCTION accounts_refuse();
CREATE TRIGGER user_not_deleted BEFORE DELETE ON accounts_user
    FOR EACH STATEMENT EXECUTE FUNCTION accounts_refuse();
"""
GO = """
DROP TRIGGER user_not_deleted ON accounts_user;
DROP TRIGGER audit_not_emptied ON accounts_auditentry;
DROP TRIGGER audit_append_only ON accounts_auditentry;
DROP FUNCTION accounts_refuse();
"""


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]
    operations = [migrations.RunSQL(STAY, GO)]
