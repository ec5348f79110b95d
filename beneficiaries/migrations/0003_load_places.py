"""Loads the provinces and districts of Türkiye from `data/districts.csv`."""

import csv
from pathlib import Path
from typing import Any

from django.db import migrations

_DISTRICTS = Path(__file__).resolve().parent.parent / "data" / "districts.csv"


def load(apps: Any, schema_editor: Any) -> None:
    province_model, district_model = (apps.get_model("beneficiaries", name) for name in ("Province", "District"))
    with _DISTRICTS.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    provinces = {int(row["plate"]): row["province"] for row in rows}
    province_model.objects.bulk_create(province_model(plate=plate, name=name) for plate, name in provinces.items())
    district_model.objects.bulk_create(
        district_model(province_id=int(row["plate"]), name=row["district"]) for row in rows
    )


def unload(apps: Any, schema_editor: Any) -> None:
    apps.get_model("beneficiaries", "District").objects.all().delete()
    apps.get_model("beneficiaries", "Province").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("beneficiaries", "0002_pairs_that_belong_together")]
    operations = [migrations.RunPython(load, unload)]
