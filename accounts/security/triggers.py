"""The triggers that record changes of sensitive values: of encrypted columns, whatever way the change came.

One event for each statement, however many rows it wrote. What the panel does by itself, such as bringing values under a
new key, is nobody's change and makes no event; a change past Django, by SQL, does. Secrets of accounts have events of
kinds of their own.
"""

from collections.abc import Iterator
from functools import cache

from django.db import connections, transaction

from ..audit.context import SETTING
from ..audit.recording import key_of, recordings
from ..models import EventKind, SecurityEvent, Severity
from ..verbs import own_models

_FUNCTION = """
CREATE OR REPLACE FUNCTION {function}() RETURNS trigger LANGUAGE plpgsql AS $body$
DECLARE
    told jsonb := coalesce(nullif(current_setting('{setting}', true), ''), '{{"source": "sql"}}')::jsonb;
BEGIN
    IF told ->> 'actor' IS NULL AND told ->> 'source' <> 'sql' THEN
        RETURN NULL;
    END IF;
    INSERT INTO {events} (at, kind, severity, user_id, ip, user_agent, request_id, details, review_note)
    SELECT clock_timestamp(), '{kind}', '{severity}', (told ->> 'actor')::bigint, (told ->> 'ip')::inet, '',
        coalesce(told ->> 'request', ''),
        jsonb_strip_nulls(jsonb_build_object('table', TG_TABLE_NAME, 'rows', count(*),
            'row', CASE WHEN count(*) = 1 THEN min(old_row."{key}")::text END,
            'fields', array_remove(ARRAY[{fields}], NULL), 'source', nullif(told ->> 'source', 'web'))), ''
    FROM {rows}
    WHERE {differs}
    HAVING count(*) > 0;
    RETURN NULL;
END
$body$;
"""
_TRIGGERS = """
CREATE OR REPLACE TRIGGER security_update AFTER UPDATE ON {table}
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION {updated}();
CREATE OR REPLACE TRIGGER security_delete AFTER DELETE ON {table}
    REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION {deleted}();
"""
_INSTALLED = """
SELECT proname FROM pg_proc WHERE proname LIKE 'security\\_of\\_%' AND pronamespace = current_schema()::regnamespace
"""


@cache
def sensitive_columns() -> dict[str, list[str]]:
    """Return the encrypted columns of each table that has some, those of accounts left out."""
    encrypted = {
        model._meta.db_table: [
            str(each.column) for each in model._meta.concrete_fields if getattr(each, "audit_mask", 0)
        ]
        for model in own_models()
        if model._meta.app_label != SecurityEvent._meta.app_label and model._meta.db_table in recordings()
    }
    return {table: columns for table, columns in encrypted.items() if columns}


def is_sensitive(table: str) -> bool:
    return table in sensitive_columns()


def install_triggers(using: str) -> None:
    """Make the triggers as the models are now; called after every migration."""
    existing = set(connections[using].introspection.table_names())
    drop_triggers(using)
    with transaction.atomic(using), connections[using].cursor() as cursor:
        for table, columns in sensitive_columns().items():
            if table in existing:
                cursor.execute("".join(_sql_for(table, columns)))


def drop_triggers(using: str) -> None:
    """Take all triggers off, before migrations change the columns that they name."""
    with connections[using].cursor() as cursor:
        cursor.execute(_INSTALLED)
        for (function,) in cursor.fetchall():
            cursor.execute(f"DROP FUNCTION {function}() CASCADE")


def _sql_for(table: str, columns: list[str]) -> Iterator[str]:
    updated, deleted = f"security_of_{table}_update", f"security_of_{table}_delete"
    primary_key = recordings()[table].primary_key
    same_row = f'new_rows AS new_row JOIN old_rows AS old_row ON new_row."{primary_key}" = old_row."{primary_key}"'
    yield _function_sql(
        table, updated, same_row, {each: f'new_row."{each}" IS DISTINCT FROM old_row."{each}"' for each in columns}
    )
    yield _function_sql(
        table, deleted, "old_rows AS old_row", {each: f'old_row."{each}" IS NOT NULL' for each in columns}
    )
    yield _TRIGGERS.format(table=table, updated=updated, deleted=deleted)


def _function_sql(table: str, function: str, rows: str, differences: dict[str, str]) -> str:
    return _FUNCTION.format(
        function=function,
        setting=SETTING,
        events=SecurityEvent._meta.db_table,
        kind=EventKind.DATA_CHANGE.value,
        severity=Severity.LOW.value,
        key=key_of(table),
        fields=", ".join(
            f"CASE WHEN bool_or({differs}) THEN '{column}' END" for column, differs in differences.items()
        ),
        rows=rows,
        differs=" OR ".join(differences.values()),
    )
