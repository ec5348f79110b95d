from django.db import migrations

NOBODY_JUDGES_THEMSELF = "Denetleyen kişi, denetlediği kayıtları yazmaz."
PAIRS = [
    ("accounting", "board", "Parayı kaydeden kişi, harcamayı onaylamaz."),
    ("accounting", "auditor", NOBODY_JUDGES_THEMSELF),
    ("admin", "auditor", NOBODY_JUDGES_THEMSELF),
    ("auditor", "board", NOBODY_JUDGES_THEMSELF),
    ("auditor", "staff", NOBODY_JUDGES_THEMSELF),
    # What the roles above carry must not come as an extra verb, either.
    ("accounts.manage_users", "auditor", NOBODY_JUDGES_THEMSELF),
    ("auditor", "beneficiaries.add_beneficiary", NOBODY_JUDGES_THEMSELF),
    ("auditor", "beneficiaries.add_household", NOBODY_JUDGES_THEMSELF),
    ("auditor", "beneficiaries.change_beneficiary", NOBODY_JUDGES_THEMSELF),
    ("auditor", "beneficiaries.change_household", NOBODY_JUDGES_THEMSELF),
    ("auditor", "beneficiaries.change_household_state", NOBODY_JUDGES_THEMSELF),
    ("auditor", "beneficiaries.change_sensitive", NOBODY_JUDGES_THEMSELF),
    ("auditor", "beneficiaries.move_beneficiary", NOBODY_JUDGES_THEMSELF),
]


def write_down(apps, schema_editor):
    pairs = apps.get_model("accounts", "ForbiddenPair").objects
    for first, second, reason in PAIRS:
        pairs.get_or_create(first=first, second=second, defaults={"reason": reason})


class Migration(migrations.Migration):
    dependencies = [("accounts", "0012_forbidden_pairs")]
    operations = [migrations.RunPython(write_down, migrations.RunPython.noop)]
