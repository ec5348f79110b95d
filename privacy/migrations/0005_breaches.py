import django.contrib.postgres.fields
import django.db.models.deletion
import privacy.models.breaches
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '__first__'),
        ('privacy', '0004_records_stay'),
    ]

    operations = [
        migrations.CreateModel(
            name='Breach',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=150, verbose_name='başlık')),
                ('happened_at', models.DateTimeField(blank=True, null=True, verbose_name='olduğu zaman')),
                ('learned_at', models.DateTimeField(verbose_name='öğrenildiği zaman')),
                ('due_at', models.GeneratedField(db_persist=True, expression=privacy.models.breaches.HoursLater(models.F('learned_at')), output_field=models.DateTimeField(verbose_name='bildirim için son an'))),
                ('description', models.TextField(max_length=10000, verbose_name='ne oldu')),
                ('data_kinds', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('identity', 'Kimlik'), ('contact', 'İletişim'), ('address', 'Adres ve konum'), ('finance', 'Mali bilgi, IBAN'), ('health', 'Sağlık'), ('family', 'Aile'), ('account', 'Hesap ve parola'), ('other', 'Diğer')], max_length=15), blank=True, default=list, size=None, verbose_name='veri türleri')),
                ('measures', models.TextField(blank=True, max_length=10000, verbose_name='alınan önlemler')),
                ('is_drill', models.BooleanField(default=False, verbose_name='tatbikat')),
                ('state', models.CharField(choices=[('open', 'Açık'), ('authority', "Kurul'a bildirildi"), ('persons', 'Kişilere bildirildi'), ('closed', 'Kapatıldı')], default='open', editable=False, max_length=15, verbose_name='durum')),
                ('state_reason', models.CharField(blank=True, editable=False, max_length=300, verbose_name='durum nedeni')),
                ('authority_notified_at', models.DateTimeField(editable=False, null=True, verbose_name="Kurul'a bildirim")),
                ('late_because', models.CharField(blank=True, editable=False, max_length=1000, verbose_name='neden geç bildirildi')),
                ('persons_notified_at', models.DateTimeField(editable=False, null=True, verbose_name='kişilere bildirim')),
                ('closed_at', models.DateTimeField(editable=False, null=True, verbose_name='kapanma')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='kayıt zamanı')),
                ('by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='kaydeden')),
            ],
            options={
                'verbose_name': 'veri ihlali',
                'verbose_name_plural': 'veri ihlalleri',
                'permissions': [('view_breaches', 'Veri ihlallerini görür'), ('manage_breaches', 'Veri ihlallerini kaydeder ve yürütür')],
                'default_permissions': (),
                'indexes': [models.Index(condition=models.Q(('authority_notified_at__isnull', True)), fields=['due_at'], name='breach_by_due')],
                'constraints': [models.CheckConstraint(condition=models.Q(('happened_at__isnull', True), ('happened_at__lte', models.F('learned_at')), _connector='OR'), name='breach_learned_after_it_happened', violation_error_message='Bir ihlal, olmadan önce öğrenilemez.'), models.CheckConstraint(condition=models.Q(('state__in', ['open', 'authority', 'persons', 'closed'])), name='breach_state_known'), models.CheckConstraint(condition=models.Q(('authority_notified_at__isnull', True), ('authority_notified_at__lte', models.F('due_at')), models.Q(('late_because', ''), _negated=True), _connector='OR'), name='breach_late_is_explained', violation_error_message='72 saat geçtikten sonra yapılan bildirimin nedenini yazın.'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['authority', 'persons']), _negated=True), ('authority_notified_at__isnull', False), _connector='OR'), name='breach_authority_first')],
            },
        ),
        migrations.CreateModel(
            name='ConcernedPerson',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('subject_kind', models.CharField(blank=True, editable=False, max_length=30, verbose_name='kişinin türü')),
                ('subject_pk', models.BigIntegerField(blank=True, editable=False, null=True, verbose_name="kişinin kayıt no'su")),
                ('why', models.CharField(max_length=200, verbose_name='neden ilgili')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='kayıt zamanı')),
                ('breach', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='people', to='privacy.breach', verbose_name='veri ihlali')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='ekleyen')),
            ],
            options={
                'verbose_name': 'ilgili kişi',
                'verbose_name_plural': 'ilgili kişiler',
                'default_permissions': (),
                'constraints': [models.UniqueConstraint(fields=('breach', 'subject_kind', 'subject_pk'), name='breach_concerns_once'), models.CheckConstraint(condition=models.Q(models.Q(('subject_kind', ''), _negated=True), ('subject_pk__isnull', False)), name='breach_concerns_somebody')],
            },
        ),
    ]
