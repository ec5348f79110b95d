import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
import django.db.models.lookups
import django.utils.timezone
import kafkasder.core.sql
import tasks.models.files
import tasks.repetition
import tasks.tags
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('core', '0002_turkish_arrays'),
    ]

    operations = [
        migrations.CreateModel(
            name='Task',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=100, validators=[django.core.validators.MinLengthValidator(3)], verbose_name='başlık')),
                ('description', models.TextField(blank=True, max_length=1000, verbose_name='açıklama')),
                ('priority', models.CharField(choices=[('low', 'Düşük'), ('normal', 'Normal'), ('high', 'Yüksek'), ('urgent', 'Acil')], default='normal', max_length=10, verbose_name='öncelik')),
                ('state', models.CharField(choices=[('pending', 'Beklemede'), ('in_progress', 'Devam ediyor'), ('waiting', 'Yanıt bekliyor'), ('completed', 'Tamamlandı'), ('cancelled', 'İptal edildi')], default='pending', editable=False, max_length=15, verbose_name='durum')),
                ('state_reason', models.CharField(blank=True, editable=False, max_length=300, verbose_name='durum nedeni')),
                ('state_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='durum zamanı')),
                ('due_on', models.DateField(blank=True, null=True, verbose_name='son gün')),
                ('due_time', models.TimeField(blank=True, null=True, verbose_name='saat')),
                ('category', models.CharField(blank=True, max_length=50, verbose_name='kategori')),
                ('tags', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=30), blank=True, default=list, size=None, validators=[tasks.tags.validate_tags], verbose_name='etiketler')),
                ('tag_keys', models.GeneratedField(db_persist=True, expression=kafkasder.core.sql.TurkishFoldEach('tags'), output_field=django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), size=None))),
                ('reference_kind', models.CharField(blank=True, editable=False, max_length=40, verbose_name='bağlı kayıt türü')),
                ('reference_pk', models.BigIntegerField(blank=True, editable=False, null=True, verbose_name='bağlı kayıt')),
                ('repeat', models.CharField(blank=True, max_length=200, validators=[tasks.repetition.validate_rule], verbose_name='tekrar')),
                ('read_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='okunma')),
                ('position', models.BigIntegerField(default=0, editable=False, verbose_name='sıra')),
                ('completed_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='tamamlanma')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='açılma')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='son değişiklik')),
                ('destroyed_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='imha zamanı')),
                ('words', models.GeneratedField(db_persist=True, expression=kafkasder.core.sql.TurkishWords('title', 'description', 'category'), output_field=django.contrib.postgres.search.SearchVectorField())),
                ('completed_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='tamamlayan')),
                ('created_by', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='created_tasks', to=settings.AUTH_USER_MODEL, verbose_name='açan')),
                ('follows', models.OneToOneField(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='followed_by', to='tasks.task', verbose_name='önceki görev')),
                ('responsible', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='tasks', to=settings.AUTH_USER_MODEL, verbose_name='sorumlu')),
            ],
            options={
                'verbose_name': 'görev',
                'verbose_name_plural': 'görevler',
                'permissions': [('view_tasks', 'Görevleri görür'), ('view_all_tasks', 'Bütün görevleri görür (yoksa yalnız kendisini ilgilendirenleri)'), ('add_task', 'Görev açar ve kendi görevlerini yürütür'), ('change_task', 'Başkalarının görevlerini de değiştirir ve yürütür'), ('assign_task', 'Görevi başkasına verir'), ('import_tasks', 'Görevleri dosyadan içe aktarır'), ('export_tasks', 'Görevleri dosyaya aktarır')],
                'default_permissions': (),
                'indexes': [django.contrib.postgres.indexes.GinIndex(fields=['words'], name='task_words'), django.contrib.postgres.indexes.GinIndex(fields=['tag_keys'], name='task_tags'), models.Index(fields=['state', 'position', 'id'], name='task_board'), models.Index(fields=['due_on', 'due_time', 'id'], name='task_by_day'), models.Index(fields=['-created_at', '-id'], name='task_newest'), models.Index(fields=['category'], name='task_category'), models.Index(fields=['priority'], name='task_priority'), models.Index(condition=models.Q(('reference_kind', ''), _negated=True), fields=['reference_kind', 'reference_pk'], name='task_of_record'), models.Index(condition=models.Q(('state__in', ('completed', 'cancelled')), _negated=True), fields=['due_on'], name='task_open_by_day'), models.Index(condition=models.Q(('state__in', ('completed', 'cancelled'))), fields=['state_at'], name='task_closed')],
                'constraints': [models.CheckConstraint(condition=django.db.models.lookups.GreaterThanOrEqual(django.db.models.functions.text.Length(django.db.models.functions.text.Trim('title')), 3), name='task_title_length', violation_error_message='Başlık en az 3 karakter olmalıdır.'), models.CheckConstraint(condition=django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length('description'), 1000), name='task_description_length', violation_error_message='Açıklama en çok 1000 karakter olabilir.'), models.CheckConstraint(condition=models.Q(('priority__in', ['low', 'normal', 'high', 'urgent'])), name='task_priority_known'), models.CheckConstraint(condition=models.Q(('state__in', ['pending', 'in_progress', 'waiting', 'completed', 'cancelled'])), name='task_state_known'), models.CheckConstraint(condition=models.Q(models.Q(('completed_at__isnull', False), ('state', 'completed')), models.Q(models.Q(('state', 'completed'), _negated=True), ('completed_at__isnull', True), ('completed_by__isnull', True)), _connector='OR'), name='task_completed_at'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'cancelled'), _negated=True), models.Q(('state_reason', ''), _negated=True), _connector='OR'), name='task_cancelled_for_reason'), models.CheckConstraint(condition=models.Q(('due_time__isnull', True), ('due_on__isnull', False), _connector='OR'), name='task_time_needs_day', violation_error_message='Saat için önce son günü yazın.'), models.CheckConstraint(condition=models.Q(('repeat', ''), ('due_on__isnull', False), _connector='OR'), name='task_repeat_needs_day', violation_error_message='Tekrarlanan görevin bir son günü olmalıdır.'), models.CheckConstraint(condition=models.Q(('tags__len__lte', 10)), name='task_tags_few', violation_error_message='En çok 10 etiket verilebilir.'), models.CheckConstraint(condition=models.Q(kafkasder.core.sql.TurkishRepeats('tags'), _negated=True), name='task_tags_distinct', violation_error_message='Aynı etiket iki kez verilemez.'), models.CheckConstraint(condition=models.Q(kafkasder.core.sql.PlainEach('tags')), name='task_tags_plain', violation_error_message='Etiketlerde harf, rakam, boşluk, - ve _ kullanılabilir.'), models.CheckConstraint(condition=models.Q(models.Q(('reference_kind', ''), ('reference_pk__isnull', True)), models.Q(models.Q(('reference_kind', ''), _negated=True), ('reference_pk__isnull', False)), _connector='OR'), name='task_reference_whole'), models.CheckConstraint(condition=models.Q(('follows', models.F('id')), _negated=True), name='task_follows_another'), models.CheckConstraint(condition=models.Q(('destroyed_at__isnull', True), models.Q(('description', ''), ('state__in', ('completed', 'cancelled'))), _connector='OR'), name='task_destroyed_is_blank')],
            },
        ),
        migrations.CreateModel(
            name='Comment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField(blank=True, max_length=2000, verbose_name='yorum')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='yazılma')),
                ('edited_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='düzeltilme')),
                ('withdrawn_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='geri çekilme')),
                ('author', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='task_comments', to=settings.AUTH_USER_MODEL, verbose_name='yazan')),
                ('task', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='comments', to='tasks.task', verbose_name='görev')),
            ],
            options={
                'verbose_name': 'görev yorumu',
                'verbose_name_plural': 'görev yorumları',
                'ordering': ['created_at', 'pk'],
                'default_permissions': (),
                'constraints': [models.CheckConstraint(condition=django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length('text'), 2000), name='task_comment_length', violation_error_message='Yorum en çok 2000 karakter olabilir.'), models.CheckConstraint(condition=models.Q(models.Q(('withdrawn_at__isnull', True), models.Q(('text', ''), _negated=True)), models.Q(('text', ''), ('withdrawn_at__isnull', False)), _connector='OR'), name='task_comment_says_something', violation_error_message='Lütfen bir şey yazın.')],
            },
        ),
        migrations.CreateModel(
            name='Follower',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='takip zamanı')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='followings', to=settings.AUTH_USER_MODEL, verbose_name='kullanıcı')),
                ('task', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='followings', to='tasks.task', verbose_name='görev')),
            ],
            options={
                'verbose_name': 'görev takibi',
                'verbose_name_plural': 'görev takipleri',
                'default_permissions': (),
                'constraints': [models.UniqueConstraint(fields=('task', 'user'), name='task_follower_once')],
            },
        ),
        migrations.CreateModel(
            name='Mention',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('comment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='tasks.comment', verbose_name='yorum')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='task_mentions', to=settings.AUTH_USER_MODEL, verbose_name='kullanıcı')),
            ],
            options={
                'verbose_name': 'yorumda anma',
                'verbose_name_plural': 'yorumda anmalar',
                'default_permissions': (),
                'constraints': [models.UniqueConstraint(fields=('comment', 'user'), name='task_mention_once')],
            },
        ),
        migrations.CreateModel(
            name='ChecklistItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.CharField(max_length=200, verbose_name='adım')),
                ('done', models.BooleanField(default=False, editable=False, verbose_name='yapıldı')),
                ('done_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='yapılma')),
                ('position', models.PositiveIntegerField(default=0, editable=False, verbose_name='sıra')),
                ('done_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='yapan')),
                ('task', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='steps', to='tasks.task', verbose_name='görev')),
            ],
            options={
                'verbose_name': 'görev adımı',
                'verbose_name_plural': 'görev adımları',
                'ordering': ['position', 'pk'],
                'default_permissions': (),
                'constraints': [models.CheckConstraint(condition=django.db.models.lookups.GreaterThan(django.db.models.functions.text.Length(django.db.models.functions.text.Trim('text')), 0), name='task_step_says_something'), models.CheckConstraint(condition=models.Q(models.Q(('done', True), ('done_at__isnull', False)), models.Q(('done', False), ('done_at__isnull', True), ('done_by__isnull', True)), _connector='OR'), name='task_step_done_at')],
            },
        ),
        migrations.CreateModel(
            name='TaskFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('content', models.FileField(max_length=150, upload_to=tasks.models.files.place_of, verbose_name='dosya')),
                ('name', models.CharField(max_length=150, verbose_name='dosya adı')),
                ('content_type', models.CharField(max_length=100, verbose_name='dosya türü')),
                ('size', models.PositiveBigIntegerField(verbose_name='boyut')),
                ('added_at', models.DateTimeField(auto_now_add=True, verbose_name='eklenme')),
                ('added_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='ekleyen')),
                ('task', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='files', to='tasks.task', verbose_name='görev')),
            ],
            options={
                'verbose_name': 'görev dosyası',
                'verbose_name_plural': 'görev dosyaları',
                'ordering': ['added_at', 'pk'],
                'default_permissions': (),
                'constraints': [models.CheckConstraint(condition=models.Q(('size__gt', 0), ('size__lte', 20971520)), name='task_file_size'), models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='task_file_named')],
            },
        ),
        migrations.AddField(
            model_name='task',
            name='followers',
            field=models.ManyToManyField(blank=True, editable=False, related_name='followed_tasks', through='tasks.Follower', to=settings.AUTH_USER_MODEL, verbose_name='takip edenler'),
        ),
        migrations.AddField(
            model_name='comment',
            name='mentions',
            field=models.ManyToManyField(blank=True, editable=False, related_name='+', through='tasks.Mention', to=settings.AUTH_USER_MODEL, verbose_name='anılanlar'),
        ),
    ]
