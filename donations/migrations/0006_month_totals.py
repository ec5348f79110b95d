"""Sums of donations by month, and the index that tells who gave in a time."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from donations.totals import MONTHS


class Migration(migrations.Migration):

    dependencies = [
        ('donations', '0005_import_key'),
        ('finance', '0002_guards'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='MonthTotal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('month', models.DateField()),
                ('currency', models.CharField(max_length=3)),
                ('method', models.CharField(max_length=10)),
                ('kind', models.CharField(max_length=15)),
                ('count', models.IntegerField()),
                ('amount', models.DecimalField(decimal_places=2, max_digits=16)),
                ('refunded', models.DecimalField(decimal_places=2, max_digits=16)),
            ],
            options={
                'verbose_name': 'aylık bağış toplamı',
                'verbose_name_plural': 'aylık bağış toplamları',
                'default_permissions': (),
            },
        ),
        migrations.AddIndex(
            model_name='donation',
            index=models.Index(condition=models.Q(('state__in', ['completed', 'refunded'])), fields=['currency', 'day'], include=('donor', 'amount', 'refunded'), name='donation_givers'),
        ),
        migrations.AddField(
            model_name='monthtotal',
            name='campaign',
            field=models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='donations.campaign'),
        ),
        migrations.AddField(
            model_name='monthtotal',
            name='fund',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='finance.fund'),
        ),
        migrations.AddIndex(
            model_name='monthtotal',
            index=models.Index(fields=['month'], name='month_total_month'),
        ),
        migrations.RunSQL(*MONTHS.sql()),
    ]
