"""The need score: what gives points, told in plain words, and never changed by any way once it is in force."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.identity import PROVED_AT
from accounts.models import AuditEntry, User
from aid import scoring, services
from aid.choices import COUNTED, Factor
from aid.models import NeedScore, ScoreRule, ScoreRuleSet
from aid.score_shown import difference, shown
from aid.score_words import reason_words, rule_words
from aid.scoring import OF_HEALTH, Facts
from beneficiaries.models import BudgetLine, Household, SensitiveRecord
from beneficiaries.synthetic import generate_people
from kafkasder.core.days import today

from ..factories import make_household, make_person, make_user
from . import rows

pytestmark = pytest.mark.django_db


def rule(factor: str, threshold: Any = None, points: int = 10) -> ScoreRule:
    return ScoreRule(factor=factor, threshold=None if threshold is None else Decimal(threshold), points=points)


def in_force() -> ScoreRuleSet:
    return ScoreRuleSet.objects.get(state="released")


def proved(client: Client, ago: int = 0) -> None:
    session = client.session
    session[PROVED_AT] = timezone.now().timestamp() - ago
    session.save()


@pytest.fixture
def board(client: Client) -> User:
    user = make_user("board")
    client.force_login(user)
    return user


@pytest.fixture
def draft(board: User) -> ScoreRuleSet:
    return services.draft_rules(by=board)


COUNTS = {
    Factor.CHILDREN_AT_LEAST: "children",
    Factor.SIZE_AT_LEAST: "size",
    Factor.ORPHANS_AT_LEAST: "orphans",
    Factor.ELDERLY_AT_LEAST: "elderly",
    Factor.STUDENTS_AT_LEAST: "students",
    Factor.DISABLED_AT_LEAST: "disabled",
    Factor.ILL_AT_LEAST: "ill",
}


@pytest.mark.parametrize(("factor", "fact"), COUNTS.items())
def test_a_counted_factor_begins_at_its_threshold(factor: str, fact: str) -> None:
    given = [len(scoring.reasons_of(Facts(**{fact: count}), [rule(factor, 3)])) for count in (2, 3, 4)]
    assert given == [0, 1, 1]


def test_income_is_too_little_below_the_threshold_and_not_at_it() -> None:
    facts = [Facts(size=2, income=Decimal(income)) for income in ("1999.98", "2000.00", "2000.02")]
    met = [len(scoring.reasons_of(each, [rule(Factor.INCOME_PER_HEAD_BELOW, 1000)])) for each in facts]
    assert met == [1, 0, 0]
    assert not scoring.reasons_of(Facts(size=2), [rule(Factor.INCOME_PER_HEAD_BELOW, 1000)])  # nobody told any


YES_OR_NO: list[tuple[str, Facts, Facts]] = [
    (Factor.NO_INCOME, Facts(size=1), Facts(size=1, income=Decimal(1))),
    (Factor.NO_INCOME, Facts(size=1, income=Decimal(0)), Facts()),
    (Factor.PAYS_RENT, Facts(housing="rented"), Facts(housing="owned")),
    (Factor.BAD_HOUSING, Facts(housing="tent"), Facts(housing="rented")),
    (Factor.BAD_HOUSING, Facts(housing="shanty"), Facts()),
    (Factor.SINGLE_PARENT, Facts(single_parent=True), Facts()),
    (Factor.REFUGEE, Facts(refugee=True), Facts()),
    (Factor.NOBODY_WORKS, Facts(size=2), Facts(size=2, workers=1)),
    (Factor.NOBODY_WORKS, Facts(size=1), Facts()),
    (Factor.EMERGENCY, Facts(emergency=True), Facts()),
]


@pytest.mark.parametrize(("factor", "meets", "fails"), YES_OR_NO)
def test_a_factor_without_a_threshold(factor: str, meets: Facts, fails: Facts) -> None:
    assert len(scoring.reasons_of(meets, [rule(factor)])) == 1
    assert not scoring.reasons_of(fails, [rule(factor)])


def test_every_factor_was_tried() -> None:
    assert {*COUNTS, Factor.INCOME_PER_HEAD_BELOW, *(each[0] for each in YES_OR_NO)} == set(Factor)


@pytest.mark.parametrize(
    ("factor", "threshold", "told"),
    [
        ("children_at_least", 3, "3 çocuk (en az 3): 10 puan"),
        ("income_per_head_below", 5000, "Kişi başı aylık gelir 1.250,50\u00a0₺ (5.000,00\u00a0₺ altında): 10 puan"),
        ("pays_rent", None, "Kirada oturuyor: 10 puan"),
        ("orphans_at_least", 1, "2 yetim ya da öksüz (en az 1): 10 puan"),
    ],
)
def test_reasons_are_plain_sentences_also_after_they_were_kept(factor: str, threshold: Any, told: str) -> None:
    facts = Facts(size=4, children=3, orphans=2, income=Decimal("5002.00"), housing="rented")
    reasons = scoring.reasons_of(facts, [rule(factor, threshold)])
    assert [reason_words(each) for each in reasons] == [told]
    kept = scoring.Details.of_text(scoring.Details(facts, reasons).as_text())
    assert [reason_words(each) for each in kept.reasons] == [told]
    assert kept.facts == facts


def test_all_rules_have_words() -> None:
    said = {rule_words(rule(factor, 2 if factor in COUNTED else None)) for factor in Factor}
    assert len(said) == len(Factor)
    assert "en az 2 çocuk: 10 puan" in said


def test_what_the_preview_counts_is_what_households_score() -> None:
    generate_people(600, seed=5, today=today())
    homes = list(Household.objects.all())
    for place, home in enumerate(homes):
        home.status = "active" if place % 5 else "pending"
        home.is_emergency = place % 7 == 0
        home.save()
    counted = [rule(factor, count) for factor in COUNTS if factor not in OF_HEALTH for count in (1, 2, 3, 5)]
    incomes = [rule(Factor.INCOME_PER_HEAD_BELOW, amount) for amount in ("1000", "4999.99", "9358.50", "33333.33")]
    rules = [*counted, *incomes, *(rule(factor) for factor in Factor if factor not in COUNTED)]
    active = [home for home in homes if home.status == "active"]
    facts = [scoring.facts_of(home, today()) for home in active]
    whole, counts = scoring.touched(rules, today())
    assert whole == len(active)
    wanted = [sum(bool(scoring.reasons_of(each, [one])) for each in facts) for one in rules]
    assert counts == wanted
    assert sum(wanted) > len(active)
    points = [sum(reason.points for reason in scoring.reasons_of(each, rules)) for each in facts]
    for first, last, count in scoring.distribution(rules, today()):
        assert count == sum(first <= each <= last for each in points)


def test_income_shared_by_three_is_rounded_alike_everywhere() -> None:
    home = make_household(status="active")
    for _number in range(3):
        make_person(household=home)
    BudgetLine.objects.create(household=home, kind="income", source="wage", amount=Decimal("20000.00"))
    for threshold in ("6666.66", "6666.67", "6666.68"):
        one = rule(Factor.INCOME_PER_HEAD_BELOW, threshold)
        met = len(scoring.reasons_of(scoring.facts_of(home, today()), [one]))
        assert scoring.touched([one], today()) == (1, [met])


def test_the_preview_counts_everybody_with_a_health_record() -> None:
    person = make_person(household=make_household(status="active"))
    SensitiveRecord.objects.create(person=person, health_flags="none")
    one = rule(Factor.ILL_AT_LEAST, 1)
    assert scoring.touched([one], today()) == (1, [1])
    assert not scoring.reasons_of(scoring.facts_of(person.household, today()), [one])


def test_ages_are_those_of_the_day() -> None:
    home = make_household(status="active")
    make_person(household=home, birth_date=date(2008, 2, 29))
    for day, is_child in ((date(2026, 2, 28), True), (date(2026, 3, 1), False)):
        one = rule(Factor.CHILDREN_AT_LEAST, 1)
        assert scoring.facts_of(home, day).children == is_child
        assert scoring.touched([one], day) == (1, [int(is_child)])


def test_a_version_is_prepared_changed_and_put_into_force(client: Client, board: User) -> None:
    answer = client.post(reverse("aid:score_draft"), {"note": "Yeni eşik"})
    draft = ScoreRuleSet.objects.get(state="draft")
    assert answer.headers["Location"] == draft.get_absolute_url()
    assert client.post(reverse("aid:score_draft"), {"note": ""}).status_code == 422  # one draft at a time
    client.post(
        reverse("aid:score_rule_add", args=[draft.pk]), {"factor": "size_at_least", "threshold": "6", "points": "7"}
    )
    changed = draft.rules.get(factor="pays_rent")
    client.post(
        reverse("aid:score_rule_edit", args=[changed.pk]), {"factor": "pays_rent", "threshold": "", "points": "12"}
    )
    client.post(reverse("aid:score_rule_remove", args=[draft.rules.get(factor="emergency").pk]))
    told = difference(draft)
    assert told.added == ["Kirada oturuyor: 12 puan", "en az 6 kişilik hane: 7 puan"]
    assert told.removed == ["Kirada oturuyor: 10 puan", "Acil durum işaretli: 10 puan"]
    page = client.get(draft.get_absolute_url()).content.decode()
    assert "En az 6 kişilik hane: 7 puan" in page
    assert "sağlık kaydı olan herkesi" in page
    former = in_force()
    address = reverse("aid:score_release", args=[draft.pk])
    proved(client, ago=7200)
    client.post(address)
    assert in_force() == former  # it asks first who one is
    proved(client)
    assert client.post(address).headers["Location"] == draft.get_absolute_url()
    assert in_force() == draft
    former.refresh_from_db()
    assert former.state == "retired"
    assert client.get(former.get_absolute_url()).status_code == 200


@pytest.mark.parametrize(
    "given",
    [
        {"factor": "size_at_least", "threshold": "", "points": "5"},
        {"factor": "size_at_least", "threshold": "2,5", "points": "5"},
        {"factor": "size_at_least", "threshold": "-1", "points": "5"},
        {"factor": "pays_rent", "threshold": "3", "points": "5"},
        {"factor": "pays_rent", "threshold": "", "points": "0"},
        {"factor": "pays_rent", "threshold": "", "points": "101"},
        {"factor": "pays_rent", "threshold": "", "points": "5"},  # there already
        {"factor": "astrology", "threshold": "", "points": "5"},
    ],
)
def test_a_rule_that_makes_no_sense_is_refused(client: Client, draft: ScoreRuleSet, given: dict[str, str]) -> None:
    before = draft.rules.count()
    assert client.post(reverse("aid:score_rule_add", args=[draft.pk]), given).status_code == 422
    assert draft.rules.count() == before


def test_a_draft_may_be_thrown_away(client: Client, draft: ScoreRuleSet) -> None:
    assert client.post(reverse("aid:score_discard", args=[draft.pk])).status_code == 302
    assert not ScoreRuleSet.objects.filter(state="draft").exists()


def test_a_version_without_rules_does_not_come_into_force(draft: ScoreRuleSet, board: User) -> None:
    draft.rules.all().delete()
    with pytest.raises(ValidationError, match="Kuralı olmayan"):
        services.release_rules(rules=draft, by=board)


def test_rules_in_force_change_by_no_way(client: Client, board: User) -> None:
    rules = in_force()
    one = rules.rules.earliest("pk")
    assert client.post(reverse("aid:score_rule_edit", args=[one.pk]), {"points": "99"}).status_code == 403
    assert client.post(reverse("aid:score_rule_remove", args=[one.pk])).status_code == 403
    assert client.post(reverse("aid:score_rule_add", args=[rules.pk]), {}).status_code == 403
    assert client.post(reverse("aid:score_discard", args=[rules.pk])).status_code == 403
    for service, given in (
        (services.save_rule, {"rule": one, "rules": rules}),
        (services.remove_rule, {"rule": one}),
        (services.discard_rules, {"rules": rules}),
        (services.release_rules, {"rules": rules}),
    ):
        with pytest.raises(PermissionDenied):
            service(by=board, **given)  # type: ignore[operator]


SQL = (
    "UPDATE aid_scorerule SET points = 99 WHERE rules_id = %s",
    "UPDATE aid_scorerule SET rules_id = (SELECT max(id) FROM aid_scoreruleset) WHERE rules_id = %s",
    "DELETE FROM aid_scorerule WHERE rules_id = %s",
    "INSERT INTO aid_scorerule (rules_id, factor, points) VALUES (%s, 'refugee', 50)",
    "UPDATE aid_scorerule SET rules_id = %s WHERE rules_id = (SELECT id FROM aid_scoreruleset WHERE state = 'draft')",
    "UPDATE aid_scoreruleset SET state = 'draft', released_at = NULL WHERE id = %s",
    "UPDATE aid_scoreruleset SET version = 77 WHERE id = %s",
    "DELETE FROM aid_scoreruleset WHERE id = %s",
)


@pytest.mark.parametrize("statement", SQL)
@pytest.mark.parametrize("state", ["released", "retired"])
def test_not_even_sql_changes_what_was_in_force(board: User, statement: str, state: str) -> None:
    rules = in_force()
    if state == "retired":
        services.release_rules(rules=services.draft_rules(by=board), by=board)
    services.draft_rules(by=board)
    kept = list(rules.rules.values_list("factor", "threshold", "points"))
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, [rules.pk])
    assert list(rules.rules.values_list("factor", "threshold", "points")) == kept


def test_a_score_keeps_what_a_household_was_like(board: User) -> None:
    home = rows.home(housing="rented")
    child = make_person(household=home, birth_date=today().replace(year=today().year - 5, day=1))
    score = services.score(household=home, by=board)
    home.housing = "owned"
    home.save()
    child.birth_date = date(1980, 1, 1)
    child.save()
    told = shown(NeedScore.objects.get(pk=score.pk))
    assert ("Konut", "Kira") in told.facts
    assert "1 çocuk (en az 1): 5 puan" in told.reasons
    for statement in ("UPDATE aid_needscore SET points = 1", "DELETE FROM aid_needscore"):
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


def test_health_is_told_to_those_alone_who_opened_it(client: Client) -> None:
    home = rows.home()
    SensitiveRecord.objects.create(person=make_person(household=home), health_flags="disabled,diabetes")
    score = services.score(household=home, by=make_user("staff"))
    secret = ("1 engelli (en az 1): 15 puan", "1 süreğen hasta (en az 1): 10 puan")
    client.force_login(make_user("staff"))
    pages = [home.get_absolute_url(), reverse("aid:score_detail", args=[score.pk])]
    for page in pages:
        told = client.get(page).content.decode()
        assert "sağlıkla ilgili nedenler: 25 puan" in told
        assert not any(words in told for words in secret)
    address = reverse("aid:score_health", args=[score.pk])
    assert not any(words in client.get(address).content.decode() for words in secret)
    assert client.post(address, {"reason": "x"}).status_code == 422
    assert not AuditEntry.objects.filter(action="view").exists()
    told = client.post(address, {"reason": "Komisyon sordu"}).content.decode()
    assert all(words in told for words in secret)
    entry = AuditEntry.objects.get(action="view", table_name="aid_needscore")
    assert (entry.row_pk, entry.reason) == (str(score.pk), "Komisyon sordu")
    client.force_login(make_user("accounting"))
    assert "Aç</a>" not in client.get(pages[1]).content.decode()
    assert client.post(address, {"reason": "Merak ettim"}).status_code == 403


def test_scoring_an_application_writes_its_points(client: Client, board: User) -> None:
    application = rows.make_application()
    client.post(reverse("aid:score_application", args=[application.pk]))
    application.refresh_from_db()
    score = NeedScore.objects.get()
    assert (score.application, application.points) == (application, score.points)
    client.post(reverse("aid:score_now", args=[score.household.pk]))
    told = client.get(reverse("aid:score_history", args=[score.household.pk])).content.decode()
    assert application.number in told
    assert told.count("v1") >= 2


def test_scores_of_a_foreign_household_are_not_there(client: Client) -> None:
    score = services.score(household=rows.home(), by=make_user("staff"))
    client.force_login(make_user("volunteer"))
    for name, key in (("score_detail", score.pk), ("score_history", score.household.pk)):
        assert client.get(reverse(f"aid:{name}", args=[key])).status_code == 404


def test_without_rules_in_force_a_household_is_not_scored(client: Client, board: User) -> None:
    home = rows.home()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE aid_scoreruleset SET state = 'retired'")
    answer = client.post(reverse("aid:score_now", args=[home.pk]), follow=True)
    assert "Yürürlükte ihtiyaç puanı kuralı yok" in answer.content.decode()
