import django.contrib.postgres.fields
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

KINDS = [
    ("board", "Yönetim kurulu"),
    ("audit", "Denetim kurulu"),
    ("general_ordinary", "Olağan genel kurul"),
    ("general_extra", "Olağanüstü genel kurul"),
    ("aid_committee", "Yardım komisyonu"),
    ("committee", "Komite"),
    ("staff", "Ekip toplantısı"),
    ("external", "Dış toplantı"),
    ("other", "Diğer"),
]
ROLES = [
    ("chair", "Başkan"),
    ("clerk", "Yazman"),
    ("member", "Üye"),
    ("substitute", "Yedek üye"),
    ("guest", "Konuk"),
]


class Migration(migrations.Migration):
    dependencies = [
        ("meetings", "0007_calls"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="MeetingSeries",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("rule", models.CharField(max_length=200, verbose_name="tekrar")),
                ("until", models.DateField(blank=True, null=True, verbose_name="tekrarın bitişi")),
                ("title", models.CharField(max_length=200, verbose_name="başlık")),
                ("kind", models.CharField(choices=KINDS, max_length=20, verbose_name="tür")),
                ("description", models.TextField(blank=True, verbose_name="açıklama")),
                ("at", models.TimeField(verbose_name="saat")),
                ("minutes", models.PositiveIntegerField(verbose_name="süre (dakika)")),
                ("place", models.CharField(blank=True, max_length=200, verbose_name="yer")),
                ("link", models.URLField(blank=True, max_length=500, verbose_name="bağlantı")),
                (
                    "agenda",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=200),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="gündem",
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="kaydedilme")),
                (
                    "organiser",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="düzenleyen",
                    ),
                ),
            ],
            options={
                "verbose_name": "toplantı dizisi",
                "verbose_name_plural": "toplantı dizileri",
                "default_permissions": (),
                "constraints": [
                    models.CheckConstraint(condition=~models.Q(("rule", "")), name="meeting_series_has_rule"),
                    models.CheckConstraint(condition=models.Q(("minutes__gt", 0)), name="meeting_series_lasts"),
                ],
            },
        ),
        migrations.CreateModel(
            name="SeriesMember",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "role",
                    models.CharField(
                        choices=ROLES, default="member", max_length=15, verbose_name="toplantıdaki görevi"
                    ),
                ),
                (
                    "series",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="members",
                        to="meetings.meetingseries",
                        verbose_name="dizi",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="kişi",
                    ),
                ),
            ],
            options={
                "verbose_name": "dizi katılımcısı",
                "verbose_name_plural": "dizi katılımcıları",
                "ordering": ["pk"],
                "default_permissions": (),
                "constraints": [models.UniqueConstraint(fields=("series", "user"), name="series_member_once")],
            },
        ),
        migrations.AddField(
            model_name="meeting",
            name="series",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="meetings",
                to="meetings.meetingseries",
                verbose_name="dizi",
            ),
        ),
        migrations.AddField(
            model_name="meeting",
            name="series_day",
            field=models.DateField(blank=True, editable=False, null=True, verbose_name="dizideki günü"),
        ),
        migrations.AddConstraint(
            model_name="meeting",
            constraint=models.UniqueConstraint(fields=("series", "series_day"), name="meeting_once_in_series"),
        ),
        migrations.AddConstraint(
            model_name="meeting",
            constraint=models.CheckConstraint(
                condition=models.Q(("series__isnull", True), ("series_day__isnull", True))
                | models.Q(("series__isnull", False), ("series_day__isnull", False)),
                name="meeting_series_whole",
            ),
        ),
    ]
