import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
import kafkasder.core.sql
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
        ('core', '0001_turkish_functions'),
    ]

    operations = [
        migrations.CreateModel(
            name='User',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('email', models.EmailField(db_collation='C', error_messages={'unique': 'Bu e-posta ile kayıtlı bir kullanıcı zaten var.'}, max_length=254, verbose_name='e-posta')),
                ('full_name', models.CharField(max_length=150, verbose_name='ad soyad')),
                ('phone', models.CharField(blank=True, max_length=16, verbose_name='telefon')),
                ('title', models.CharField(blank=True, max_length=100, verbose_name='görev')),
                ('avatar', models.ImageField(blank=True, upload_to='avatars/', verbose_name='fotoğraf')),
                ('labels', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=30), blank=True, default=list, size=None, verbose_name='etiketler')),
                ('is_active', models.BooleanField(default=True, verbose_name='etkin')),
                ('language', models.CharField(choices=[('tr', 'Türkçe'), ('en', 'İngilizce')], default='tr', max_length=5, verbose_name='dil')),
                ('theme', models.CharField(choices=[('system', 'Sistemle aynı'), ('light', 'Açık'), ('dark', 'Koyu')], default='system', max_length=10, verbose_name='görünüm')),
                ('density', models.CharField(choices=[('comfortable', 'Rahat'), ('compact', 'Sıkışık')], default='comfortable', max_length=15, verbose_name='sıklık')),
                ('preferences', models.JSONField(blank=True, default=dict, verbose_name='tercihler')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='oluşturulma')),
                ('session_generation', models.PositiveIntegerField(default=0, editable=False, verbose_name='oturum kuşağı')),
                ('name_key', models.GeneratedField(db_persist=True, expression=kafkasder.core.sql.TurkishSortKey('full_name'), output_field=models.TextField(db_collation='C'))),
                ('words', models.GeneratedField(db_persist=True, expression=kafkasder.core.sql.TurkishWords('full_name', 'email', 'title'), output_field=django.contrib.postgres.search.SearchVectorField())),
                ('groups', models.ManyToManyField(blank=True, related_name='user_set', related_query_name='user', to='auth.group', verbose_name='roller')),
                ('user_permissions', models.ManyToManyField(blank=True, related_name='user_set', related_query_name='user', to='auth.permission', verbose_name='ek yetkiler')),
            ],
            options={
                'verbose_name': 'kullanıcı',
                'verbose_name_plural': 'kullanıcılar',
                'permissions': [('manage_users', 'Kullanıcıları yönetir'), ('give_extra_verbs', 'Kişiye ek yetki verir'), ('view_audit', 'Denetim kayıtlarını görür'), ('view_live', 'Canlı sayfaların durumunu görür'), ('view_health', 'Sistemin sağlık ayrıntılarını görür'), ('use_admin', 'Django yönetim sayfalarını kullanır')],
                'default_permissions': (),
                'indexes': [django.contrib.postgres.indexes.GinIndex(fields=['words'], name='user_words'), models.Index(fields=['name_key'], name='user_by_name')],
                'constraints': [models.UniqueConstraint(django.db.models.functions.text.Lower('email'), name='user_email_unique', violation_error_message='Bu e-posta ile kayıtlı bir kullanıcı zaten var.'), models.CheckConstraint(condition=models.Q(('email__regex', '^[!-@[-~]+$')), name='user_email_normal', violation_error_message='E-posta yalnız İngilizce harfler, rakamlar ve işaretlerden oluşur.')],
            },
        ),
        migrations.CreateModel(
            name='AuditEntry',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('at', models.DateTimeField(verbose_name='zaman')),
                ('actor_name', models.CharField(blank=True, max_length=150, verbose_name='adı')),
                ('source', models.CharField(choices=[('web', 'Panel'), ('admin', 'Yönetim sayfası'), ('command', 'Komut'), ('import', 'İçe aktarma'), ('system', 'Sistem'), ('sql', 'Doğrudan SQL')], max_length=10, verbose_name='kaynak')),
                ('ip', models.GenericIPAddressField(null=True, verbose_name='adres')),
                ('request_id', models.CharField(blank=True, max_length=40, verbose_name='istek no')),
                ('action', models.CharField(choices=[('create', 'Oluşturma'), ('update', 'Değiştirme'), ('delete', 'Silme'), ('view', 'Görüntüleme'), ('export', 'Dışa aktarma')], max_length=10, verbose_name='işlem')),
                ('table_name', models.CharField(max_length=63, verbose_name='tablo')),
                ('row_pk', models.CharField(max_length=64, verbose_name='kayıt no')),
                ('row_label', models.CharField(blank=True, max_length=200, verbose_name='kayıt')),
                ('changes', models.JSONField(default=dict, verbose_name='değişenler')),
                ('reason', models.CharField(blank=True, max_length=500, verbose_name='neden')),
                ('actor', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='kim')),
            ],
            options={
                'verbose_name': 'denetim kaydı',
                'verbose_name_plural': 'denetim kayıtları',
                'ordering': ['-id'],
                'default_permissions': (),
                'indexes': [models.Index(fields=['table_name', 'row_pk', 'id'], name='audit_of_row'), models.Index(fields=['actor', 'id'], name='audit_by_actor'), django.contrib.postgres.indexes.BrinIndex(autosummarize=True, fields=['at'], name='audit_at')],
            },
        ),
    ]
