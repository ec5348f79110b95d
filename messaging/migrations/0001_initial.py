import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import kafkasder.core.crypto
import kafkasder.core.sealed
import messaging.models.attachment
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '__first__'),
    ]

    operations = [
        migrations.CreateModel(
            name='Thread',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('direct', 'İki kişi arasında'), ('group', 'Grup'), ('record', 'Kayıt hakkında')], editable=False, max_length=10, verbose_name='tür')),
                ('key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='anahtar')),
                ('sealed_title', kafkasder.core.sealed.SealedTextField(bound_to=('key',), verbose_name='başlık')),
                ('direct_key', models.CharField(editable=False, max_length=50, null=True, unique=True, verbose_name='iki kişi')),
                ('reference_kind', models.CharField(blank=True, editable=False, max_length=40, verbose_name='bağlı kayıt türü')),
                ('reference_pk', models.BigIntegerField(blank=True, editable=False, null=True, verbose_name='bağlı kayıt')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='açılma')),
                ('assistant_on', models.BooleanField(default=False, editable=False, verbose_name='yardımcı açık')),
                ('last_number', models.PositiveIntegerField(default=0, editable=False, verbose_name='son sıra no')),
                ('last_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='son hareket')),
                ('created_by', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='açan')),
            ],
            options={
                'verbose_name': 'konuşma',
                'verbose_name_plural': 'konuşmalar',
                'permissions': [('use_messages', 'Mesajlaşır'), ('use_assistant', 'Konuşmalarda yardımcıya soru sorar'), ('manage_assistant', 'Yardımcıyı açar, kapatır ve ayarlar')],
                'default_permissions': (),
                'indexes': [models.Index(fields=['reference_kind', 'reference_pk'], name='thread_reference'), models.Index(fields=['last_at'], name='thread_last_at')],
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['direct', 'group', 'record'])), name='thread_kind_known'), models.CheckConstraint(condition=models.Q(models.Q(('reference_kind', ''), ('reference_pk__isnull', True)), models.Q(models.Q(('reference_kind', ''), _negated=True), ('reference_pk__isnull', False)), _connector='OR'), name='thread_reference_whole'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'record'), _negated=True), models.Q(('reference_kind', ''), _negated=True), _connector='OR'), name='thread_record_has_one'), models.CheckConstraint(condition=models.Q(models.Q(('direct_key__isnull', False), ('kind', 'direct')), models.Q(models.Q(('kind', 'direct'), _negated=True), ('direct_key__isnull', True)), _connector='OR'), name='thread_direct_key'), models.UniqueConstraint(condition=models.Q(('kind', 'record')), fields=('reference_kind', 'reference_pk'), name='thread_record_once', violation_error_message='Bu kayıt hakkında zaten bir konuşma var.')],
            },
        ),
        migrations.CreateModel(
            name='Message',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(editable=False, verbose_name='sıra no')),
                ('kind', models.CharField(choices=[('person', 'Kişinin iletisi'), ('assistant', 'Yardımcının yanıtı'), ('event', 'Olay')], default='person', editable=False, max_length=10, verbose_name='tür')),
                ('client_key', models.UUIDField(default=uuid.uuid4, editable=False, verbose_name='gönderi anahtarı')),
                ('sealed', kafkasder.core.sealed.SealedTextField(bound_to=('thread_id', 'number'), verbose_name='metin')),
                ('tokens', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), default=list, editable=False, size=None, verbose_name='arama izleri')),
                ('event', models.CharField(blank=True, choices=[('created', 'konuşmayı açtı'), ('added', 'ekledi'), ('removed', 'çıkardı'), ('joined', 'katıldı'), ('left', 'ayrıldı'), ('renamed', 'adını değiştirdi'), ('assistant_on', 'yardımcıyı açtı'), ('assistant_off', 'yardımcıyı kapattı'), ('forked', 'başka bir konuşmadan ayırdı')], editable=False, max_length=15, verbose_name='olay')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='yazılma')),
                ('edited_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='düzeltilme')),
                ('deleted_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='silinme')),
                ('about_user', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='ilgili kişi')),
                ('author', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='yazan')),
                ('reply_to', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='messaging.message', verbose_name='yanıtlanan')),
                ('thread', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='messages', to='messaging.thread', verbose_name='konuşma')),
            ],
            options={
                'verbose_name': 'ileti',
                'verbose_name_plural': 'iletiler',
                'ordering': ['thread', 'number'],
                'default_permissions': (),
                'indexes': [django.contrib.postgres.indexes.GinIndex(fastupdate=False, fields=['tokens'], name='message_tokens')],
                'constraints': [models.UniqueConstraint(fields=('thread', 'number'), name='message_number_once'), models.UniqueConstraint(fields=('author', 'client_key'), name='message_sent_once'), models.CheckConstraint(condition=models.Q(('kind__in', ['person', 'assistant', 'event'])), name='message_kind_known'), models.CheckConstraint(condition=models.Q(('number__gte', 1)), name='message_number_from_one'), models.CheckConstraint(condition=models.Q(models.Q(('author__isnull', True), ('kind', 'assistant')), models.Q(models.Q(('kind', 'assistant'), _negated=True), ('author__isnull', False)), _connector='OR'), name='message_author'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'event'), models.Q(('event', ''), _negated=True)), models.Q(models.Q(('kind', 'event'), _negated=True), ('event', '')), _connector='OR'), name='message_event'), models.CheckConstraint(condition=models.Q(('deleted_at__isnull', True), models.Q(('sealed__isnull', True), ('tokens', [])), _connector='OR'), name='message_deleted_is_gone')],
            },
        ),
        migrations.CreateModel(
            name='MessageEdit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sealed', kafkasder.core.sealed.SealedTextField(bound_to=('message_id', 'at'), verbose_name='önceki metin')),
                ('at', models.DateTimeField(editable=False, verbose_name='düzeltilme')),
                ('message', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='edits', to='messaging.message', verbose_name='ileti')),
            ],
            options={
                'verbose_name': 'ileti düzeltmesi',
                'verbose_name_plural': 'ileti düzeltmeleri',
                'ordering': ['at', 'pk'],
                'default_permissions': (),
                'constraints': [models.UniqueConstraint(fields=('message', 'at'), name='message_edit_once')],
            },
        ),
        migrations.CreateModel(
            name='MessageMention',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('message', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='messaging.message', verbose_name='ileti')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='message_mentions', to=settings.AUTH_USER_MODEL, verbose_name='kişi')),
            ],
            options={
                'verbose_name': 'iletide anma',
                'verbose_name_plural': 'iletide anmalar',
                'default_permissions': (),
                'constraints': [models.UniqueConstraint(fields=('message', 'user'), name='message_mention_once')],
            },
        ),
        migrations.CreateModel(
            name='ThreadMember',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('is_owner', models.BooleanField(default=False, verbose_name='grubu yönetir')),
                ('joined_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='katılma')),
                ('read_number', models.PositiveIntegerField(default=0, editable=False, verbose_name='okunan sıra no')),
                ('read_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='okuma')),
                ('unread', models.PositiveIntegerField(default=0, editable=False, verbose_name='okunmamış')),
                ('moved_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='son hareket')),
                ('pinned_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='sabitleme')),
                ('muted', models.BooleanField(default=False, editable=False, verbose_name='sessiz')),
                ('archived_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='arşivleme')),
                ('added_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='ekleyen')),
                ('thread', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='members', to='messaging.thread', verbose_name='konuşma')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='thread_memberships', to=settings.AUTH_USER_MODEL, verbose_name='kişi')),
            ],
            options={
                'verbose_name': 'konuşmaya katılan',
                'verbose_name_plural': 'konuşmaya katılanlar',
                'default_permissions': (),
                'indexes': [models.Index(fields=['user', 'pinned_at', '-moved_at'], name='thread_member_moved'), models.Index(condition=models.Q(('unread__gt', 0)), fields=['user'], name='thread_member_unread')],
                'constraints': [models.UniqueConstraint(fields=('thread', 'user'), name='thread_member_once')],
            },
        ),
        migrations.CreateModel(
            name='Draft',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sealed', kafkasder.core.sealed.SealedTextField(bound_to=('user_id', 'thread_id_or_none'), verbose_name='metin')),
                ('sealed_left', kafkasder.core.sealed.SealedTextField(bound_to=('user_id', 'thread_id_or_none'), verbose_name='öbür cihazdan kalan')),
                ('written_at', models.DateTimeField(verbose_name='yazılma')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='message_drafts', to=settings.AUTH_USER_MODEL, verbose_name='yazan')),
                ('thread', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='drafts', to='messaging.thread', verbose_name='konuşma')),
            ],
            options={
                'verbose_name': 'ileti taslağı',
                'verbose_name_plural': 'ileti taslakları',
                'default_permissions': (),
                'constraints': [models.UniqueConstraint(fields=('user', 'thread'), name='draft_once', nulls_distinct=False)],
            },
        ),
        migrations.CreateModel(
            name='Attachment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='anahtar')),
                ('content', models.FileField(max_length=150, upload_to=messaging.models.attachment.place_of, verbose_name='dosya')),
                ('preview', models.FileField(blank=True, max_length=150, upload_to=messaging.models.attachment.place_of, verbose_name='önizleme')),
                ('sealed_name', kafkasder.core.sealed.SealedTextField(bound_to=('key',), verbose_name='dosya adı')),
                ('content_type', models.CharField(max_length=100, verbose_name='dosya türü')),
                ('size', models.PositiveBigIntegerField(verbose_name='boyut')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='sıra')),
                ('added_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='eklenme')),
                ('added_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='ekleyen')),
                ('message', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='attachments', to='messaging.message', verbose_name='ileti')),
                ('thread', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='attachments', to='messaging.thread', verbose_name='konuşma')),
            ],
            options={
                'verbose_name': 'ileti eki',
                'verbose_name_plural': 'ileti ekleri',
                'ordering': ['position', 'pk'],
                'default_permissions': (),
                'indexes': [models.Index(condition=models.Q(('message__isnull', True)), fields=['added_at'], name='attachment_unsent')],
                'constraints': [models.CheckConstraint(condition=models.Q(('size__gt', 0), ('size__lte', 31457280)), name='attachment_size')],
            },
        ),
        migrations.CreateModel(
            name='AssistantSettings',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('enabled', models.BooleanField(default=False, verbose_name='yardımcı açık')),
                ('address', models.URLField(blank=True, max_length=300, verbose_name='sağlayıcının adresi')),
                ('model', models.CharField(blank=True, max_length=100, verbose_name='model')),
                ('api_key', kafkasder.core.crypto.EncryptedTextField(verbose_name='anahtar')),
                ('instructions', models.TextField(blank=True, max_length=3000, verbose_name='yönerge')),
                ('person_limit', models.PositiveIntegerField(default=200000, verbose_name='kişi başına aylık sınır')),
                ('month_limit', models.PositiveIntegerField(default=2000000, verbose_name='aylık toplam sınır')),
                ('timeout_seconds', models.PositiveSmallIntegerField(default=60, validators=[django.core.validators.MinValueValidator(5), django.core.validators.MaxValueValidator(300)], verbose_name='en uzun bekleme (saniye)')),
                ('changed_at', models.DateTimeField(auto_now=True, verbose_name='son değişiklik')),
                ('changed_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='değiştiren')),
            ],
            options={
                'verbose_name': 'yardımcı ayarları',
                'verbose_name_plural': 'yardımcı ayarları',
                'default_permissions': (),
                'constraints': [models.CheckConstraint(condition=models.Q(('pk', 1)), name='assistant_settings_once'), models.CheckConstraint(condition=models.Q(('enabled', False), models.Q(models.Q(('address', ''), _negated=True), models.Q(('model', ''), _negated=True), ('api_key__isnull', False)), _connector='OR'), name='assistant_settings_whole', violation_error_message='Yardımcıyı açmak için adres, model ve anahtar gerekir.')],
            },
        ),
        migrations.CreateModel(
            name='AssistantReply',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('asked_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='sorulma')),
                ('sealed_question', kafkasder.core.sealed.SealedTextField(bound_to=('message_id',), verbose_name='gönderilen')),
                ('state', models.CharField(choices=[('queued', 'Sırada'), ('streaming', 'Yazıyor'), ('done', 'Tamamlandı'), ('stopped', 'Durduruldu'), ('failed', 'Yanıt alınamadı')], default='queued', editable=False, max_length=10, verbose_name='durum')),
                ('attempt', models.PositiveSmallIntegerField(default=1, editable=False, verbose_name='kaçıncı')),
                ('stop_asked', models.BooleanField(default=False, editable=False, verbose_name='durdurma istendi')),
                ('fault', models.CharField(blank=True, editable=False, max_length=30, verbose_name='hata')),
                ('model', models.CharField(blank=True, editable=False, max_length=100, verbose_name='model')),
                ('prompt_tokens', models.PositiveIntegerField(default=0, editable=False, verbose_name='giden birim')),
                ('completion_tokens', models.PositiveIntegerField(default=0, editable=False, verbose_name='gelen birim')),
                ('ended_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='bitiş')),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='soran')),
                ('message', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='reply', to='messaging.message', verbose_name='ileti')),
            ],
            options={
                'verbose_name': 'yardımcı yanıtı',
                'verbose_name_plural': 'yardımcı yanıtları',
                'default_permissions': (),
                'indexes': [models.Index(fields=['asked_by', 'asked_at'], name='reply_asked_by'), models.Index(fields=['asked_at'], name='reply_asked_at'), models.Index(condition=models.Q(('state__in', ['queued', 'streaming'])), fields=['state'], name='reply_open')],
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['queued', 'streaming', 'done', 'stopped', 'failed'])), name='reply_state_known')],
            },
        ),
        migrations.CreateModel(
            name='ReplyStream',
            fields=[
                ('reply', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='stream', serialize=False, to='messaging.assistantreply', verbose_name='yanıt')),
                ('sealed', kafkasder.core.sealed.SealedTextField(bound_to=('reply_id',), verbose_name='şimdiye kadar gelen')),
                ('beat_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='son haber')),
            ],
            options={
                'verbose_name': 'gelmekte olan yanıt',
                'verbose_name_plural': 'gelmekte olan yanıtlar',
                'default_permissions': (),
            },
        ),
        migrations.AddField(
            model_name='thread',
            name='forked_from',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='messaging.message', verbose_name='ayrıldığı ileti'),
        ),
        migrations.AddField(
            model_name='thread',
            name='last_message',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='messaging.message', verbose_name='son ileti'),
        ),
        migrations.AddField(
            model_name='message',
            name='mentions',
            field=models.ManyToManyField(blank=True, editable=False, related_name='+', through='messaging.MessageMention', to=settings.AUTH_USER_MODEL, verbose_name='anılanlar'),
        ),
    ]
