"""The kind of a person is said in words wherever a row's history tells of it; nothing changes in the database."""

from django.db import migrations, models

import privacy.subjects


def _kind() -> models.CharField:
    return models.CharField(
        "kişinin türü", max_length=30, blank=True, editable=False, choices=privacy.subjects.kinds
    )


class Migration(migrations.Migration):
    dependencies = [("privacy", "0005_breaches")]
    operations = [
        migrations.AlterField(model, "subject_kind", _kind())
        for model in ("concernedperson", "datarequest", "noticedelivery")
    ]
