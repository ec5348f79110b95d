from django.db import migrations, models

_KEYS = [
    "bank_required_over",
    "four_eyes_over",
    "handover_days",
    "handover_soon_over",
    "cash_box_limit",
    "fitre",
    "aid_committee_over",
    "aid_sum_days",
    "list_two_approvals_over",
    "balance_basis_over",
]
_LABELS = [
    "Bu tutarın üstü bankadan geçer (7262 sayılı kanun)",
    "Bu tutarın üstündeki gelir ve gideri ikinci bir kişi onaylar",
    "Toplanan paranın teslim süresi (gün)",
    "Bu tutarın üstü iki iş günü içinde teslim edilir",
    "Kasada tutulabilecek en yüksek tutar",
    "Fitre (kişi başı)",
    "Bu tutarın üstündeki yardıma komisyon karar verir",
    "Bir hanenin aynı amaçla aldığı yardımlar bu süre içinde birlikte sayılır (gün)",
    "Bu tutarın üstündeki ödeme listesini iki kişi onaylar",
    "Bilanço esasına geçiş sınırı (yıllık brüt gelir)",
]


class Migration(migrations.Migration):
    dependencies = [("finance", "0009_split_expenses")]
    operations = [
        migrations.RemoveConstraint("moneyrule", "money_rule_known"),
        migrations.AlterField(
            "moneyrule",
            "key",
            models.CharField(choices=list(zip(_KEYS, _LABELS, strict=True)), max_length=30, verbose_name="kural"),
        ),
        migrations.AddConstraint(
            "moneyrule", models.CheckConstraint(condition=models.Q(key__in=_KEYS), name="money_rule_known")
        ),
    ]
