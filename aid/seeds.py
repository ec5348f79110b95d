"""What every association begins with: days for each stage, a need score to be adapted, and a usual bank file.

Loaded after every migration into tables that are empty, so nothing that people changed is ever overwritten.
"""

from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from .choices import Factor
from .models import BankTemplate, ScoreRule, ScoreRuleSet, StageDays
from .states import RuleSetState, Stage

DAYS: dict[str, int] = {
    Stage.SUBMITTED: 3,
    Stage.MISSING: 15,
    Stage.REVIEW: 7,
    Stage.VISIT: 10,
    Stage.COMMITTEE: 10,
    Stage.WAITING: 60,
    Stage.APPROVED: 10,
    Stage.PARTLY: 10,
}
# Nobody's law: a third of the net minimum wage per head is the state's own test of need (2026).
RULES: tuple[tuple[str, str | None, int], ...] = (
    (Factor.NO_INCOME, None, 20),
    (Factor.INCOME_PER_HEAD_BELOW, "9358.50", 20),
    (Factor.NOBODY_WORKS, None, 5),
    (Factor.CHILDREN_AT_LEAST, "1", 5),
    (Factor.CHILDREN_AT_LEAST, "3", 10),
    (Factor.ORPHANS_AT_LEAST, "1", 15),
    (Factor.ELDERLY_AT_LEAST, "1", 5),
    (Factor.DISABLED_AT_LEAST, "1", 15),
    (Factor.ILL_AT_LEAST, "1", 10),
    (Factor.STUDENTS_AT_LEAST, "2", 5),
    (Factor.PAYS_RENT, None, 10),
    (Factor.BAD_HOUSING, None, 10),
    (Factor.SINGLE_PARENT, None, 10),
    (Factor.EMERGENCY, None, 10),
)
BANK_COLUMNS = [
    {"field": "holder", "heading": "Alıcı adı soyadı"},
    {"field": "iban", "heading": "Alıcı IBAN"},
    {"field": "amount", "heading": "Tutar"},
    {"field": "currency", "heading": "Para birimi"},
    {"field": "description", "heading": "Açıklama"},
    {"field": "reference", "heading": "Referans"},
]


@transaction.atomic
def load() -> None:
    """Fill those of the tables that are empty."""
    if not StageDays.objects.exists():
        for stage, days in DAYS.items():
            StageDays.objects.create(stage=stage, days=days)
    if not ScoreRuleSet.objects.exists():
        rules = ScoreRuleSet.objects.create(version=1, note="Başlangıç kuralları")
        for factor, threshold, points in RULES:
            value = Decimal(threshold) if threshold else None
            ScoreRule.objects.create(rules=rules, factor=factor, threshold=value, points=points)
        rules.state, rules.released_at = RuleSetState.RELEASED, timezone.now()
        rules.save()
    if not BankTemplate.objects.exists():
        BankTemplate.objects.create(name="Genel toplu ödeme", columns=BANK_COLUMNS)
