from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("beneficiaries", "0007_ibans_to_accounts")]
    operations = [migrations.RemoveField(model_name="beneficiary", name="iban")]
