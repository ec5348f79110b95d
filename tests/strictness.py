"""What the bench forbids beyond what pytest forbids."""

import re
import sys
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.template.base import Node


class UndefinedVariable(str):
    """A `string_if_invalid` that fails the test when one of our own templates asks for a variable that is not there.

    Django asks for its truth before it uses it: false for the templates of others lets those go the usual way.
    """

    def __bool__(self) -> bool:
        return _template_in_use().is_relative_to(settings.BASE_DIR / "templates")

    def __contains__(self, part: object) -> bool:
        return part == "%s"

    def __mod__(self, variable: object) -> str:
        pytest.fail(f"undefined variable {{{{ {variable} }}}} in {_template_in_use()}")


def _template_in_use() -> Path:
    frame = sys._getframe(2)
    while frame:
        node = frame.f_locals.get("self")
        if isinstance(node, Node) and hasattr(node, "origin"):
            return Path(node.origin.name)
        frame = frame.f_back  # type: ignore[assignment]
    return Path()


_WRITE = re.compile(r"\s*(?:insert into|update|delete from|truncate|copy)\s+\"?(?P<table>\w+)", re.IGNORECASE)


# A session notes what it has shown and when it was used, a refusal is recorded.
_MAY = {"accounts_session", "accounts_securityevent"}


def refuse_writes(execute: Any, sql: str, parameters: Any, many: bool, context: Any) -> Any:
    """Fail the test that writes where only reading is allowed.

    A search is counted by an SQL function (`accounts_take`), which this does not see: limits must hold for a GET too.
    """
    write = _WRITE.match(sql)
    if write and write["table"] not in _MAY:
        pytest.fail(f"a GET writes: {sql[:200]}")
    return execute(sql, parameters, many, context)
