"""What each donor gave in each year, a row for each decade."""

import django.db.models.deletion
from django.db import migrations, models

from donations.totals import DECADES


class Migration(migrations.Migration):

    dependencies = [
        ('donations', '0011_receipt_with_its_amount'),
    ]

    operations = [
        migrations.CreateModel(
            name='GiverDecade',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('decade', models.PositiveSmallIntegerField()),
                ('currency', models.CharField(max_length=3)),
                ('count_0', models.IntegerField()),
                ('kept_0', models.BigIntegerField()),
                ('count_1', models.IntegerField()),
                ('kept_1', models.BigIntegerField()),
                ('count_2', models.IntegerField()),
                ('kept_2', models.BigIntegerField()),
                ('count_3', models.IntegerField()),
                ('kept_3', models.BigIntegerField()),
                ('count_4', models.IntegerField()),
                ('kept_4', models.BigIntegerField()),
                ('count_5', models.IntegerField()),
                ('kept_5', models.BigIntegerField()),
                ('count_6', models.IntegerField()),
                ('kept_6', models.BigIntegerField()),
                ('count_7', models.IntegerField()),
                ('kept_7', models.BigIntegerField()),
                ('count_8', models.IntegerField()),
                ('kept_8', models.BigIntegerField()),
                ('count_9', models.IntegerField()),
                ('kept_9', models.BigIntegerField()),
                ('donor', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='donations.donor')),
            ],
            options={
                'verbose_name': 'bağışçının on yılı',
                'verbose_name_plural': 'bağışçıların on yılları',
                'default_permissions': (),
                'indexes': [models.Index(fields=['decade', 'currency'], name='giver_decade')],
            },
        ),
        migrations.RunSQL(*DECADES.sql()),
    ]
