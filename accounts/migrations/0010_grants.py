import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


def grant_fields():
    return [
        ("until", models.DateField(blank=True, null=True, verbose_name="son gün")),
        (
            "given_at",
            models.DateTimeField(blank=True, default=django.utils.timezone.now, null=True, verbose_name="verilme"),
        ),
        ("reason", models.CharField(blank=True, max_length=300, verbose_name="neden")),
        (
            "given_by",
            models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="veren",
            ),
        ),
    ]


def link(name, table, of, target, label, plural):
    """Give the table that Django made for a many-to-many field a model, in the state alone."""
    fields = [
        (
            "id",
            models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
        ),
        (
            "user",
            models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="memberships" if of == "group" else "verb_grants",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        (
            of,
            models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="memberships" if of == "group" else "verb_grants",
                to=target,
                verbose_name=label,
            ),
        ),
    ]
    options = {
        "verbose_name": label if of == "group" else "ek yetki",
        "verbose_name_plural": plural,
        "db_table": table,
        "abstract": False,
        "default_permissions": (),
        "unique_together": {("user", of)},
    }
    return migrations.CreateModel(name=name, fields=fields, options=options)


def through(field, target, model, of, label):
    return migrations.AlterField(
        model_name="user",
        name=field,
        field=models.ManyToManyField(
            blank=True,
            related_name="user_set",
            related_query_name="user",
            through=f"accounts.{model}",
            through_fields=("user", of),
            to=target,
            verbose_name=label,
        ),
    )


class Migration(migrations.Migration):
    dependencies = [("accounts", "0009_security_watch"), ("auth", "0012_alter_user_first_name_max_length")]
    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                link("Membership", "accounts_user_groups", "group", "auth.group", "rol", "roller"),
                through("groups", "auth.group", "Membership", "group", "roller"),
                link(
                    "ExtraVerb",
                    "accounts_user_user_permissions",
                    "permission",
                    "auth.permission",
                    "yetki",
                    "ek yetkiler",
                ),
                through("user_permissions", "auth.permission", "ExtraVerb", "permission", "ek yetkiler"),
            ]
        ),
        *(
            migrations.AddField(model_name=model, name=name, field=field)
            for model in ("membership", "extraverb")
            for name, field in grant_fields()
        ),
    ]
