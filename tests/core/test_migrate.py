"""Migrations make the tables that the models describe, although they make few models anew on the way."""

from typing import Any

import pytest
from django.apps import apps
from django.db import connection, models
from django.db.migrations import AddField, RunPython
from django.db.migrations.state import ModelState, ProjectState
from django.db.models import ForeignKey, Model

from kafkasder.core.management.commands.migrate import only_what_is_touched

_COLUMNS = """
SELECT attname, attnotnull
FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped
"""
_REFERENCES = """
SELECT attname, confrelid::regclass::text FROM pg_constraint
JOIN pg_attribute ON attrelid = conrelid AND attnum = conkey[1]
WHERE conrelid = %s::regclass AND contype = 'f' AND cardinality(conkey) = 1
"""
_NAMES = """
SELECT conname FROM pg_constraint WHERE conrelid = %(table)s::regclass
UNION SELECT indexrelid::regclass::text FROM pg_index WHERE indrelid = %(table)s::regclass
"""
TABLES = [model for model in apps.get_models(include_auto_created=True) if model._meta.managed]


def ask(sql: str, parameters: Any) -> set[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return set(cursor.fetchall())


@pytest.mark.django_db
@pytest.mark.parametrize("model", TABLES, ids=lambda model: model._meta.label)
def test_a_table_is_as_its_model_says(model: type[Model]) -> None:
    table, fields = f'"{model._meta.db_table}"', model._meta.local_concrete_fields
    columns = {(each.column, not each.null and not each.generated) for each in fields}
    assert ask(_COLUMNS, [table]) == columns
    references = {
        (each.column, each.related_model._meta.db_table)
        for each in fields
        if isinstance(each, ForeignKey) and each.db_constraint  # type: ignore[attr-defined]
    }
    assert references <= ask(_REFERENCES, [table])
    named = {each.name for each in (*model._meta.constraints, *model._meta.indexes)}
    assert named <= {name for (name,) in ask(_NAMES, {"table": table})}


def a_state() -> ProjectState:
    """Two models, the second of which points to the first, both made."""
    key = ("id", models.BigAutoField(primary_key=True))
    state = ProjectState()
    state.add_model(ModelState("room", "House", [key]))
    state.add_model(ModelState("room", "Guest", [key, ("house", ForeignKey("room.House", models.CASCADE))]))
    assert len(state.apps.get_models()) == 2
    return state


def test_only_the_model_of_an_operation_is_made_anew() -> None:
    state = a_state()
    house, guest = state.apps.get_model("room.House"), state.apps.get_model("room.Guest")
    with only_what_is_touched():
        AddField("House", "name", models.TextField(default="")).state_forwards("room", state)
    assert state.apps.get_model("room.House") is not house
    assert state.apps.get_model("room.Guest") is guest
    AddField("House", "street", models.TextField(default="")).state_forwards("room", state)
    assert state.apps.get_model("room.Guest") is not guest


@pytest.mark.django_db
def test_code_in_a_migration_meets_models_that_agree_with_each_other() -> None:
    state = a_state()
    with only_what_is_touched():
        AddField("House", "name", models.TextField(default="")).state_forwards("room", state)
    met = []

    def look(registry: Any, _editor: Any) -> None:
        met.append(
            (registry.get_model("room.Guest")._meta.get_field("house").related_model, registry.get_model("room.House"))
        )

    with connection.schema_editor() as editor:
        RunPython(look).database_forwards("room", editor, state, state)
    ((pointed, house),) = met
    assert pointed is house
    assert house._meta.get_field("name")
