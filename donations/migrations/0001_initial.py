import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
import donations.choices
import kafkasder.core.crypto
import kafkasder.core.sql
import tasks.tags
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '__first__'),
    ]

    operations = [
        migrations.CreateModel(
            name='Donor',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('individual', 'Bireysel'), ('company', 'Kurumsal'), ('ngo', 'Dernek/vakıf'), ('public', 'Kamu kurumu'), ('anonymous', 'İsmini vermek istemeyen')], default='individual', max_length=10, verbose_name='tür')),
                ('name', models.CharField(blank=True, max_length=150, verbose_name='ad soyad / unvan')),
                ('number', kafkasder.core.crypto.EncryptedTextField(verbose_name='T.C. kimlik no / vergi no')),
                ('number_index', kafkasder.core.crypto.BlindIndexField(of='number', purpose='taxpayer', verbose_name='numara izi')),
                ('contact_name', models.CharField(blank=True, max_length=150, verbose_name='ilgili kişi')),
                ('phone', models.CharField(blank=True, max_length=16, verbose_name='telefon')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='e-posta')),
                ('province', models.PositiveSmallIntegerField(blank=True, choices=donations.choices.province_choices, null=True, verbose_name='il')),
                ('district', models.CharField(blank=True, max_length=40, verbose_name='ilçe')),
                ('address', models.CharField(blank=True, max_length=500, verbose_name='açık adres')),
                ('labels', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=30), blank=True, default=list, size=None, validators=[tasks.tags.validate_tags], verbose_name='etiketler')),
                ('label_keys', models.GeneratedField(db_persist=True, expression=kafkasder.core.sql.TurkishFoldEach('labels'), output_field=django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), size=None))),
                ('notes', models.TextField(blank=True, max_length=5000, verbose_name='notlar')),
                ('consents', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('phone', 'Telefon'), ('sms', 'SMS'), ('whatsapp', 'WhatsApp'), ('email', 'E-posta'), ('post', 'Posta')], max_length=10), blank=True, default=list, editable=False, size=None, verbose_name='izin verdiği kanallar')),
                ('state', models.CharField(choices=[('active', 'Aktif'), ('archived', 'Arşiv')], default='active', editable=False, max_length=10, verbose_name='durum')),
                ('state_reason', models.CharField(blank=True, editable=False, max_length=300, verbose_name='durum nedeni')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='kayıt tarihi')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='son değişiklik')),
                ('destroyed_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='imha zamanı')),
                ('name_key', models.GeneratedField(db_persist=True, expression=kafkasder.core.sql.TurkishSortKey('name'), output_field=models.TextField(db_collation='C'))),
                ('name_folded', models.GeneratedField(db_persist=True, expression=kafkasder.core.sql.TurkishFold('name'), output_field=models.TextField(db_collation='C'))),
                ('words', models.GeneratedField(db_persist=True, expression=kafkasder.core.sql.TurkishWords('name', 'contact_name'), output_field=django.contrib.postgres.search.SearchVectorField())),
                ('created_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='kaydeden')),
            ],
            options={
                'verbose_name': 'bağışçı',
                'verbose_name_plural': 'bağışçılar',
                'permissions': [('view_donors', 'Bağışçıları görür'), ('change_donors', 'Bağışçı ekler ve değiştirir'), ('reveal_donor_identity', 'Bağışçının numarasını ve telefonunu nedenini yazarak açar'), ('export_donors', 'Bağışçıları dosyaya aktarır'), ('import_donors', 'Bağışçıları dosyadan içe aktarır'), ('manage_consents', 'Bağışçıların iletişim izinlerini kaydeder')],
                'default_permissions': (),
                'indexes': [django.contrib.postgres.indexes.GinIndex(fields=['words'], name='donor_words'), django.contrib.postgres.indexes.GinIndex(fields=['label_keys'], name='donor_labels'), django.contrib.postgres.indexes.GinIndex(fields=['consents'], name='donor_consents'), models.Index(fields=['name_key', 'id'], name='donor_by_name'), models.Index(fields=['name_folded'], name='donor_same_name'), models.Index(fields=['phone'], name='donor_phone', opclasses=['text_pattern_ops']), models.Index(django.contrib.postgres.indexes.OpClass(django.db.models.functions.text.Reverse('phone'), name='text_pattern_ops'), name='donor_phone_end'), models.Index(fields=['email'], name='donor_email'), models.Index(fields=['-created_at', '-id'], name='donor_newest'), models.Index(fields=['kind'], name='donor_kind'), models.Index(models.F('updated_at'), condition=models.Q(('state', 'archived')), name='donor_archived')],
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['individual', 'company', 'ngo', 'public', 'anonymous'])), name='donor_kind_known'), models.CheckConstraint(condition=models.Q(('state__in', ['active', 'archived'])), name='donor_state_known'), models.CheckConstraint(condition=models.Q(('kind', 'anonymous'), models.Q(('name', ''), _negated=True), _connector='OR'), name='donor_named', violation_error_message='Adını ya da unvanını yazın.'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'anonymous'), _negated=True), models.Q(('address', ''), ('consents', []), ('contact_name', ''), ('district', ''), ('email', ''), ('name', ''), ('notes', ''), ('number_index__isnull', True), ('phone', ''), ('province__isnull', True)), _connector='OR'), name='donor_anonymous_is_blank', violation_error_message='İsmini vermek istemeyen bağışçının hiçbir kişisel bilgisi tutulmaz.'), models.UniqueConstraint(condition=models.Q(('kind', 'anonymous')), fields=('kind',), name='donor_anonymous_once', violation_error_message='İsmini vermek istemeyenler için bir kayıt zaten var.'), models.UniqueConstraint(condition=models.Q(('state', 'active')), fields=('number_index',), name='donor_number_unique', violation_error_message='Bu numarayla kayıtlı bir bağışçı var.'), models.CheckConstraint(condition=models.Q(models.Q(('number__isnull', True), ('number_index__isnull', True)), models.Q(('number__isnull', False), ('number_index__isnull', False)), _connector='OR'), name='donor_number_indexed'), models.CheckConstraint(condition=models.Q(('contact_name', ''), ('kind__in', ('company', 'ngo', 'public')), _connector='OR'), name='donor_contact_of_organisation', violation_error_message='İlgili kişi yalnız kurumlar için yazılır.'), models.CheckConstraint(condition=models.Q(('province__isnull', True), models.Q(('province__gte', 1), ('province__lte', 81)), _connector='OR'), name='donor_province_known'), models.CheckConstraint(condition=models.Q(('district', ''), ('province__isnull', False), _connector='OR'), name='donor_district_needs_province', violation_error_message='İlçe seçildiyse ili de seçin.'), models.CheckConstraint(condition=models.Q(('labels__len__lte', 10)), name='donor_labels_few', violation_error_message='En çok 10 etiket verilebilir.'), models.CheckConstraint(condition=models.Q(kafkasder.core.sql.TurkishRepeats('labels'), _negated=True), name='donor_labels_distinct', violation_error_message='Aynı etiket iki kez verilemez.'), models.CheckConstraint(condition=models.Q(kafkasder.core.sql.PlainEach('labels')), name='donor_labels_plain', violation_error_message='Etiketlerde harf, rakam, boşluk, - ve _ kullanılabilir.'), models.CheckConstraint(condition=models.Q(('consents__contained_by', ['phone', 'sms', 'whatsapp', 'email', 'post'])), name='donor_consents_known'), models.CheckConstraint(condition=models.Q(models.Q(('consents__contains', ['phone']), _negated=True), models.Q(('phone', ''), _negated=True), _connector='OR'), name='donor_phone_consent_has_phone', violation_error_message='Bu kanala izin verilmiş; bilgisini silmek için önce izni geri çekin.'), models.CheckConstraint(condition=models.Q(models.Q(('consents__contains', ['sms']), _negated=True), models.Q(('phone', ''), _negated=True), _connector='OR'), name='donor_sms_consent_has_phone', violation_error_message='Bu kanala izin verilmiş; bilgisini silmek için önce izni geri çekin.'), models.CheckConstraint(condition=models.Q(models.Q(('consents__contains', ['whatsapp']), _negated=True), models.Q(('phone', ''), _negated=True), _connector='OR'), name='donor_whatsapp_consent_has_phone', violation_error_message='Bu kanala izin verilmiş; bilgisini silmek için önce izni geri çekin.'), models.CheckConstraint(condition=models.Q(models.Q(('consents__contains', ['email']), _negated=True), models.Q(('email', ''), _negated=True), _connector='OR'), name='donor_email_consent_has_email', violation_error_message='Bu kanala izin verilmiş; bilgisini silmek için önce izni geri çekin.'), models.CheckConstraint(condition=models.Q(models.Q(('consents__contains', ['post']), _negated=True), models.Q(('address', ''), _negated=True), _connector='OR'), name='donor_post_consent_has_address', violation_error_message='Bu kanala izin verilmiş; bilgisini silmek için önce izni geri çekin.'), models.CheckConstraint(condition=models.Q(('state', 'active'), models.Q(('state_reason', ''), _negated=True), _connector='OR'), name='donor_archived_for_reason'), models.CheckConstraint(condition=models.Q(('destroyed_at__isnull', True), models.Q(('address', ''), ('consents', []), ('contact_name', ''), ('email', ''), ('notes', ''), ('number_index__isnull', True), ('phone', ''), ('state', 'archived')), _connector='OR'), name='donor_destroyed_is_blank')],
            },
        ),
        migrations.CreateModel(
            name='Consent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('channel', models.CharField(choices=[('phone', 'Telefon'), ('sms', 'SMS'), ('whatsapp', 'WhatsApp'), ('email', 'E-posta'), ('post', 'Posta')], max_length=10, verbose_name='kanal')),
                ('given', models.BooleanField(verbose_name='izin verildi')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='zaman')),
                ('way', models.CharField(choices=[('form', 'İmzalı form'), ('in_person', 'Yüz yüze'), ('call', 'Telefon görüşmesi'), ('message', 'Mesaj'), ('email', 'E-posta'), ('web', 'İnternet sitesi'), ('list', 'İçe aktarılan liste')], max_length=10, verbose_name='nasıl')),
                ('note', models.CharField(blank=True, max_length=300, verbose_name='açıklama')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='kayıt tarihi')),
                ('by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='kaydeden')),
                ('donor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='consent_history', to='donations.donor', verbose_name='bağışçı')),
            ],
            options={
                'verbose_name': 'iletişim izni',
                'verbose_name_plural': 'iletişim izinleri',
                'ordering': ['-at', '-id'],
                'default_permissions': (),
                'indexes': [models.Index(fields=['donor', 'channel', '-at'], name='consent_newest')],
                'constraints': [models.CheckConstraint(condition=models.Q(('channel__in', ['phone', 'sms', 'whatsapp', 'email', 'post'])), name='consent_channel_known'), models.CheckConstraint(condition=models.Q(('way__in', ['form', 'in_person', 'call', 'message', 'email', 'web', 'list'])), name='consent_way_known'), models.CheckConstraint(condition=models.Q(('at__lte', models.F('created_at'))), name='consent_not_in_future', violation_error_message='Gelecekte bir an olamaz.')],
            },
        ),
        migrations.CreateModel(
            name='Campaign',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=100, verbose_name='ad')),
                ('code', models.CharField(error_messages={'unique': 'Bu kodla bir kampanya var.'}, help_text='Listelerde ve dosyalarda kampanyayı tanıtır. Örnek: kis-2026', max_length=40, unique=True, validators=[django.core.validators.RegexValidator('^[a-z0-9]+(?:-[a-z0-9]+)*\\Z', 'Küçük harf, rakam ve tire kullanın. Örnek: kis-2026')], verbose_name='kod')),
                ('purpose', models.TextField(max_length=2000, verbose_name='amaç')),
                ('starts_on', models.DateField(verbose_name='başlangıç')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='bitiş')),
                ('goal', models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True, verbose_name='hedef tutar')),
                ('currency', models.CharField(choices=[('TRY', 'Türk lirası'), ('USD', 'ABD doları'), ('EUR', 'Avro'), ('GBP', 'İngiliz sterlini')], default='TRY', max_length=3, verbose_name='para birimi')),
                ('permit_number', models.CharField(blank=True, max_length=50, verbose_name='izin no')),
                ('permit_from', models.DateField(blank=True, null=True, verbose_name='izin başlangıcı')),
                ('permit_until', models.DateField(blank=True, null=True, verbose_name='izin bitişi')),
                ('state', models.CharField(choices=[('planned', 'Planlandı'), ('running', 'Sürüyor'), ('closed', 'Kapandı'), ('cancelled', 'İptal edildi')], default='planned', editable=False, max_length=10, verbose_name='durum')),
                ('state_reason', models.CharField(blank=True, editable=False, max_length=300, verbose_name='durum nedeni')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='kayıt tarihi')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='son değişiklik')),
                ('name_key', models.GeneratedField(db_persist=True, expression=kafkasder.core.sql.TurkishSortKey('name'), output_field=models.TextField(db_collation='C'))),
                ('words', models.GeneratedField(db_persist=True, expression=kafkasder.core.sql.TurkishWords('name', 'purpose'), output_field=django.contrib.postgres.search.SearchVectorField())),
                ('created_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='kaydeden')),
                ('responsible', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='campaigns', to=settings.AUTH_USER_MODEL, verbose_name='sorumlu')),
            ],
            options={
                'verbose_name': 'kampanya',
                'verbose_name_plural': 'kampanyalar',
                'permissions': [('view_campaigns', 'Kampanyaları görür'), ('change_campaigns', 'Kampanya açar, değiştirir ve yürütür')],
                'default_permissions': (),
                'indexes': [django.contrib.postgres.indexes.GinIndex(fields=['words'], name='campaign_words'), models.Index(fields=['state', '-starts_on'], name='campaign_state'), models.Index(fields=['name_key', 'id'], name='campaign_by_name')],
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['planned', 'running', 'closed', 'cancelled'])), name='campaign_state_known'), models.CheckConstraint(condition=models.Q(('currency__in', ['TRY', 'USD', 'EUR', 'GBP'])), name='campaign_currency_known'), models.CheckConstraint(condition=models.Q(models.Q(('name', ''), _negated=True), models.Q(('purpose', ''), _negated=True)), name='campaign_says_what_for'), models.CheckConstraint(condition=models.Q(('code__regex', '^[a-z0-9]+(-[a-z0-9]+)*$')), name='campaign_code_plain', violation_error_message='Küçük harf, rakam ve tire kullanın. Örnek: kis-2026'), models.CheckConstraint(condition=models.Q(('ends_on__isnull', True), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='campaign_days_in_order', violation_error_message='Bitiş, başlangıçtan önce olamaz.'), models.CheckConstraint(condition=models.Q(('goal__isnull', True), ('goal__gt', 0), _connector='OR'), name='campaign_goal_positive', violation_error_message='Hedef sıfırdan büyük olmalıdır.'), models.CheckConstraint(condition=models.Q(models.Q(('permit_from__isnull', True), ('permit_number', ''), ('permit_until__isnull', True)), models.Q(('permit_from__isnull', False), ('permit_until__isnull', False), models.Q(('permit_number', ''), _negated=True)), _connector='OR'), name='campaign_permit_whole', violation_error_message='İznin numarasını ve iki gününü birlikte yazın.'), models.CheckConstraint(condition=models.Q(('permit_from__isnull', True), ('permit_until__isnull', True), ('permit_until__gte', models.F('permit_from')), _connector='OR'), name='campaign_permit_days_in_order', violation_error_message='İznin bitişi, başlangıcından önce olamaz.'), models.CheckConstraint(condition=models.Q(('permit_number', ''), models.Q(('ends_on__isnull', False), ('ends_on__lte', models.F('permit_until')), ('starts_on__gte', models.F('permit_from'))), _connector='OR'), name='campaign_within_permit', violation_error_message='İzinli kampanyanın günleri izin süresinin içinde olmalıdır.'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'cancelled'), _negated=True), models.Q(('state_reason', ''), _negated=True), _connector='OR'), name='campaign_cancelled_for_reason')],
            },
        ),
    ]
