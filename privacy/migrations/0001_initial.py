import django.db.models.deletion
import django.utils.timezone
import privacy.models.requests
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '__first__'),
    ]

    operations = [
        migrations.CreateModel(
            name='NoticeVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('audience', models.CharField(choices=[('beneficiary', 'İhtiyaç sahipleri'), ('user', 'Çalışan ve gönüllüler'), ('donor', 'Bağışçılar'), ('other', 'Diğer')], max_length=20, verbose_name='kimin için')),
                ('language', models.CharField(choices=[('tr', 'Türkçe'), ('ar', 'Arapça'), ('en', 'İngilizce'), ('ru', 'Rusça'), ('fa', 'Farsça')], default='tr', max_length=5, verbose_name='dil')),
                ('number', models.PositiveIntegerField(editable=False, verbose_name='sürüm')),
                ('text', models.TextField(help_text='Veri sorumlusu, amaçlar, kime ve neden aktarıldığı, toplama yöntemi ve hukuki sebep, 11. maddedeki haklar.', max_length=50000, verbose_name='metin')),
                ('valid_from', models.DateField(default=django.utils.timezone.localdate, verbose_name='geçerlilik başlangıcı')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='kayıt zamanı')),
                ('by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='yazan')),
            ],
            options={
                'verbose_name': 'aydınlatma metni',
                'verbose_name_plural': 'aydınlatma metinleri',
                'permissions': [('view_notices', 'Aydınlatma metinlerini ve kimlere verildiğini görür'), ('change_notices', 'Aydınlatma metni yazar')],
                'default_permissions': (),
                'constraints': [models.UniqueConstraint(fields=('audience', 'language', 'number'), name='notice_version_number_unique'), models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='notice_version_says_something'), models.CheckConstraint(condition=models.Q(('audience__in', ['beneficiary', 'user', 'donor', 'other'])), name='notice_version_audience_known')],
            },
        ),
        migrations.CreateModel(
            name='NoticeDelivery',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('subject_kind', models.CharField(blank=True, editable=False, max_length=30, verbose_name='kişinin türü')),
                ('subject_pk', models.BigIntegerField(blank=True, editable=False, null=True, verbose_name="kişinin kayıt no'su")),
                ('channel', models.CharField(choices=[('paper', 'Kâğıtta, imzayla'), ('read_out', 'Okunarak anlatıldı'), ('message', 'SMS ya da mesajla'), ('email', 'E-postayla'), ('form', 'Başvuru formunda')], default='paper', max_length=20, verbose_name='yol')),
                ('delivered_on', models.DateField(default=django.utils.timezone.localdate, verbose_name='verildiği gün')),
                ('note', models.CharField(blank=True, max_length=300, verbose_name='not')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='kayıt zamanı')),
                ('by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='kaydeden')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='deliveries', to='privacy.noticeversion', verbose_name='metin')),
            ],
            options={
                'verbose_name': 'aydınlatma kaydı',
                'verbose_name_plural': 'aydınlatma kayıtları',
                'permissions': [('record_delivery', 'Aydınlatmanın yapıldığını kaydeder')],
                'default_permissions': (),
                'indexes': [models.Index(fields=['version', 'subject_kind', 'subject_pk'], name='notice_delivery_of_version')],
                'constraints': [models.UniqueConstraint(fields=('subject_kind', 'subject_pk', 'version'), name='notice_delivered_once', violation_error_message='Bu metin bu kişiye verilmiş olarak zaten kayıtlı.'), models.CheckConstraint(condition=models.Q(models.Q(('subject_kind', ''), _negated=True), ('subject_pk__isnull', False)), name='notice_delivery_has_subject'), models.CheckConstraint(condition=models.Q(('channel__in', ['paper', 'read_out', 'message', 'email', 'form'])), name='notice_delivery_channel_known')],
            },
        ),
        migrations.CreateModel(
            name='DataRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('subject_kind', models.CharField(blank=True, editable=False, max_length=30, verbose_name='kişinin türü')),
                ('subject_pk', models.BigIntegerField(blank=True, editable=False, null=True, verbose_name="kişinin kayıt no'su")),
                ('year', models.PositiveSmallIntegerField(editable=False, verbose_name='yıl')),
                ('number', models.PositiveIntegerField(editable=False, verbose_name='sıra')),
                ('kind', models.CharField(choices=[('access', 'Bilgi isteği'), ('correction', 'Düzeltme'), ('erasure', 'Silme'), ('objection', 'İtiraz')], max_length=15, verbose_name='istek')),
                ('applicant', models.CharField(blank=True, help_text='Kayıtlarda bulunmayan biriyse ya da vekilse adı.', max_length=150, verbose_name='başvuran')),
                ('contact', models.CharField(blank=True, max_length=300, verbose_name='yanıt adresi')),
                ('channel', models.CharField(choices=[('petition', 'Islak imzalı dilekçe'), ('in_person', 'Şahsen'), ('notary', 'Noter'), ('kep', 'KEP'), ('signature', 'Güvenli ya da mobil imza'), ('email', 'Sistemde kayıtlı e-posta'), ('other', 'Diğer')], max_length=15, verbose_name='geliş yolu')),
                ('received_on', models.DateField(default=django.utils.timezone.localdate, verbose_name='alındığı gün')),
                ('due_on', models.GeneratedField(db_persist=True, expression=privacy.models.requests.DaysLater(models.F('received_on'), models.Value(30)), output_field=models.DateField(verbose_name='son gün'))),
                ('summary', models.TextField(blank=True, max_length=5000, verbose_name='ne istiyor')),
                ('state', models.CharField(choices=[('received', 'Alındı'), ('identity', 'Kimlik bekleniyor'), ('work', 'İşlemde'), ('answered', 'Yanıtlandı'), ('refused', 'Reddedildi'), ('withdrawn', 'Geri çekildi')], default='received', editable=False, max_length=15, verbose_name='durum')),
                ('state_reason', models.CharField(blank=True, editable=False, max_length=300, verbose_name='durum nedeni')),
                ('identity_check', models.CharField(blank=True, choices=[('document', 'Kimlik belgesi görüldü'), ('signature', 'İmza doğrulandı'), ('kep', 'KEP adresi doğrulandı'), ('email', 'Kayıtlı e-postadan geldi'), ('call_back', 'Kayıtlı telefondan arandı'), ('mandate', 'Vekâletname ya da velayet belgesi görüldü')], editable=False, max_length=15, verbose_name='kimlik nasıl doğrulandı')),
                ('identity_checked_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='kimlik doğrulama zamanı')),
                ('answer', models.TextField(blank=True, editable=False, max_length=10000, verbose_name='yanıt')),
                ('closed_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='sonuçlanma')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='kayıt zamanı')),
                ('identity_checked_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='kimliği doğrulayan')),
                ('responsible', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='data_requests', to=settings.AUTH_USER_MODEL, verbose_name='sorumlu')),
            ],
            options={
                'verbose_name': 'ilgili kişi başvurusu',
                'verbose_name_plural': 'ilgili kişi başvuruları',
                'permissions': [('view_requests', 'İlgili kişi başvurularını görür'), ('record_request', 'İlgili kişi başvurusu kaydeder'), ('answer_request', 'İlgili kişi başvurusunu yürütür ve yanıtlar'), ('export_subject', 'Bir kişi hakkındaki her şeyi dosyaya aktarır')],
                'default_permissions': (),
                'indexes': [models.Index(condition=models.Q(('state__in', ('answered', 'refused', 'withdrawn')), _negated=True), fields=['due_on'], name='data_request_open_by_due'), models.Index(fields=['subject_kind', 'subject_pk'], name='data_request_of_subject')],
                'constraints': [models.UniqueConstraint(fields=('year', 'number'), name='data_request_number_unique'), models.CheckConstraint(condition=models.Q(models.Q(('subject_kind', ''), ('subject_pk__isnull', True), models.Q(('applicant', ''), _negated=True)), models.Q(models.Q(('subject_kind', ''), _negated=True), ('subject_pk__isnull', False)), _connector='OR'), name='data_request_of_somebody', violation_error_message='Başvuranın adını yazın.'), models.CheckConstraint(condition=models.Q(('state__in', ['received', 'identity', 'work', 'answered', 'refused', 'withdrawn'])), name='data_request_state_known'), models.CheckConstraint(condition=models.Q(models.Q(('closed_at__isnull', False), ('state__in', ('answered', 'refused', 'withdrawn'))), models.Q(models.Q(('state__in', ('answered', 'refused', 'withdrawn')), _negated=True), ('closed_at__isnull', True)), _connector='OR'), name='data_request_closed_at'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'answered'), _negated=True), models.Q(models.Q(('answer', ''), _negated=True), models.Q(('identity_check', ''), _negated=True), ('identity_checked_at__isnull', False)), _connector='OR'), name='data_request_answered_to_known', violation_error_message='Yanıtlamadan önce başvuranın kimliği doğrulanmalıdır.'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'refused'), _negated=True), models.Q(('state_reason', ''), _negated=True), _connector='OR'), name='data_request_refused_for_reason')],
            },
        ),
    ]
