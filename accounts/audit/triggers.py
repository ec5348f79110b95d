"""The triggers that write the trail: one function for each table, fired once for each statement.

Transition tables hold all the rows that a statement wrote, so that whatever way the rows came (a save, a bulk call,
COPY, SQL by hand) their entries are one INSERT ... SELECT. The columns are written out by name, which is several times
faster than taking each row apart; so the functions are taken off before the tables change and made anew after it.
"""

import hashlib

from django.db import connections, transaction

from .context import SETTING
from .recording import MASK, Column, Recording, recordings

_IS_THERE = {True: "<> ''", False: "IS NOT NULL"}
_COLUMNS_AT_ONCE = 50  # a call takes at most 100 arguments

_FUNCTION = """
CREATE OR REPLACE FUNCTION {function}() RETURNS trigger LANGUAGE plpgsql AS $body$
DECLARE
    told jsonb := coalesce(nullif(current_setting('{setting}', true), ''), '{{"source": "sql"}}')::jsonb;
    the_actor bigint := told ->> 'actor';
    the_name text := coalesce(told ->> 'name', '');
    the_source text := told ->> 'source';
    the_ip inet := told ->> 'ip';
    the_request text := coalesce(told ->> 'request', '');
    the_reason text := coalesce(told ->> 'reason', '');
    the_moment timestamptz := clock_timestamp();
BEGIN
    IF TG_OP = 'INSERT' THEN
        {insert}
        SELECT the_moment, the_actor, the_name, the_source, the_ip, the_request, 'create', TG_TABLE_NAME,
            {new_key}, {new_label}, {created}, the_reason
        FROM new_rows AS new_row;
    ELSIF TG_OP = 'UPDATE' THEN
        {insert}
        SELECT the_moment, the_actor, the_name, the_source, the_ip, the_request, 'update', TG_TABLE_NAME,
            {new_key}, {new_label}, {updated}, the_reason
        FROM new_rows AS new_row JOIN old_rows AS old_row ON {same_row}
        WHERE {differs};
    ELSE
        {insert}
        SELECT the_moment, the_actor, the_name, the_source, the_ip, the_request, 'delete', TG_TABLE_NAME,
            {old_key}, {old_label}, {deleted}, the_reason
        FROM old_rows AS old_row;
    END IF;
    RETURN NULL;
END
$body$;
"""
_INSERT = """INSERT INTO accounts_auditentry
            (at, actor_id, actor_name, source, ip, request_id, action, table_name,
             row_pk, row_label, changes, reason)"""
_ON_INSERT = """
CREATE OR REPLACE TRIGGER audit_insert AFTER INSERT ON {table}
    REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION {function}();
"""
_TRIGGERS = """
CREATE OR REPLACE TRIGGER audit_update AFTER UPDATE ON {table}
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION {function}();
CREATE OR REPLACE TRIGGER audit_delete AFTER DELETE ON {table}
    REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION {function}();
COMMENT ON FUNCTION {function}() IS '{digest}';
"""
_INSTALLED = """
SELECT proname, obj_description(oid, 'pg_proc') FROM pg_proc
WHERE proname LIKE 'audit\\_of\\_%' AND pronamespace = current_schema()::regnamespace
"""


def install_triggers(using: str) -> None:
    """Make each recorded table's triggers as the models are now, and drop those of tables no longer recorded."""
    existing = set(connections[using].introspection.table_names())
    wanted = {_function_name(each): each for each in recordings().values() if each.table in existing}
    with transaction.atomic(using), connections[using].cursor() as cursor:
        cursor.execute(_INSTALLED)
        installed = dict(cursor.fetchall())
        for function in installed.keys() - wanted.keys():
            cursor.execute(f"DROP FUNCTION {function}() CASCADE")
        for function, recording in wanted.items():
            sql = _function_sql(recording)
            triggers = _TRIGGERS if recording.changes_only else _ON_INSERT + _TRIGGERS
            digest = hashlib.sha256(sql.encode()).hexdigest()
            if installed.get(function) != digest:
                cursor.execute(sql + triggers.format(table=recording.table, function=function, digest=digest))


def drop_triggers(using: str) -> None:
    """Take all triggers off, before migrations change the columns that they name."""
    with connections[using].cursor() as cursor:
        cursor.execute(_INSTALLED)
        for function, _ in cursor.fetchall():
            cursor.execute(f"DROP FUNCTION {function}() CASCADE")


def _function_name(recording: Recording) -> str:
    return f"audit_of_{recording.table}"


def _function_sql(recording: Recording) -> str:
    columns = recording.columns
    return _FUNCTION.format(
        function=_function_name(recording),
        setting=SETTING,
        insert=_INSERT,
        new_key=f'new_row."{recording.key}"',
        old_key=f'old_row."{recording.key}"',
        new_label=_label("new_row", recording),
        old_label=_label("old_row", recording),
        created=_whole_row("new_row", columns, "NULL, {}"),
        updated=" || ".join(map(_difference, columns)),
        deleted=_whole_row("old_row", columns, "{}, NULL"),
        same_row=f'new_row."{recording.primary_key}" = old_row."{recording.primary_key}"',
        differs=f"{_values('new_row', columns)} IS DISTINCT FROM {_values('old_row', columns)}",
    )


def _label(row: str, recording: Recording) -> str:
    return f'left({row}."{recording.label}"::text, 200)' if recording.label else "''"


def _whole_row(row: str, columns: tuple[Column, ...], pair: str) -> str:
    """Return the expression for the columns of a row that came or went; empty ones are not worth an entry's room."""
    parts = [
        f"'{column.name}', CASE WHEN {row}.\"{column.name}\" {_IS_THERE[column.is_text]} "
        f"THEN jsonb_build_array({pair.format(_shown(row, column))}) END"
        for column in columns
    ]
    calls = (parts[start : start + _COLUMNS_AT_ONCE] for start in range(0, len(parts), _COLUMNS_AT_ONCE))
    return "jsonb_strip_nulls(" + " || ".join(f"jsonb_build_object({', '.join(call)})" for call in calls) + ")"


def _difference(column: Column) -> str:
    """Return the expression for one column of a changed row; far most columns of a row stay as they are."""
    return (
        f'CASE WHEN new_row."{column.name}" IS DISTINCT FROM old_row."{column.name}" THEN jsonb_build_object('
        f"'{column.name}', jsonb_build_array({_shown('old_row', column)}, {_shown('new_row', column)})) "
        "ELSE '{}' END"
    )


def _shown(row: str, column: Column) -> str:
    value = f'{row}."{column.name}"'
    return f"CASE WHEN {value} IS NOT NULL THEN '{MASK}' END" if column.masked else value


def _values(row: str, columns: tuple[Column, ...]) -> str:
    return "(" + ", ".join(f'{row}."{column.name}"' for column in columns) + ")"
