import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
import django.db.models.lookups
import django.utils.timezone
import kafkasder.core.sql
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '0017_audit_redactions'),
        ('accounts', '__first__'),
    ]

    operations = [
        migrations.CreateModel(
            name='Rhythm',
            fields=[
                ('user', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='notification_rhythm', serialize=False, to=settings.AUTH_USER_MODEL, verbose_name='kullanıcı')),
                ('quiet_from', models.TimeField(blank=True, null=True, verbose_name='sessiz saatlerin başı')),
                ('quiet_to', models.TimeField(blank=True, null=True, verbose_name='sessiz saatlerin sonu')),
                ('digest_hour', models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MaxValueValidator(23)], verbose_name='günlük özetin saati')),
            ],
            options={
                'verbose_name': 'bildirim düzeni',
                'verbose_name_plural': 'bildirim düzenleri',
                'default_permissions': (),
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('quiet_from', None), ('quiet_to', None)), models.Q(('quiet_from__isnull', False), ('quiet_to__isnull', False), models.Q(('quiet_from', models.F('quiet_to')), _negated=True)), _connector='OR'), name='rhythm_quiet_hours_whole', violation_error_message='Sessiz saatlerin başını ve sonunu birlikte ve farklı yazın.'), models.CheckConstraint(condition=models.Q(('digest_hour', None), ('digest_hour__lte', 23), _connector='OR'), name='rhythm_digest_hour_of_day')],
            },
        ),
        migrations.CreateModel(
            name='ToldCause',
            fields=[
                ('digest', models.UUIDField(primary_key=True, serialize=False)),
                ('told_at', models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                'verbose_name': 'anlatılan neden',
                'verbose_name_plural': 'anlatılan nedenler',
                'default_permissions': (),
                'indexes': [models.Index(fields=['told_at'], name='told_cause_age')],
            },
        ),
        migrations.CreateModel(
            name='WorkflowNotification',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('category', models.CharField(max_length=30, verbose_name='kategori')),
                ('kind', models.CharField(max_length=60, verbose_name='tür')),
                ('title', models.CharField(max_length=200, validators=[django.core.validators.MinLengthValidator(3)], verbose_name='başlık')),
                ('body', models.TextField(blank=True, max_length=2000, verbose_name='metin')),
                ('state', models.CharField(choices=[('pending', 'Beklemede'), ('sent', 'Gönderildi'), ('read', 'Okundu')], default='pending', editable=False, max_length=10, verbose_name='durum')),
                ('sent_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='gönderilme')),
                ('read_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='okunma')),
                ('reference_kind', models.CharField(blank=True, max_length=30, verbose_name='kayıt türü')),
                ('reference_pk', models.BigIntegerField(blank=True, null=True, verbose_name='kayıt no')),
                ('metadata', models.JSONField(blank=True, default=dict, verbose_name='ayrıntılar')),
                ('gathered', models.PositiveIntegerField(default=1, editable=False, verbose_name='kaç değişiklik')),
                ('in_panel', models.BooleanField(default=True, editable=False, verbose_name='panelde')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='zaman')),
                ('told_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='son haber')),
                ('escalated_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='yöneticiye bildirilme')),
                ('words', models.GeneratedField(db_persist=True, expression=kafkasder.core.sql.TurkishWords('title', 'body'), output_field=django.contrib.postgres.search.SearchVectorField())),
                ('recipient', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='notifications', to=settings.AUTH_USER_MODEL, verbose_name='alıcı')),
                ('triggered_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='tetikleyen')),
            ],
            options={
                'verbose_name': 'bildirim',
                'verbose_name_plural': 'bildirimler',
                'permissions': [('receive_escalations', 'Okunmayan bildirimlerden haberdar edilir')],
                'default_permissions': (),
                'indexes': [models.Index(fields=['recipient', '-told_at', '-id'], name='notification_newest'), models.Index(condition=models.Q(('in_panel', True), models.Q(('state', 'read'), _negated=True)), fields=['recipient'], name='notification_unread'), models.Index(condition=models.Q(('state', 'read'), _negated=True), fields=['reference_kind', 'reference_pk', 'recipient'], name='notification_gathering'), models.Index(condition=models.Q(('state', 'read'), _negated=True), fields=['kind', 'told_at'], name='notification_unread_kind'), models.Index(condition=models.Q(('state', 'read')), fields=['read_at'], name='notification_read'), django.contrib.postgres.indexes.GinIndex(fields=['words'], name='notification_words')],
                'constraints': [models.CheckConstraint(condition=django.db.models.lookups.GreaterThanOrEqual(django.db.models.functions.text.Length('title'), 3), name='notification_title_long_enough'), models.CheckConstraint(condition=models.Q(models.Q(('read_at', None), ('state', 'pending')), models.Q(('read_at', None), ('sent_at__isnull', False), ('state', 'sent')), models.Q(('read_at__isnull', False), ('state', 'read')), _connector='OR'), name='notification_state_has_its_time'), models.CheckConstraint(condition=models.Q(models.Q(('reference_kind', ''), ('reference_pk', None)), models.Q(models.Q(('reference_kind', ''), _negated=True), models.Q(('reference_pk', None), _negated=True)), _connector='OR'), name='notification_reference_whole'), models.CheckConstraint(condition=models.Q(('gathered__gte', 1)), name='notification_tells_of_something'), models.CheckConstraint(condition=models.Q(models.Q(('kind', ''), _negated=True), models.Q(('category', ''), _negated=True)), name='notification_has_kind')],
            },
        ),
        migrations.CreateModel(
            name='Delivery',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('channel', models.CharField(choices=[('email', 'E-posta'), ('sms', 'SMS')], max_length=10, verbose_name='yol')),
                ('state', models.CharField(choices=[('waiting', 'Bekliyor'), ('sent', 'Gitti'), ('failed', 'Gönderilemedi'), ('dropped', 'Gerek kalmadı')], default='waiting', editable=False, max_length=10, verbose_name='durum')),
                ('in_digest', models.BooleanField(default=False, editable=False, verbose_name='günlük özette')),
                ('due_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='gönderim zamanı')),
                ('tries', models.PositiveSmallIntegerField(default=0, editable=False, verbose_name='deneme')),
                ('message_id', models.CharField(max_length=100, verbose_name='ileti no')),
                ('error', models.CharField(blank=True, editable=False, max_length=100, verbose_name='hata')),
                ('sent_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='gönderilme')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='kayıt zamanı')),
                ('recipient', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='alıcı')),
                ('notification', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='deliveries', to='notifications.workflownotification', verbose_name='bildirim')),
            ],
            options={
                'verbose_name': 'gönderim',
                'verbose_name_plural': 'gönderimler',
                'permissions': [('view_deliveries', 'Gönderilemeyen bildirimleri görür ve yeniden dener')],
                'default_permissions': (),
                'indexes': [models.Index(condition=models.Q(('state', 'waiting')), fields=['due_at', 'id'], name='delivery_due'), models.Index(condition=models.Q(('in_digest', True), ('state', 'waiting')), fields=['recipient', 'channel', 'id'], name='delivery_for_digest'), models.Index(condition=models.Q(('state', 'failed')), fields=['-due_at', '-id'], name='delivery_failed')],
                'constraints': [models.UniqueConstraint(fields=('notification', 'channel'), name='delivery_once_for_channel'), models.CheckConstraint(condition=models.Q(('channel__in', ['email', 'sms'])), name='delivery_channel_known'), models.CheckConstraint(condition=models.Q(('state__in', ['waiting', 'sent', 'failed', 'dropped'])), name='delivery_state_known'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'sent'), _negated=True), ('sent_at__isnull', False), _connector='OR'), name='delivery_sent_at_some_time')],
            },
        ),
        migrations.CreateModel(
            name='Preference',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=60, verbose_name='tür')),
                ('channel', models.CharField(choices=[('panel', 'Panel'), ('email', 'E-posta'), ('sms', 'SMS')], max_length=10, verbose_name='yol')),
                ('wanted', models.BooleanField(verbose_name='istenir')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='notification_preferences', to=settings.AUTH_USER_MODEL, verbose_name='kullanıcı')),
            ],
            options={
                'verbose_name': 'bildirim tercihi',
                'verbose_name_plural': 'bildirim tercihleri',
                'default_permissions': (),
                'constraints': [models.UniqueConstraint(fields=('user', 'kind', 'channel'), name='preference_once'), models.CheckConstraint(condition=models.Q(('channel__in', ['panel', 'email', 'sms'])), name='preference_channel_known')],
            },
        ),
    ]
