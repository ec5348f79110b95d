"""Kept totals are at any moment what the rows add up to, whoever writes them and however many at once."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from random import Random
from threading import Barrier, Event
from typing import Any

import pytest
from django.db import connection, transaction

from kafkasder.core.totals import Totals

pytestmark = pytest.mark.django_db(transaction=True)

GIFTS = Totals(
    of="kept_gift",
    into="kept_total",
    keys={"town_id": "row.town_id", "year": "extract(year FROM row.day)::int"},
    sums={"count": "1", "amount": "row.amount"},
    where="row.state = 'done'",
)
TABLES = """
    CREATE TABLE kept_gift (id serial PRIMARY KEY, town_id int, day date, amount numeric(12, 2), state text);
    CREATE TABLE kept_total (id serial PRIMARY KEY, town_id int, year int, count int, amount numeric(14, 2));
"""


@pytest.fixture(autouse=True)
def _tables(transactional_db: None) -> Iterator[None]:
    sql(TABLES)
    sql("INSERT INTO kept_gift (town_id, day, amount, state) VALUES (1, '2025-05-01', 7, 'done')")
    sql(GIFTS.sql()[0])
    yield
    sql(GIFTS.sql()[1])
    sql("DROP TABLE kept_gift, kept_total")


def sql(statement: str, *params: Any) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(statement, params or None)
        return cursor.fetchall() if cursor.description else cursor.rowcount


def give(town: int | None = 1, amount: int = 10, state: str = "done", day: str = "2026-01-05") -> int:
    insert = "INSERT INTO kept_gift (town_id, day, amount, state) VALUES (%s, %s, %s, %s) RETURNING id"
    return int(sql(insert, town, day, amount, state)[0][0])


def kept() -> dict[Any, tuple[int, Decimal]]:
    rows = sql("SELECT town_id, year, sum(count), sum(amount) FROM kept_total GROUP BY 1, 2 HAVING sum(count) <> 0")
    return {(town, year): (count, amount) for town, year, count, amount in rows}


def in_threads(number: int, work: Any) -> list[Any]:
    def run(each: int) -> Any:
        try:
            return work(each)
        finally:
            connection.close()

    with ThreadPoolExecutor(number) as pool:
        return list(pool.map(run, range(number)))


def test_what_was_there_and_what_comes_changes_and_goes_is_counted() -> None:
    assert kept() == {(1, 2025): (1, 7)}
    gift, waiting = give(), give(state="waiting")
    give(town=None)
    assert kept() == {(1, 2025): (1, 7), (1, 2026): (1, 10), (None, 2026): (1, 10)}
    sql("UPDATE kept_gift SET amount = 12 WHERE id = %s", gift)
    sql("UPDATE kept_gift SET state = 'done', town_id = 2 WHERE id = %s", waiting)
    assert kept() == {(1, 2025): (1, 7), (1, 2026): (1, 12), (2, 2026): (1, 10), (None, 2026): (1, 10)}
    sql("UPDATE kept_gift SET town_id = 2 WHERE town_id = 1")
    sql("DELETE FROM kept_gift WHERE town_id IS NULL")
    assert kept() == {(2, 2025): (1, 7), (2, 2026): (2, 22)}
    assert GIFTS.wrong() == []


def test_an_update_of_nothing_that_counts_writes_nothing() -> None:
    before = sql("SELECT count(*) FROM kept_total")
    sql("UPDATE kept_gift SET day = day + 1")
    assert sql("SELECT count(*) FROM kept_total") == before


def test_many_at_once_and_a_rollback() -> None:
    many = "INSERT INTO kept_gift (town_id, day, amount, state) SELECT n %% 3, '2026-03-01', 2, 'done' "
    sql(f"{many} FROM generate_series(1, 300) AS n WHERE %s", True)
    with transaction.atomic():
        give(town=9)
        transaction.set_rollback(True)
    with connection.cursor() as cursor, cursor.copy("COPY kept_gift (town_id, day, amount, state) FROM STDIN") as copy:
        for _ in range(50):
            copy.write_row((4, "2026-03-01", 1, "done"))
    assert kept() == {(1, 2025): (1, 7)} | {(town, 2026): (100, 200) for town in range(3)} | {(4, 2026): (50, 50)}


def test_folding_leaves_one_row_of_each_and_every_sum() -> None:
    for town in (1, 1, 1, 2, None, None):
        give(town)
    gone = give(town=3)
    sql("DELETE FROM kept_gift WHERE id = %s", gone)
    before = kept()
    assert GIFTS.fold() == 2  # of town 1 and of none; those of town 3 came to nothing
    assert kept() == before
    assert sql("SELECT count(*) FROM kept_total") == [(4,)]
    assert GIFTS.fold() == 0
    assert GIFTS.wrong() == []


def test_a_row_that_was_tampered_with_is_found() -> None:
    give()
    sql("UPDATE kept_total SET amount = amount + 1 WHERE year = 2025")
    assert GIFTS.wrong() == [(1, 2025)]
    sql("DELETE FROM kept_total WHERE year = 2026")
    assert set(GIFTS.wrong()) == {(1, 2025), (1, 2026)}
    sql("INSERT INTO kept_total (town_id, year, count, amount) VALUES (NULL, 2020, 1, 1)")
    assert set(GIFTS.wrong()) == {(1, 2025), (1, 2026), (None, 2020)}


def test_writers_of_the_same_total_do_not_wait_for_each_other() -> None:
    together = Barrier(3, timeout=10)

    def write(_number: int) -> None:
        with transaction.atomic():
            give()
            together.wait()  # all three have written, and none has committed

    in_threads(3, write)
    assert kept()[1, 2026] == (3, 30)


def test_folding_while_others_write_loses_nothing() -> None:
    done = Event()

    def work(number: int) -> None:
        chance = Random(number)
        if number == 0:
            while not done.is_set():
                GIFTS.fold()
            return
        try:
            for _ in range(60):
                with transaction.atomic():
                    gift = give(town=chance.randrange(3), amount=chance.randrange(1, 50))
                    if chance.random() < 0.3:
                        sql("UPDATE kept_gift SET town_id = 1, amount = amount + 1 WHERE id = %s", gift)
                    if chance.random() < 0.2:
                        transaction.set_rollback(True)
        finally:
            done.set() if number == 1 else None

    in_threads(4, work)
    assert GIFTS.wrong() == []
    GIFTS.fold()
    assert GIFTS.wrong() == []
