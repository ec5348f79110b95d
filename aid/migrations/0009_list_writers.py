import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("aid", "0008_once_for_each_person")]
    operations = [
        migrations.AddField(
            "paymentlist",
            "writers",
            django.contrib.postgres.fields.ArrayField(
                base_field=models.BigIntegerField(),
                default=list,
                editable=False,
                size=None,
                verbose_name="dolduranlar",
            ),
        ),
    ]
