"""Counting the rows of many queries with one statement."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet


def count_each(rows: Iterable[QuerySet[Any]]) -> list[int]:
    """Return how many rows each of these queries has, with one statement for all of them."""
    parts: list[str] = []
    params: list[Any] = []
    for each in rows:
        try:
            sql, given = each.order_by().values("pk").query.sql_with_params()
        except EmptyResultSet:
            parts.append("0")
        else:
            parts.append(f"(SELECT count(*) FROM ({sql}) AS counted)")  # noqa: S608  written by Django
            params += given
    if not parts:
        return []
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(parts)}", params)
        return list(cursor.fetchone())
