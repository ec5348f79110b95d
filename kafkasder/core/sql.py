"""The database's own Turkish: functions for generated columns, and the search that uses them.

The functions are made by this package's first migration and need no extension (see `docs/decisions`).
"""

from collections.abc import Iterable
from typing import Any, TypeVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import OpClass
from django.contrib.postgres.search import SearchQuery, SearchVectorField
from django.db.models import BooleanField, Func, GeneratedField, Index, QuerySet, TextField
from django.db.models.functions import Reverse

from .text import fold_words

Rows = TypeVar("Rows", bound=QuerySet[Any])


class TurkishFold(Func):
    """The folded form of a text, as `text.fold` gives it."""

    function = "tr_fold"
    arity = 1
    output_field = TextField(db_collation="C")


class TurkishFoldEach(Func):
    """The folded forms of the texts of an array, in its order."""

    function = "tr_fold_each"
    arity = 1
    output_field = ArrayField(TextField())


class TurkishRepeats(Func):
    """Whether two texts of an array have the same folded form."""

    function = "tr_repeats"
    arity = 1
    output_field = BooleanField()


class PlainEach(Func):
    """Whether the texts of an array have nothing in them but letters, digits, blanks, `-` and `_`."""

    function = "tr_plain_each"
    arity = 1
    output_field = BooleanField()


class TurkishSortKey(Func):
    """The Turkish sort key of a text, as `text.sort_key` gives it."""

    function = "tr_sortkey"
    arity = 1
    output_field = TextField(db_collation="C")


class TurkishWords(Func):
    """The folded words of several texts as a search vector."""

    function = "tr_words"
    output_field = SearchVectorField()


def sort_key_column(*expressions: str | Func) -> GeneratedField:
    """Return a stored column that sorts `expression` by the Turkish alphabet."""
    return GeneratedField(
        expression=TurkishSortKey(*expressions), output_field=TextField(db_collation="C"), db_persist=True
    )


def words_column(*fields: str) -> GeneratedField:
    """Return a stored search column over the words of `fields`; give it a GIN index."""
    return GeneratedField(expression=TurkishWords(*fields), output_field=SearchVectorField(), db_persist=True)


def end_index(field: str, name: str) -> Index:
    """Return an index that finds rows by how their `field` ends; ask with `ends_with`."""
    return Index(OpClass(Reverse(field), name="text_pattern_ops"), name=name)


def ends_with(rows: Rows, field: str, end: str) -> Rows:
    """Return those of `rows` whose `field` ends in `end`, by the `end_index`."""
    return rows.alias(from_behind=Reverse(field)).filter(from_behind__startswith=end[::-1])


def prefix_query(text: str) -> SearchQuery | None:
    """Return a query that matches rows in which every word of `text` begins a word; None without any word."""
    words = fold_words(text)
    return words_query(words) if words else None


def words_query(words: Iterable[str]) -> SearchQuery:
    """Return a query that matches rows in which each of these folded words begins a word."""
    return SearchQuery(" & ".join(f"{word}:*" for word in words), search_type="raw", config="simple")
