import beneficiaries.models.household
import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
import kafkasder.core.crypto
import kafkasder.core.sql
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('core', '0001_turkish_functions'),
    ]

    operations = [
        migrations.CreateModel(
            name='Beneficiary',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('relation', models.CharField(choices=[('self', 'Kendisi'), ('spouse', 'Eşi'), ('son', 'Oğlu'), ('daughter', 'Kızı'), ('mother', 'Annesi'), ('father', 'Babası'), ('sibling', 'Kardeşi'), ('grandchild', 'Torunu'), ('grandmother', 'Büyükanne'), ('grandfather', 'Büyükbaba'), ('mother_in_law', 'Kayınvalide'), ('father_in_law', 'Kayınpeder'), ('daughter_in_law', 'Gelini'), ('son_in_law', 'Damadı'), ('nephew_niece', 'Yeğeni'), ('aunt_uncle', 'Amca/dayı/hala/teyze'), ('step_child', 'Üvey çocuk'), ('foster', 'Koruyucu aile çocuğu'), ('guardian', 'Vasi'), ('other', 'Diğer')], default='other', max_length=15, verbose_name='hane reisine yakınlığı')),
                ('status', models.CharField(choices=[('active', 'Aktif'), ('passive', 'Pasif'), ('deceased', 'Vefat'), ('moved', 'Taşındı'), ('archived', 'Arşiv')], default='active', max_length=10, verbose_name='durum')),
                ('status_reason', models.CharField(blank=True, max_length=300, verbose_name='durum nedeni')),
                ('first_name', models.CharField(max_length=60, verbose_name='ad')),
                ('last_name', models.CharField(max_length=60, verbose_name='soyad')),
                ('father_name', models.CharField(blank=True, max_length=60, verbose_name='baba adı')),
                ('mother_name', models.CharField(blank=True, max_length=60, verbose_name='anne adı')),
                ('previous_last_name', models.CharField(blank=True, max_length=60, verbose_name='önceki soyadı')),
                ('full_name', models.GeneratedField(db_persist=True, expression=django.db.models.functions.text.Concat('first_name', models.Value(' '), 'last_name'), output_field=models.TextField(verbose_name='ad soyad'))),
                ('identity_number', kafkasder.core.crypto.EncryptedTextField(verbose_name='kimlik no')),
                ('identity_index', kafkasder.core.crypto.BlindIndexField(of='identity_number', purpose='identity', verbose_name='kimlik no izi')),
                ('no_identity_reason', models.CharField(blank=True, choices=[('unregistered', 'Kayıtsız'), ('passport_only', 'Yalnız pasaportu var'), ('applied', 'Başvurusu sürüyor'), ('newborn', 'Yeni doğan'), ('refused', 'Vermek istemedi'), ('unknown', 'Bilinmiyor')], max_length=15, verbose_name='kimlik numarası neden yok')),
                ('birth_date', models.DateField(blank=True, null=True, verbose_name='doğum tarihi')),
                ('birth_year', models.PositiveSmallIntegerField(blank=True, help_text='Günü bilinmiyorsa yalnız yılı yazın.', null=True, validators=[django.core.validators.MinValueValidator(1900), django.core.validators.MaxValueValidator(2100)], verbose_name='doğum yılı')),
                ('gender', models.CharField(blank=True, choices=[('female', 'Kadın'), ('male', 'Erkek')], max_length=6, verbose_name='cinsiyet')),
                ('nationality', models.CharField(choices=[('TR', 'Türkiye'), ('SY', 'Suriye'), ('AF', 'Afganistan'), ('IQ', 'Irak'), ('IR', 'İran'), ('PS', 'Filistin'), ('YE', 'Yemen'), ('SO', 'Somali'), ('SD', 'Sudan'), ('ER', 'Eritre'), ('ET', 'Etiyopya'), ('EG', 'Mısır'), ('LY', 'Libya'), ('TN', 'Tunus'), ('DZ', 'Cezayir'), ('MA', 'Fas'), ('LB', 'Lübnan'), ('JO', 'Ürdün'), ('SA', 'Suudi Arabistan'), ('PK', 'Pakistan'), ('BD', 'Bangladeş'), ('MM', 'Myanmar'), ('CN', 'Çin'), ('UZ', 'Özbekistan'), ('TM', 'Türkmenistan'), ('KG', 'Kırgızistan'), ('KZ', 'Kazakistan'), ('TJ', 'Tacikistan'), ('AZ', 'Azerbaycan'), ('GE', 'Gürcistan'), ('AM', 'Ermenistan'), ('RU', 'Rusya'), ('UA', 'Ukrayna'), ('MD', 'Moldova'), ('BG', 'Bulgaristan'), ('GR', 'Yunanistan'), ('MK', 'Kuzey Makedonya'), ('XK', 'Kosova'), ('AL', 'Arnavutluk'), ('BA', 'Bosna-Hersek'), ('RS', 'Sırbistan'), ('RO', 'Romanya'), ('CY', 'Kıbrıs'), ('DE', 'Almanya'), ('NG', 'Nijerya'), ('NE', 'Nijer'), ('ML', 'Mali'), ('SN', 'Senegal'), ('GM', 'Gambiya'), ('GH', 'Gana'), ('CM', 'Kamerun'), ('CD', 'Kongo Demokratik Cumhuriyeti'), ('UG', 'Uganda'), ('KE', 'Kenya'), ('TZ', 'Tanzanya'), ('ID', 'Endonezya'), ('PH', 'Filipinler'), ('XX', 'Vatansız'), ('ZZ', 'Diğer')], default='TR', max_length=2, verbose_name='uyruk')),
                ('legal_status', models.CharField(blank=True, choices=[('citizen', 'T.C. vatandaşı'), ('temp_protection', 'Geçici koruma'), ('intl_protection', 'Uluslararası koruma'), ('residence', 'İkamet izinli'), ('blue_card', 'Mavi kart'), ('unregistered', 'Kayıtsız')], default='citizen', max_length=15, verbose_name='hukuki durum')),
                ('marital_status', models.CharField(blank=True, choices=[('single', 'Bekâr'), ('married', 'Evli'), ('divorced', 'Boşanmış'), ('widowed', 'Dul (eşi vefat)'), ('separated', 'Ayrı yaşıyor'), ('religious_only', 'Dinî nikâhlı'), ('unknown', 'Bilinmiyor')], max_length=15, verbose_name='medeni hâl')),
                ('education', models.CharField(blank=True, choices=[('none', 'Okuryazar değil'), ('literate', 'Okuryazar'), ('preschool', 'Okul öncesi'), ('primary', 'İlkokul'), ('middle', 'Ortaokul'), ('high', 'Lise'), ('associate', 'Ön lisans'), ('bachelor', 'Lisans'), ('master', 'Yüksek lisans'), ('doctorate', 'Doktora'), ('dropout', 'Okul terk')], max_length=10, verbose_name='öğrenim')),
                ('work', models.CharField(blank=True, choices=[('working', 'Çalışıyor'), ('daily', 'Gündelik işçi'), ('unregistered', 'Kayıt dışı'), ('unemployed', 'İşsiz'), ('homemaker', 'Ev hanımı'), ('retired', 'Emekli'), ('student', 'Öğrenci'), ('unable', 'Çalışamaz'), ('military', 'Askerde')], max_length=12, verbose_name='çalışma durumu')),
                ('occupation', models.CharField(blank=True, max_length=100, verbose_name='meslek')),
                ('social_security', models.CharField(blank=True, choices=[('sgk_4a', 'SGK 4/a'), ('sgk_4b', 'Bağ-Kur 4/b'), ('sgk_4c', '4/c'), ('gss', 'Genel sağlık sigortası'), ('green', 'Yeşil kart (G0)'), ('none', 'Yok')], max_length=10, verbose_name='sosyal güvence')),
                ('orphan_type', models.CharField(blank=True, choices=[('father_dead', 'Yetim (babası vefat)'), ('mother_dead', 'Öksüz (annesi vefat)'), ('both_dead', 'Hem yetim hem öksüz'), ('abandoned', 'Terk edilmiş'), ('protected', 'Koruma altında')], max_length=12, verbose_name='yetimlik')),
                ('phone', models.CharField(blank=True, max_length=16, verbose_name='telefon')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='e-posta')),
                ('iban', kafkasder.core.crypto.EncryptedTextField(verbose_name='IBAN')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='kayıt tarihi')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='son değişiklik')),
                ('name_key', models.GeneratedField(db_persist=True, expression=kafkasder.core.sql.TurkishSortKey(django.db.models.functions.text.Concat('first_name', models.Value(' '), 'last_name')), output_field=models.TextField(db_collation='C'))),
                ('name_folded', models.GeneratedField(db_persist=True, expression=kafkasder.core.sql.TurkishFold(django.db.models.functions.text.Concat('first_name', models.Value(' '), 'last_name')), output_field=models.TextField(db_collation='C'))),
                ('words', models.GeneratedField(db_persist=True, expression=kafkasder.core.sql.TurkishWords('first_name', 'last_name', 'previous_last_name'), output_field=django.contrib.postgres.search.SearchVectorField())),
            ],
            options={
                'verbose_name': 'kişi',
                'verbose_name_plural': 'kişiler',
                'permissions': [('move_beneficiary', 'Kişiyi haneler arasında taşır'), ('reveal_identity', "Kimlik no, telefon ve IBAN'ı nedenini yazarak açar")],
                'indexes': [django.contrib.postgres.indexes.GinIndex(fields=['words'], name='beneficiary_words'), models.Index(fields=['name_key', 'id'], name='beneficiary_by_name'), models.Index(fields=['name_folded'], name='beneficiary_same_name'), models.Index(fields=['phone'], name='beneficiary_phone', opclasses=['text_pattern_ops']), models.Index(fields=['birth_year'], name='beneficiary_birth_year'), models.Index(fields=['-created_at', '-id'], name='beneficiary_newest'), models.Index(condition=models.Q(('status', 'archived'), _negated=True), fields=['name_key', 'id'], name='beneficiary_unarchived'), models.Index(fields=['nationality'], name='beneficiary_nationality'), models.Index(condition=models.Q(('orphan_type', ''), _negated=True), fields=['orphan_type'], name='beneficiary_orphans')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('status', 'archived'), _negated=True), fields=('identity_index',), name='beneficiary_identity_unique', violation_error_message='Bu kişi zaten kayıtlı.'), models.CheckConstraint(condition=models.Q(('identity_index__isnull', False), models.Q(('no_identity_reason', ''), _negated=True), _connector='OR'), name='beneficiary_identity_or_reason', violation_error_message='Kimlik numarası yoksa nedenini seçin.'), models.CheckConstraint(condition=models.Q(models.Q(('identity_index__isnull', True), ('identity_number__isnull', True)), models.Q(('identity_index__isnull', False), ('identity_number__isnull', False)), _connector='OR'), name='beneficiary_identity_indexed'), models.CheckConstraint(condition=models.Q(('birth_date__isnull', True), ('birth_year', models.F('birth_date__year')), _connector='OR'), name='beneficiary_birth_year_fits_date'), models.CheckConstraint(condition=models.Q(('status__in', ['active', 'passive', 'deceased', 'moved', 'archived'])), name='beneficiary_status_known')],
            },
        ),
        migrations.CreateModel(
            name='Province',
            fields=[
                ('plate', models.PositiveSmallIntegerField(primary_key=True, serialize=False, verbose_name='plaka')),
                ('name', models.CharField(max_length=30, unique=True, verbose_name='ad')),
                ('name_key', models.GeneratedField(db_persist=True, expression=kafkasder.core.sql.TurkishSortKey('name'), output_field=models.TextField(db_collation='C'))),
            ],
            options={
                'verbose_name': 'il',
                'verbose_name_plural': 'iller',
                'ordering': ['name_key'],
            },
        ),
        migrations.CreateModel(
            name='District',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=40, verbose_name='ad')),
                ('name_key', models.GeneratedField(db_persist=True, expression=kafkasder.core.sql.TurkishSortKey('name'), output_field=models.TextField(db_collation='C'))),
                ('province', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='districts', to='beneficiaries.province', verbose_name='il')),
            ],
            options={
                'verbose_name': 'ilçe',
                'verbose_name_plural': 'ilçeler',
                'ordering': ['name_key'],
                'constraints': [models.UniqueConstraint(fields=('province', 'name'), name='district_name_unique'), models.UniqueConstraint(fields=('id', 'province'), name='district_with_province')],
            },
        ),
        migrations.CreateModel(
            name='SensitiveRecord',
            fields=[
                ('person', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='sensitive', serialize=False, to='beneficiaries.beneficiary', verbose_name='kişi')),
                ('health_flags', kafkasder.core.crypto.EncryptedTextField(help_text='Tanı yazmayın; yalnız seçin.', verbose_name='sağlık durumu')),
                ('disability_group', kafkasder.core.crypto.EncryptedTextField(verbose_name='engel grubu')),
                ('disability_percent', kafkasder.core.crypto.EncryptedTextField(verbose_name='engel oranı (%)')),
                ('report_seen_on', models.DateField(blank=True, null=True, verbose_name='raporun görüldüğü tarih')),
                ('notes', kafkasder.core.crypto.EncryptedTextField(verbose_name='gizli notlar')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='son değişiklik')),
            ],
            options={
                'verbose_name': 'hassas bilgi',
                'verbose_name_plural': 'hassas bilgiler',
                'permissions': [('view_sensitive', 'Hassas bilgileri görür'), ('change_sensitive', 'Hassas bilgileri değiştirir')],
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='FileNumberSeries',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('pattern', models.CharField(default='H-{number:06d}', help_text='{number} sıra numarasıdır, {year} yıldır. Örnek: H-{year}-{number:05d}', max_length=40, validators=[beneficiaries.models.household.validate_file_number_pattern], verbose_name='kalıp')),
                ('restarts_yearly', models.BooleanField(default=False, verbose_name="her yıl 1'den başlar")),
                ('year', models.PositiveSmallIntegerField(default=0, editable=False, verbose_name='yıl')),
                ('last_number', models.PositiveBigIntegerField(default=0, verbose_name='son numara')),
            ],
            options={
                'verbose_name': 'dosya numarası kalıbı',
                'verbose_name_plural': 'dosya numarası kalıpları',
                'constraints': [models.CheckConstraint(condition=models.Q(('pk', 1)), name='file_number_series_is_one')],
            },
        ),
        migrations.CreateModel(
            name='Household',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('file_number', models.CharField(editable=False, max_length=40, unique=True, verbose_name='dosya no')),
                ('status', models.CharField(choices=[('draft', 'Taslak'), ('pending', 'Onay bekliyor'), ('active', 'Aktif'), ('suspended', 'Askıda'), ('passive', 'Pasif'), ('moved', 'Taşındı'), ('archived', 'Arşiv')], default='draft', max_length=10, verbose_name='durum')),
                ('status_reason', models.CharField(blank=True, max_length=300, verbose_name='durum nedeni')),
                ('categories', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('family_needy', 'İhtiyaç sahibi aile'), ('family_orphan', 'Yetim ailesi'), ('family_refugee', 'Mülteci aile'), ('family_disabled', 'Engelli ailesi'), ('family_disaster', 'Afetzede aile'), ('child_orphan', 'Yetim çocuk'), ('child_needy', 'İhtiyaç sahibi çocuk'), ('child_refugee', 'Mülteci çocuk'), ('student', 'Öğrenci'), ('elderly_alone', 'Kimsesiz yaşlı'), ('single_parent', 'Tek ebeveyn'), ('widow', 'Dul kadın'), ('patient', 'Hasta'), ('disabled', 'Engelli birey'), ('homeless', 'Evsiz'), ('convict_family', 'Hükümlü/tutuklu ailesi'), ('martyr_family', 'Şehit/gazi ailesi'), ('debtor', 'Borçlu'), ('traveller', 'Yolda kalmış'), ('institution', 'Kurum/okul')], max_length=20), blank=True, default=list, size=None, verbose_name='kategoriler')),
                ('priority', models.CharField(choices=[('low', 'Düşük'), ('normal', 'Normal'), ('high', 'Yüksek'), ('urgent', 'Acil')], default='normal', max_length=10, verbose_name='öncelik')),
                ('is_emergency', models.BooleanField(default=False, verbose_name='acil durum')),
                ('neighbourhood', models.CharField(blank=True, max_length=100, verbose_name='mahalle')),
                ('address', models.CharField(blank=True, max_length=500, verbose_name='açık adres')),
                ('phone', models.CharField(blank=True, max_length=16, verbose_name='hane telefonu')),
                ('housing', models.CharField(blank=True, choices=[('owned', 'Kendi evi'), ('rented', 'Kira'), ('family', 'Aile yanı'), ('relative', 'Akraba evi'), ('free_use', 'Bedelsiz oturuyor'), ('lodging', 'Lojman'), ('container', 'Konteyner'), ('tent', 'Çadır'), ('dorm', 'Yurt'), ('shelter', 'Barınma evi'), ('shanty', 'Gecekondu'), ('street', 'Sokakta')], max_length=10, verbose_name='konut')),
                ('heating', models.CharField(blank=True, choices=[('gas', 'Doğalgaz'), ('coal', 'Kömür sobası'), ('wood', 'Odun sobası'), ('electric', 'Elektrikli'), ('central', 'Merkezi'), ('none', 'Yok')], max_length=10, verbose_name='ısınma')),
                ('reference_name', models.CharField(blank=True, max_length=150, verbose_name='referans kişi')),
                ('reference_phone', models.CharField(blank=True, max_length=16, verbose_name='referans telefonu')),
                ('reference_relation', models.CharField(blank=True, max_length=100, verbose_name='referansın yakınlığı')),
                ('notes', models.TextField(blank=True, max_length=5000, verbose_name='notlar')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='kayıt tarihi')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='son değişiklik')),
                ('words', models.GeneratedField(db_persist=True, expression=kafkasder.core.sql.TurkishWords('file_number', 'neighbourhood'), output_field=django.contrib.postgres.search.SearchVectorField())),
                ('assigned_to', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='assigned_households', to=settings.AUTH_USER_MODEL, verbose_name='sorumlu')),
                ('district', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='beneficiaries.district', verbose_name='ilçe')),
                ('head', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='headed_household', to='beneficiaries.beneficiary', verbose_name='hane reisi')),
                ('province', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='beneficiaries.province', verbose_name='il')),
            ],
            options={
                'verbose_name': 'hane',
                'verbose_name_plural': 'haneler',
                'permissions': [('change_household_state', 'Hanenin durumunu değiştirir'), ('view_all_households', 'Bütün haneleri görür (yoksa yalnız kendisine verilenleri)'), ('export_beneficiaries', 'Haneleri ve kişileri dosyaya aktarır')],
                'indexes': [django.contrib.postgres.indexes.GinIndex(fields=['words'], name='household_words'), django.contrib.postgres.indexes.GinIndex(fields=['categories'], name='household_categories'), models.Index(fields=['-created_at', '-id'], name='household_newest'), models.Index(fields=['status', '-created_at'], name='household_status'), models.Index(fields=['province', 'district'], name='household_place'), models.Index(fields=['priority'], name='household_priority'), models.Index(condition=models.Q(('is_emergency', True)), fields=['is_emergency'], name='household_emergency'), models.Index(fields=['phone'], name='household_phone', opclasses=['text_pattern_ops'])],
                'constraints': [models.CheckConstraint(condition=models.Q(('status__in', ['draft', 'pending', 'active', 'suspended', 'passive', 'moved', 'archived'])), name='household_status_known'), models.CheckConstraint(condition=models.Q(('district__isnull', True), ('province__isnull', False), _connector='OR'), name='household_district_needs_province')],
            },
        ),
        migrations.CreateModel(
            name='HouseholdMove',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('moved_on', models.DateField(verbose_name='taşınma tarihi')),
                ('reason', models.CharField(blank=True, max_length=300, verbose_name='neden')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='kayıt tarihi')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='yapan')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='moves', to='beneficiaries.beneficiary', verbose_name='kişi')),
                ('source', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='moves_out', to='beneficiaries.household', verbose_name='önceki hane')),
                ('target', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='moves_in', to='beneficiaries.household', verbose_name='yeni hane')),
            ],
            options={
                'verbose_name': 'taşınma',
                'verbose_name_plural': 'taşınmalar',
                'ordering': ['-created_at', '-id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('source', models.F('target')), _negated=True), name='household_move_goes_elsewhere')],
            },
        ),
        migrations.CreateModel(
            name='IdentityDocument',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('passport', 'Pasaport'), ('temp_protection_card', 'Geçici koruma kimlik belgesi'), ('residence_permit', 'İkamet izni'), ('blue_card', 'Mavi kart'), ('driving_licence', 'Sürücü belgesi'), ('other', 'Diğer')], max_length=25, verbose_name='belge türü')),
                ('number', kafkasder.core.crypto.EncryptedTextField(verbose_name='belge no')),
                ('country', models.CharField(blank=True, choices=[('TR', 'Türkiye'), ('SY', 'Suriye'), ('AF', 'Afganistan'), ('IQ', 'Irak'), ('IR', 'İran'), ('PS', 'Filistin'), ('YE', 'Yemen'), ('SO', 'Somali'), ('SD', 'Sudan'), ('ER', 'Eritre'), ('ET', 'Etiyopya'), ('EG', 'Mısır'), ('LY', 'Libya'), ('TN', 'Tunus'), ('DZ', 'Cezayir'), ('MA', 'Fas'), ('LB', 'Lübnan'), ('JO', 'Ürdün'), ('SA', 'Suudi Arabistan'), ('PK', 'Pakistan'), ('BD', 'Bangladeş'), ('MM', 'Myanmar'), ('CN', 'Çin'), ('UZ', 'Özbekistan'), ('TM', 'Türkmenistan'), ('KG', 'Kırgızistan'), ('KZ', 'Kazakistan'), ('TJ', 'Tacikistan'), ('AZ', 'Azerbaycan'), ('GE', 'Gürcistan'), ('AM', 'Ermenistan'), ('RU', 'Rusya'), ('UA', 'Ukrayna'), ('MD', 'Moldova'), ('BG', 'Bulgaristan'), ('GR', 'Yunanistan'), ('MK', 'Kuzey Makedonya'), ('XK', 'Kosova'), ('AL', 'Arnavutluk'), ('BA', 'Bosna-Hersek'), ('RS', 'Sırbistan'), ('RO', 'Romanya'), ('CY', 'Kıbrıs'), ('DE', 'Almanya'), ('NG', 'Nijerya'), ('NE', 'Nijer'), ('ML', 'Mali'), ('SN', 'Senegal'), ('GM', 'Gambiya'), ('GH', 'Gana'), ('CM', 'Kamerun'), ('CD', 'Kongo Demokratik Cumhuriyeti'), ('UG', 'Uganda'), ('KE', 'Kenya'), ('TZ', 'Tanzanya'), ('ID', 'Endonezya'), ('PH', 'Filipinler'), ('XX', 'Vatansız'), ('ZZ', 'Diğer')], max_length=2, verbose_name='veren ülke')),
                ('issued_on', models.DateField(blank=True, null=True, verbose_name='veriliş tarihi')),
                ('expires_on', models.DateField(blank=True, null=True, verbose_name='geçerlilik sonu')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='documents', to='beneficiaries.beneficiary', verbose_name='kişi')),
            ],
            options={
                'verbose_name': 'kimlik belgesi',
                'verbose_name_plural': 'kimlik belgeleri',
                'constraints': [models.CheckConstraint(condition=models.Q(('issued_on__isnull', True), ('expires_on__isnull', True), ('expires_on__gte', models.F('issued_on')), _connector='OR'), name='identity_document_dates_in_order', violation_error_message='Geçerlilik sonu, veriliş tarihinden önce olamaz.')],
            },
        ),
        migrations.CreateModel(
            name='StateChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('source', models.CharField(max_length=10, verbose_name='önceki durum')),
                ('target', models.CharField(max_length=10, verbose_name='yeni durum')),
                ('reason', models.CharField(blank=True, max_length=300, verbose_name='neden')),
                ('previous_reason', models.CharField(blank=True, max_length=300, verbose_name='önceki durumun nedeni')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='zaman')),
                ('undone_at', models.DateTimeField(blank=True, null=True, verbose_name='geri alınma')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='yapan')),
                ('household', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='state_changes', to='beneficiaries.household', verbose_name='hane')),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='state_changes', to='beneficiaries.beneficiary', verbose_name='kişi')),
            ],
            options={
                'verbose_name': 'durum değişikliği',
                'verbose_name_plural': 'durum değişiklikleri',
                'ordering': ['-created_at', '-id'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('household__isnull', False), ('person__isnull', True)), models.Q(('household__isnull', True), ('person__isnull', False)), _connector='OR'), name='state_change_of_one_row')],
            },
        ),
        migrations.CreateModel(
            name='BudgetLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('income', 'Gelir'), ('expense', 'Gider')], max_length=10, verbose_name='tür')),
                ('source', models.CharField(choices=[('wage', 'Maaş/ücret'), ('daily', 'Gündelik'), ('pension', 'Emekli aylığı'), ('survivor', 'Dul-yetim aylığı'), ('disability_2022', '2022 engelli aylığı'), ('old_age_2022', '65 yaş aylığı'), ('home_care', 'Evde bakım aylığı'), ('sed', 'SED (çocuk desteği)'), ('sydv', 'SYDV yardımı'), ('suy', 'Kızılaykart/SUY'), ('alimony', 'Nafaka'), ('rent', 'Kira geliri'), ('farming', 'Tarım-hayvancılık'), ('relatives', 'Akraba desteği'), ('ngo', 'Diğer dernekler'), ('none', 'Geliri yok'), ('rent', 'Kira'), ('bills', 'Faturalar'), ('food', 'Gıda'), ('education', 'Eğitim'), ('health', 'Sağlık'), ('transport', 'Ulaşım'), ('debt', 'Borç ödemesi'), ('other', 'Diğer')], max_length=20, verbose_name='kaynak')),
                ('amount', models.DecimalField(decimal_places=2, max_digits=14, verbose_name='aylık tutar')),
                ('currency', models.CharField(choices=[('TRY', 'Türk lirası'), ('USD', 'ABD doları'), ('EUR', 'Avro')], default='TRY', max_length=3, verbose_name='para birimi')),
                ('note', models.CharField(blank=True, max_length=200, verbose_name='açıklama')),
                ('household', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='budget_lines', to='beneficiaries.household', verbose_name='hane')),
            ],
            options={
                'verbose_name': 'aylık gelir-gider',
                'verbose_name_plural': 'aylık gelir-giderler',
                'constraints': [models.CheckConstraint(condition=models.Q(('amount__gte', 0)), name='budget_line_not_negative'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'income'), ('source__in', ['wage', 'daily', 'pension', 'survivor', 'disability_2022', 'old_age_2022', 'home_care', 'sed', 'sydv', 'suy', 'alimony', 'rent', 'farming', 'relatives', 'ngo', 'none'])), models.Q(('kind', 'expense'), ('source__in', ['rent', 'bills', 'food', 'education', 'health', 'transport', 'debt', 'other'])), _connector='OR'), name='budget_line_source_fits_kind')],
            },
        ),
        migrations.AddField(
            model_name='beneficiary',
            name='household',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='members', to='beneficiaries.household', verbose_name='hane'),
        ),
        migrations.AddConstraint(
            model_name='beneficiary',
            constraint=models.UniqueConstraint(fields=('id', 'household'), name='beneficiary_with_household'),
        ),
    ]
