"""What each role gets at the addresses of home visits, scores and settings."""

from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from accounts.models import User
from aid import services
from aid.models import BankTemplate, HomeVisit, ScoreRuleSet, VisitPhoto
from beneficiaries.models import Household
from kafkasder.core.days import today

from ..factories import make_user
from ..matrix import EVERY_ROLE, Row
from .rows import home, make_application, make_visit, make_written_visit

SEES_ALL = ("admin", "board", "staff", "accounting", "auditor")
REVIEWERS = ("admin", "board", "staff")
MANAGERS = ("admin", "board")
HEALTH = ("admin", "board", "staff")
EXPORTERS = ("admin", "board", "staff", "accounting", "auditor")
FOUND = {"visited_on": "", "findings": "", "advice": ""}


def picture(name: str = "ev.jpg") -> SimpleUploadedFile:
    file = BytesIO()
    Image.new("RGB", (40, 30), "brown").save(file, "JPEG")
    return SimpleUploadedFile(name, file.getvalue(), content_type="image/jpeg")


def make_photo(visit: HomeVisit | None = None) -> VisitPhoto:
    (photo,) = services.add_photos(visit=visit or make_visit(), uploads=[picture()], by=make_user("staff"))
    return photo


def a_photo_of_a_done_visit() -> VisitPhoto:
    photo = make_photo()
    services.write_visit(
        visit=photo.visit, visited_on=today(), by=make_user("staff"), findings="İki oda", advice="help"
    )
    return photo


def a_visit() -> list[object]:
    return [make_visit().pk]


def own(user: User) -> None:
    """Make all visits, photos and households of the test somebody's own."""
    HomeVisit.objects.update(visitor=user)
    VisitPhoto.objects.update(added_by=user)
    Household.objects.update(assigned_to=user)


def of_visit(url: str, roles: Any = REVIEWERS, **options: Any) -> Row:
    return Row(url, roles, **{"arguments": a_visit, "own": own} | options)


VISITS = [
    Row("aid:visit_list", EVERY_ROLE, post=302),
    Row("aid:visit_export", EXPORTERS, get=405, post=302, confined=True),
    of_visit("aid:visit_detail", SEES_ALL, denied=404),
    of_visit("aid:visit_edit", post=422),
    of_visit("aid:visit_news", arguments=lambda: [*a_visit(), "qrvM3e7_"]),
    of_visit(
        "aid:visit_write",
        post=422,
        data=FOUND,
        hidden=("volunteer",),
        sees=("accounting", "auditor"),
    ),
    of_visit(
        "aid:visit_correct",
        post=422,
        arguments=lambda: [make_written_visit().pk],
        hidden=("volunteer",),
        sees=("accounting", "auditor"),
    ),
    of_visit(
        "aid:visit_correct_news",
        SEES_ALL,
        arguments=lambda: [make_written_visit().pk, "qrvM3e7_"],
        denied=404,
    ),
    of_visit(
        "aid:visit_state",
        post=422,
        arguments=lambda: [*a_visit(), "cancelled"],
        hidden=("volunteer",),
        sees=("accounting", "auditor"),
    ),
    of_visit("aid:visit_paper", SEES_ALL, get=405, post=200, denied=404),
    of_visit("aid:visit_photos", post=422, hidden=("volunteer",), sees=("accounting", "auditor")),
    of_visit("aid:visit_photo", SEES_ALL, arguments=lambda: [make_photo().pk], denied=404),
    of_visit("aid:visit_photo_open", SEES_ALL, get=405, post=200, arguments=lambda: [make_photo().pk], denied=404),
    of_visit("aid:visit_photo_mark", arguments=lambda: [a_photo_of_a_done_visit().pk], post=302),
    of_visit(
        "aid:visit_photo_remove",
        get=405,
        post=302,
        arguments=lambda: [make_photo().pk],
        hidden=("volunteer",),
        sees=("accounting", "auditor"),
    ),
    of_visit("aid:visit_plan", post=422, arguments=lambda: [make_visit().household.pk]),
    of_visit("aid:visit_plan_application", post=422, arguments=lambda: [make_application().pk]),
]


def a_draft() -> ScoreRuleSet:
    found = ScoreRuleSet.objects.filter(state="draft").first()
    return found or services.draft_rules(by=make_user("board"))


def a_rule() -> list[object]:
    return [a_draft().rules.earliest("pk").pk]


def a_score() -> list[object]:
    return [services.score(household=home(), by=make_user("staff")).pk]


def of_draft(url: str, **options: Any) -> Row:
    return Row(url, MANAGERS, **{"arguments": lambda: [a_draft().pk], "post": 302, "confined": True} | options)


SCORES = [
    Row("aid:score_versions", SEES_ALL),
    Row("aid:score_draft", MANAGERS, post=302, confined=True),
    Row("aid:score_rules", SEES_ALL, arguments=lambda: [a_draft().pk]),
    of_draft("aid:score_rule_add", post=422),
    of_draft("aid:score_release", post=302),
    of_draft("aid:score_discard"),
    of_draft("aid:score_rule_edit", arguments=a_rule, post=422),
    of_draft("aid:score_rule_remove", arguments=a_rule),
    Row("aid:score_history", SEES_ALL, arguments=lambda: [home().pk], denied=404, own=own),
    Row("aid:score_detail", SEES_ALL, arguments=a_score, denied=404, own=own),
    Row("aid:score_health", HEALTH, arguments=a_score, post=422, own=own),
    Row("aid:score_now", REVIEWERS, get=405, post=302, arguments=lambda: [home().pk], own=own),
    Row("aid:score_application", REVIEWERS, get=405, post=302, arguments=lambda: [make_application().pk], own=own),
]


def a_template() -> list[object]:
    return [BankTemplate.objects.earliest("pk").pk]


SETTINGS = [
    Row("aid:settings", MANAGERS, confined=True),
    Row("aid:settings_days", MANAGERS, post=302, confined=True),
    Row("aid:template_add", MANAGERS, post=422, confined=True),
    Row("aid:template_edit", MANAGERS, post=422, arguments=a_template, confined=True),
    Row("aid:template_remove", MANAGERS, post=302, arguments=a_template, confined=True),
]
ROWS: list[Row] = [*VISITS, *SCORES, *SETTINGS]
