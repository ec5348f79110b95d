"""The triggers that record changes of sensitive values and of rights, whatever way the change came.

Sensitive are encrypted columns: one event for each statement, however many rows it wrote. What the panel does by
itself, such as bringing values under a new key, is nobody's change and makes no event; a change past Django, by SQL,
does. Secrets of accounts have events of kinds of their own.

Rights are roles and extra verbs: one event for each person whose rights a statement wrote.
"""

from collections.abc import Iterator
from functools import cache

from django.db import connections, transaction

from ..audit.context import SETTING
from ..audit.recording import key_of, recordings
from ..models import EventKind, ExtraVerb, Membership, SecurityEvent, Severity
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
_RIGHTS = """
CREATE OR REPLACE FUNCTION {function}() RETURNS trigger LANGUAGE plpgsql AS $body$
DECLARE
    told jsonb := coalesce(nullif(current_setting('{setting}', true), ''), '{{"source": "sql"}}')::jsonb;
BEGIN
    INSERT INTO {events} (at, kind, severity, user_id, by_id, ip, user_agent, request_id, details, review_note)
    SELECT clock_timestamp(), '{kind}', '{severity}', written.user_id,
        nullif((told ->> 'actor')::bigint, written.user_id), (told ->> 'ip')::inet, '',
        coalesce(told ->> 'request', ''),
        jsonb_strip_nulls(jsonb_build_object('of', '{of}', '{done}', jsonb_agg({name} ORDER BY {name}),
            'source', nullif(told ->> 'source', 'web'))), ''
    FROM {rows} AS written {names}
    GROUP BY written.user_id;
    RETURN NULL;
END
$body$;
CREATE OR REPLACE TRIGGER security_{done} AFTER {event} ON {table}
    REFERENCING {transition} FOR EACH STATEMENT EXECUTE FUNCTION {function}();
"""
_NEW, _OLD = "NEW TABLE AS new_rows", "OLD TABLE AS old_rows"
_DONE = (
    ("INSERT", "added", "new_rows", _NEW),
    ("UPDATE", "changed", "new_rows", _NEW),
    ("DELETE", "removed", "old_rows", _OLD),
)
_ROLE_NAMES = "JOIN auth_group AS role ON role.id = written.group_id"
_VERB_NAMES = (
    "JOIN auth_permission AS verb ON verb.id = written.permission_id "
    "JOIN django_content_type AS model ON model.id = verb.content_type_id"
)
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


def writes_events(table: str) -> bool:
    """Whether a change of `table` may write an event."""
    return table in sensitive_columns() or table in _rights()


def _rights() -> dict[str, tuple[str, str, str]]:
    """Return for the tables of rights what they are called in an event, and how their rows' names are found."""
    return {
        Membership._meta.db_table: ("roles", "role.name", _ROLE_NAMES),
        ExtraVerb._meta.db_table: ("verbs", "model.app_label || '.' || verb.codename", _VERB_NAMES),
    }


def install_triggers(using: str) -> None:
    """Make the triggers as the models are now; called after every migration."""
    existing = set(connections[using].introspection.table_names())
    drop_triggers(using)
    with transaction.atomic(using), connections[using].cursor() as cursor:
        for table, columns in sensitive_columns().items():
            if table in existing:
                cursor.execute("".join(_sql_for(table, columns)))
        for table in _rights().keys() & existing:
            cursor.execute("".join(_sql_for_rights(table)))


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


def _sql_for_rights(table: str) -> Iterator[str]:
    of, name, names = _rights()[table]
    for event, done, rows, transition in _DONE:
        yield _RIGHTS.format(
            function=f"security_of_{table}_{done}",
            setting=SETTING,
            events=SecurityEvent._meta.db_table,
            kind=EventKind.RIGHTS.value,
            severity=Severity.MEDIUM.value,
            of=of,
            done=done,
            name=name,
            names=names,
            rows=rows,
            event=event,
            transition=transition,
            table=table,
        )


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
