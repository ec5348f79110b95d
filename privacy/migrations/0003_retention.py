import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import kafkasder.core.crypto
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '__first__'),
        ('privacy', '0002_given_texts_stay'),
    ]

    operations = [
        migrations.CreateModel(
            name='DestructionProposal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('open', 'Onay bekliyor'), ('confirmed', 'Onaylandı, imha sürüyor'), ('destroyed', 'İmha edildi'), ('cancelled', 'Vazgeçildi')], default='open', editable=False, max_length=12, verbose_name='durum')),
                ('state_reason', models.CharField(blank=True, editable=False, max_length=300, verbose_name='durum nedeni')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='hazırlanma')),
                ('closed_at', models.DateTimeField(editable=False, null=True, verbose_name='sonuçlanma')),
                ('by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='hazırlayan')),
            ],
            options={
                'verbose_name': 'imha önerisi',
                'verbose_name_plural': 'imha önerileri',
                'permissions': [('propose_destruction', 'İmha önerisi hazırlar ve öneriden kayıt çıkarır'), ('confirm_destruction', 'İmhayı onaylar')],
                'default_permissions': (),
                'constraints': [models.UniqueConstraint(models.Value(1), condition=models.Q(('state__in', ['open', 'confirmed'])), name='destruction_one_at_a_time', violation_error_message='Sonuçlanmamış bir imha önerisi var.'), models.CheckConstraint(condition=models.Q(('state__in', ['open', 'confirmed', 'destroyed', 'cancelled'])), name='destruction_state_known')],
            },
        ),
        migrations.CreateModel(
            name='DestructionConfirmation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField(editable=False, verbose_name='kaçıncı')),
                ('at', models.DateTimeField(auto_now_add=True, verbose_name='zaman')),
                ('by', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='onaylayan')),
                ('proposal', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='confirmations', to='privacy.destructionproposal', verbose_name='imha önerisi')),
            ],
            options={
                'verbose_name': 'imha onayı',
                'verbose_name_plural': 'imha onayları',
                'ordering': ['number'],
                'default_permissions': (),
                'constraints': [models.UniqueConstraint(fields=('proposal', 'by'), name='destruction_confirmed_by_two', violation_error_message='Bu öneriyi zaten onayladınız; ikinci onayı başka biri vermelidir.'), models.UniqueConstraint(fields=('proposal', 'number'), name='destruction_confirmed_in_order', violation_error_message='Bu arada başka biri onayladı.'), models.CheckConstraint(condition=models.Q(('number__in', [1, 2])), name='destruction_confirmed_twice')],
            },
        ),
        migrations.CreateModel(
            name='RetentionRule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(editable=False, max_length=40, verbose_name='veri türü')),
                ('months', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(1200)], verbose_name='saklama süresi (ay)')),
                ('basis', models.CharField(max_length=300, verbose_name='dayanak')),
                ('is_active', models.BooleanField(default=True, verbose_name='imha önerilsin')),
                ('valid_from', models.DateField(default=django.utils.timezone.localdate, verbose_name='geçerlilik başlangıcı')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='kayıt zamanı')),
                ('by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='kaydeden')),
            ],
            options={
                'verbose_name': 'saklama kuralı',
                'verbose_name_plural': 'saklama kuralları',
                'permissions': [('view_retention', 'Saklama kurallarını ve imha kayıtlarını görür'), ('change_retention', 'Saklama kuralı koyar')],
                'default_permissions': (),
                'indexes': [models.Index(fields=['kind', '-valid_from', '-id'], name='retention_rule_newest')],
                'constraints': [models.CheckConstraint(condition=models.Q(('months__gte', 1)), name='retention_rule_some_time'), models.CheckConstraint(condition=models.Q(('basis', ''), _negated=True), name='retention_rule_has_basis')],
            },
        ),
        migrations.CreateModel(
            name='DestructionRecord',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('count', models.PositiveIntegerField(verbose_name='sayı')),
                ('at', models.DateTimeField(auto_now_add=True, verbose_name='zaman')),
                ('by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='yürüten')),
                ('proposal', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='records', to='privacy.destructionproposal', verbose_name='imha önerisi')),
                ('rule', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='records', to='privacy.retentionrule', verbose_name='kural')),
            ],
            options={
                'verbose_name': 'imha tutanağı',
                'verbose_name_plural': 'imha tutanakları',
                'default_permissions': (),
                'constraints': [models.CheckConstraint(condition=models.Q(('count__gte', 1)), name='destruction_record_of_something')],
            },
        ),
        migrations.CreateModel(
            name='DestructionCandidate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('row_pk', models.BigIntegerField(verbose_name='kayıt no')),
                ('kept_because', models.CharField(blank=True, max_length=300, verbose_name='neden çıkarıldı')),
                ('kept_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='çıkaran')),
                ('proposal', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='candidates', to='privacy.destructionproposal', verbose_name='imha önerisi')),
                ('rule', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='candidates', to='privacy.retentionrule', verbose_name='kural')),
            ],
            options={
                'verbose_name': 'imha adayı',
                'verbose_name_plural': 'imha adayları',
                'default_permissions': (),
                'constraints': [models.UniqueConstraint(fields=('proposal', 'rule', 'row_pk'), name='destruction_candidate_once'), models.CheckConstraint(condition=models.Q(models.Q(('kept_because', ''), ('kept_by__isnull', True)), models.Q(('kept_because', ''), _negated=True), _connector='OR'), name='destruction_candidate_kept_for_reason')],
            },
        ),
        migrations.CreateModel(
            name='Tombstone',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('identity', kafkasder.core.crypto.EncryptedTextField(verbose_name='kayıt')),
                ('digest', kafkasder.core.crypto.BlindIndexField(of='identity', purpose='tombstone', verbose_name='kayıt izi')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='zaman')),
                ('record', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='tombstones', to='privacy.destructionrecord', verbose_name='imha tutanağı')),
            ],
            options={
                'verbose_name': 'imha izi',
                'verbose_name_plural': 'imha izleri',
                'default_permissions': (),
                'constraints': [models.UniqueConstraint(fields=('digest',), name='tombstone_once'), models.CheckConstraint(condition=models.Q(('digest__isnull', False)), name='tombstone_of_something')],
            },
        ),
    ]
