"""The dashboard follows what is given, taken back and undone, although it reads only sums that the database keeps."""

from datetime import timedelta
from typing import Any

from kafkasder.core.days import today

from ..factories import make_user
from ..live.bench import assert_live_equals_fresh
from .live_cases_reports import give
from .report_rows import a_gift


def test_the_dashboard_follows_what_is_given(transactional_db: None, settings: Any) -> None:
    settings.ROOT_URLCONF = "kafkasder.urls"
    a_gift(1000, today())
    a_gift(300, today() - timedelta(days=40))
    assert_live_equals_fresh([make_user(role) for role in ("board", "auditor", "staff")], "/", give)
