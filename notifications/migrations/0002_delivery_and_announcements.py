import django.contrib.postgres.fields
import django.contrib.postgres.search
import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
import django.db.models.lookups
import kafkasder.core.sql
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '__first__'),
        ('notifications', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Announcement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=150, validators=[django.core.validators.MinLengthValidator(3)], verbose_name='başlık')),
                ('body', models.TextField(max_length=5000, verbose_name='metin')),
                ('priority', models.CharField(choices=[('low', 'Düşük'), ('normal', 'Normal'), ('high', 'Yüksek')], default='normal', max_length=10, verbose_name='öncelik')),
                ('roles', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('admin', 'Yönetici'), ('board', 'Başkan / Yönetim'), ('staff', 'Personel'), ('accounting', 'Muhasebe / Sayman'), ('volunteer', 'Gönüllü'), ('auditor', 'Denetçi')], max_length=20), blank=True, default=list, help_text='Hiçbiri seçilmezse herkese duyurulur.', size=None, verbose_name='kimler')),
                ('valid_until', models.DateField(blank=True, null=True, verbose_name='son geçerli gün')),
                ('state', models.CharField(choices=[('published', 'Yayında'), ('withdrawn', 'Geri çekildi')], default='published', editable=False, max_length=10, verbose_name='durum')),
                ('state_reason', models.CharField(blank=True, editable=False, max_length=300, verbose_name='durum nedeni')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='duyurulma')),
                ('words', models.GeneratedField(db_persist=True, expression=kafkasder.core.sql.TurkishWords('title', 'body'), output_field=django.contrib.postgres.search.SearchVectorField())),
                ('by', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='duyuran')),
            ],
            options={
                'verbose_name': 'duyuru',
                'verbose_name_plural': 'duyurular',
                'permissions': [('announce', 'Duyuru yapar, düzeltir ve geri çeker')],
                'default_permissions': (),
                'indexes': [models.Index(fields=['-created_at', '-id'], name='announcement_newest')],
                'constraints': [models.CheckConstraint(condition=django.db.models.lookups.GreaterThanOrEqual(django.db.models.functions.text.Length('title'), 3), name='announcement_title_long_enough', violation_error_message='Başlık en az 3 karakterdir.'), models.CheckConstraint(condition=models.Q(('priority__in', ['low', 'normal', 'high'])), name='announcement_priority_known'), models.CheckConstraint(condition=models.Q(('state__in', ['published', 'withdrawn'])), name='announcement_state_known'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'withdrawn'), _negated=True), models.Q(('state_reason', ''), _negated=True), _connector='OR'), name='announcement_withdrawn_for_a_reason')],
            },
        ),
        migrations.CreateModel(
            name='AnnouncementReceipt',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('read_at', models.DateTimeField(auto_now_add=True, verbose_name='okunma')),
                ('announcement', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='receipts', to='notifications.announcement', verbose_name='duyuru')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='announcement_receipts', to=settings.AUTH_USER_MODEL, verbose_name='okuyan')),
            ],
            options={
                'verbose_name': 'duyuru okundusu',
                'verbose_name_plural': 'duyuru okunduları',
                'default_permissions': (),
                'constraints': [models.UniqueConstraint(fields=('announcement', 'user'), name='receipt_once')],
            },
        ),
        migrations.RemoveIndex(
            model_name='delivery',
            name='delivery_failed',
        ),
        migrations.RemoveIndex(
            model_name='workflownotification',
            name='notification_unread_kind',
        ),
        migrations.AddField(
            model_name='delivery',
            name='failed_at',
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name='vazgeçilme'),
        ),
        migrations.AddIndex(
            model_name='delivery',
            index=models.Index(condition=models.Q(('state', 'failed')), fields=['-failed_at', '-id'], name='delivery_failed'),
        ),
        migrations.AddIndex(
            model_name='workflownotification',
            index=models.Index(condition=models.Q(models.Q(('state', 'read'), _negated=True), ('escalated_at', None)), fields=['kind', 'told_at'], name='notification_unread_kind'),
        ),
        migrations.AddIndex(
            model_name='workflownotification',
            index=models.Index(condition=models.Q(('state', 'pending')), fields=['id'], name='notification_pending'),
        ),
        migrations.AddConstraint(
            model_name='delivery',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'failed'), _negated=True), ('failed_at__isnull', False), _connector='OR'), name='delivery_failed_at_some_time'),
        ),
    ]
