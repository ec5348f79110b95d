"""The arithmetic of the measurements of live pages, and their tabs."""

from math import comb

import pytest

from benchmarks.live import pages
from benchmarks.live.broadcast import Contender, Sample, run_once
from benchmarks.live.report import Part
from benchmarks.live.saves import confidence
from benchmarks.live.stage import Broadcaster, Crowd


@pytest.mark.parametrize("size", [10, 40, 41, 500])
def test_the_limits_hold_the_median_nineteen_times_in_twenty(size):
    low, high = confidence([float(number) for number in range(size)])
    ways = sum(comb(size, below) for below in range(int(low) + 1, int(high) + 1))
    assert 0.95 <= ways / 2**size < 0.995


def test_a_sample_keeps_first_median_and_last_of_each_round():
    sample = Sample()
    sample.note([0.1, 0.2, 0.4], cpu=0.05, size=7)
    assert (sample.first, sample.median, sample.p99, sample.last) == ([0.1], [0.2], [0.4], [0.4])


def test_a_table_shows_goals_that_were_missed():
    part = Part("Title", ["", "ms"])
    part.add("ours", 12)
    part.demand("under 10 ms", "12 ms", met=False)
    assert part.as_markdown().splitlines() == [
        "### Title",
        "",
        "|      | ms |",
        "| ---- | -: |",
        "| ours | 12 |",
        "",
        "| goal        | reached | met    |",
        "| ----------- | ------- | ------ |",
        "| under 10 ms | 12 ms   | **no** |",
    ]


def test_a_run_replaces_its_tables_and_nothing_else(tmp_path, monkeypatch):
    document = tmp_path / "performance.md"
    document.write_text(f"Before\n{pages.BEGIN}\n### New\n\nold\n\n### Other\n\nstays\n\n{pages.END}\nAfter\n")
    monkeypatch.setattr(pages, "DOCUMENT", document)
    part = Part("New", ["", "ms"])
    for _ in range(2):
        pages.write([part], "Machine")
    text = document.read_text()
    assert text.startswith("Before\n")
    assert text.endswith(f"{pages.END}\nAfter\n")
    assert "old" not in text
    assert text.count("### New") == 1
    assert "### Other\n\nstays\n\n<!--" in text


@pytest.mark.parametrize("kind", ["bare", "idiom"])
def test_a_broadcast_is_timed_at_every_tab(kind):
    with Broadcaster(kind) as server, Crowd(address=f"ws://127.0.0.1:{server.port}/") as crowd:
        crowd.grow(3)
        sample = Sample()
        run_once(Contender(kind, [server], crowd, lambda: server.broadcast("ığüşöç"), crowd.grow), sample)
    assert 0 < sample.first[0] <= sample.last[0]
    assert sample.size == len("ığüşöç".encode())
