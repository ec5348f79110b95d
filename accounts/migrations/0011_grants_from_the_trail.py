from django.db import migrations

# When a right was given that was there before the columns, and by whom, the trail knows; if not, nobody does.
FILL = """
UPDATE {table} AS grants SET given_at = NULL;
UPDATE {table} AS grants SET given_at = told.at, given_by_id = told.actor_id, reason = left(told.reason, 300)
FROM (
    SELECT DISTINCT ON (row_pk, changes -> '{column}' ->> 1)
        row_pk, changes -> '{column}' ->> 1 AS given, at, actor_id, reason
    FROM accounts_auditentry
    WHERE table_name = '{table}' AND action = 'create'
    ORDER BY row_pk, changes -> '{column}' ->> 1, id DESC
) AS told
WHERE told.row_pk = grants.user_id::text AND told.given = grants.{column}::text;
"""
TABLES = {"accounts_user_groups": "group_id", "accounts_user_user_permissions": "permission_id"}


class Migration(migrations.Migration):
    dependencies = [("accounts", "0010_grants")]
    operations = [
        migrations.RunSQL(FILL.format(table=table, column=column), migrations.RunSQL.noop)
        for table, column in TABLES.items()
    ]
