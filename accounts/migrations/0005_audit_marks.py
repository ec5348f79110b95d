from django.db import migrations

# The digest names its columns: a later migration that adds one which matters makes a new function and a new mark.
# Only triggers may write entries, and Django where it told who acts; `accounts.audit.chain` says what the mark proves.
MARK = """
CREATE FUNCTION audit_digest(entry accounts_auditentry) RETURNS bytea LANGUAGE sql STABLE AS $body$
SELECT sha256(convert_to(row(
    entry.id, extract(epoch FROM entry.at), entry.actor_id, entry.actor_name, entry.source, entry.ip, entry.request_id,
    entry.action, entry.table_name, entry.row_pk, entry.row_label, entry.changes, entry.reason
)::text, 'UTF8'))
$body$;
CREATE FUNCTION audit_mark() RETURNS trigger LANGUAGE plpgsql AS $body$
DECLARE
    the_key text := coalesce(current_setting('audit.key', true), '');
BEGIN
    IF the_key = '' AND pg_trigger_depth() < 2 THEN
        RAISE EXCEPTION 'entries of % are written by triggers: INSERT refused', TG_TABLE_NAME
            USING ERRCODE = 'restrict_violation';
    END IF;
    NEW.mark := sha256(convert_to(the_key, 'UTF8') || audit_digest(NEW));
    RETURN NEW;
END
$body$;
CREATE TRIGGER audit_marked BEFORE INSERT ON accounts_auditentry FOR EACH ROW EXECUTE FUNCTION audit_mark();

CREATE TRIGGER seal_append_only BEFORE UPDATE OR DELETE ON accounts_auditseal
    FOR EACH STATEMENT EXECUTE FUNCTION accounts_refuse();
CREATE TRIGGER seal_not_emptied BEFORE TRUNCATE ON accounts_auditseal
    FOR EACH STATEMENT WHEN (coalesce(current_setting('app.test_flush', true), '') <> 'on')
    EXECUTE FUNCTION accounts_refuse();
CREATE TRIGGER anchor_append_only BEFORE UPDATE OR DELETE ON accounts_auditanchor
    FOR EACH STATEMENT EXECUTE FUNCTION accounts_refuse();
CREATE TRIGGER anchor_not_emptied BEFORE TRUNCATE ON accounts_auditanchor
    FOR EACH STATEMENT WHEN (coalesce(current_setting('app.test_flush', true), '') <> 'on')
    EXECUTE FUNCTION accounts_refuse();
"""
NO_MARK = """
DROP TRIGGER anchor_not_emptied ON accounts_auditanchor;
DROP TRIGGER anchor_append_only ON accounts_auditanchor;
DROP TRIGGER seal_not_emptied ON accounts_auditseal;
DROP TRIGGER seal_append_only ON accounts_auditseal;
DROP TRIGGER audit_marked ON accounts_auditentry;
DROP FUNCTION audit_mark();
DROP FUNCTION audit_digest(accounts_auditentry);
"""


class Migration(migrations.Migration):
    dependencies = [("accounts", "0004_audit_chain")]
    operations = [migrations.RunSQL(MARK, NO_MARK)]
