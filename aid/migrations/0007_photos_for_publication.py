"""Photos of visits may be marked for publication, with the people whom they show."""

from django.contrib.postgres.fields import ArrayField
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("aid", "0006_applications_of_somebody")]
    operations = [
        migrations.AddField(
            "visitphoto",
            "is_for_publication",
            models.BooleanField("yayımlanabilir", default=False, editable=False),
        ),
        migrations.AddField(
            "visitphoto",
            "shows",
            ArrayField(models.BigIntegerField(), default=list, editable=False, size=None, verbose_name="görünen kişiler"),
        ),
    ]
