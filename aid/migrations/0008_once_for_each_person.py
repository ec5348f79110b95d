from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("aid", "0007_photos_for_publication")]
    operations = [
        migrations.AddConstraint(
            "aid",
            models.UniqueConstraint(
                condition=models.Q(person__isnull=False) & ~models.Q(state__in=["failed", "cancelled"]),
                fields=("person", "kind", "period"),
                name="aid_once_a_month_for_one",
                violation_error_message="Bu kişiye bu ay bu yardım zaten verilmiş ya da planlanmış.",
            ),
        ),
    ]
