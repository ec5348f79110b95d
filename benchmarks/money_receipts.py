"""How many receipts 20 people write in a second, all from one book, beside a bare sequence."""

import threading
import time
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

WRITERS = 20
EACH = 20
SERIES = "B"


def receipts() -> None:
    """Print how many numbers a second are given: by receipts, and by a sequence whose numbers are written down."""
    from django.db import connection

    gifts, book, collector = _made()
    connection.close_pool()
    connection.settings_dict["OPTIONS"]["pool"]["max_size"] = WRITERS + 2
    shares = [gifts[place::WRITERS] for place in range(WRITERS)]
    issued = _per_second(lambda place: [_issue(gift, book, collector) for gift in shares[place]])
    plain = _per_second(lambda place: [_next() for _round in range(EACH)])
    numbers = sorted(book.receipts.values_list("number", flat=True))
    assert numbers == list(range(book.first, book.last + 1)), "numbers are missing"
    print(f"\n{WRITERS} writers: {issued:,.0f} receipts/s from one book, {plain:,.0f} numbers/s of a bare sequence")
    print(f"a receipt takes {plain / issued:.1f} times as long as a number of a sequence, and leaves no gap")


def _made() -> tuple[list[Any], Any, Any]:
    from django.contrib.auth.models import Group
    from django.db import connection

    from accounts.models import User
    from donations import services
    from donations.models import CollectorAuthorization, Donation, ReceiptBook

    collector, made = User.objects.get_or_create(email="tahsil@example.org", defaults={"full_name": "Tahsin Er"})
    if made:
        collector.groups.add(Group.objects.get(name="accounting"))
    today = date.today()
    year = CollectorAuthorization(
        person=collector, decision="2026/1", valid_from=today, valid_to=today + timedelta(days=90)
    )
    if not CollectorAuthorization.objects.filter(person=collector).exists():
        services.authorize_collector(authorization=year, by=collector)
    gifts = list(Donation.objects.filter(method="cash", state="completed", receipts=None)[: WRITERS * EACH])
    assert len(gifts) == WRITERS * EACH, "there are too few gifts in cash"
    first = (ReceiptBook.objects.order_by("-last").values_list("last", flat=True).first() or 0) + 1
    book = ReceiptBook(series=SERIES, first=first, last=first + len(gifts) - 1, received_on=today)
    with connection.cursor() as cursor:
        cursor.execute("CREATE SEQUENCE IF NOT EXISTS bench_numbers")
        cursor.execute("CREATE TABLE IF NOT EXISTS bench_given (number bigint PRIMARY KEY)")
    return gifts, services.register_book(book=book, by=collector), collector


def _issue(gift: Any, book: Any, collector: Any) -> None:
    from donations import services

    services.issue_receipt(donation=gift, book=book, collector=collector, day=date.today(), by=collector)


def _next() -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO bench_given VALUES (nextval('bench_numbers'))")


def _per_second(work: Callable[[int], object]) -> float:
    failed: list[BaseException] = []

    def run(place: int) -> None:
        from django.db import connection

        try:
            work(place)
        except BaseException as error:
            failed.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(place,)) for place in range(WRITERS)]
    start = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failed:
        raise failed[0]
    return WRITERS * EACH / (time.perf_counter() - start)
