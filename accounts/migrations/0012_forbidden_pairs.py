from django.db import migrations, models

# Who gives a role or a verb waits for whoever gives the same person another one: of two halves the second is refused.
# What has ended by itself is no half. A right that is shortened or taken is nobody's business here.
GUARD = """
CREATE FUNCTION accounts_refuse_pair() RETURNS trigger LANGUAGE plpgsql AS $body$
DECLARE
    today date := (now() AT TIME ZONE '{zone}')::date;
    broken text;
BEGIN
    PERFORM 1 FROM accounts_user WHERE id = NEW.user_id FOR NO KEY UPDATE;
    WITH roles AS (
        SELECT held.id, held.group_id, auth_group.name
        FROM accounts_user_groups AS held JOIN auth_group ON auth_group.id = held.group_id
        WHERE held.user_id = NEW.user_id AND (held.until IS NULL OR held.until >= today)
    ), sides AS (
        SELECT name AS side, TG_TABLE_NAME = 'accounts_user_groups' AND id = NEW.id AS is_new FROM roles
        UNION ALL
        SELECT type.app_label || '.' || verb.codename, TG_TABLE_NAME = 'accounts_user_groups' AND roles.id = NEW.id
        FROM roles
        JOIN auth_group_permissions AS carried ON carried.group_id = roles.group_id
        JOIN auth_permission AS verb ON verb.id = carried.permission_id
        JOIN django_content_type AS type ON type.id = verb.content_type_id
        WHERE roles.name <> 'admin'
        UNION ALL
        SELECT type.app_label || '.' || verb.codename, TG_TABLE_NAME <> 'accounts_user_groups' AND extra.id = NEW.id
        FROM accounts_user_user_permissions AS extra
        JOIN auth_permission AS verb ON verb.id = extra.permission_id
        JOIN django_content_type AS type ON type.id = verb.content_type_id
        WHERE extra.user_id = NEW.user_id AND (extra.until IS NULL OR extra.until >= today)
    )
    SELECT pair.first || ' / ' || pair.second INTO broken
    FROM accounts_forbiddenpair AS pair
    WHERE EXISTS (SELECT FROM sides WHERE side = pair.first)
        AND EXISTS (SELECT FROM sides WHERE side = pair.second)
        AND EXISTS (SELECT FROM sides WHERE is_new AND side IN (pair.first, pair.second))
    LIMIT 1;
    IF broken IS NOT NULL THEN
        RAISE EXCEPTION 'rights that exclude each other: %', broken
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'forbidden_pair';
    END IF;
    RETURN NULL;
END
$body$;
"""
TRIGGERS = """
CREATE TRIGGER forbidden_pair_given AFTER INSERT ON {table}
    FOR EACH ROW EXECUTE FUNCTION accounts_refuse_pair();
CREATE TRIGGER forbidden_pair_extended AFTER UPDATE ON {table}
    FOR EACH ROW
    WHEN (NEW.user_id <> OLD.user_id OR NEW.{column} <> OLD.{column}
        OR coalesce(NEW.until, 'infinity') > coalesce(OLD.until, 'infinity'))
    EXECUTE FUNCTION accounts_refuse_pair();
"""
GO = """
DROP TRIGGER forbidden_pair_given ON {table};
DROP TRIGGER forbidden_pair_extended ON {table};
"""
TABLES = {"accounts_user_groups": "group_id", "accounts_user_user_permissions": "permission_id"}


def guard(apps, schema_editor):
    from django.conf import settings

    schema_editor.execute(GUARD.replace("{zone}", settings.TIME_ZONE), params=None)
    for table, column in TABLES.items():
        schema_editor.execute(TRIGGERS.format(table=table, column=column))


def unguard(apps, schema_editor):
    for table in TABLES:
        schema_editor.execute(GO.format(table=table))
    schema_editor.execute("DROP FUNCTION accounts_refuse_pair()")


class Migration(migrations.Migration):
    dependencies = [("accounts", "0011_grants_from_the_trail")]
    operations = [
        migrations.CreateModel(
            name="ForbiddenPair",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("first", models.CharField(db_collation="C", max_length=150, verbose_name="birinci")),
                ("second", models.CharField(db_collation="C", max_length=150, verbose_name="ikinci")),
                ("reason", models.CharField(max_length=300, verbose_name="neden")),
            ],
            options={
                "verbose_name": "birlikte verilemeyen yetkiler",
                "verbose_name_plural": "birlikte verilemeyen yetkiler",
                "ordering": ["first", "second"],
                "permissions": [("manage_pairs", "Birlikte verilemeyen yetkileri belirler")],
                "default_permissions": (),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("first__lt", models.F("second"))),
                        name="pair_in_order",
                        violation_error_message="İki yetki aynı olamaz.",
                    ),
                    models.UniqueConstraint(
                        fields=("first", "second"),
                        name="pair_once",
                        violation_error_message="Bu iki yetki zaten birlikte verilemiyor.",
                    ),
                ],
            },
        ),
        migrations.RunPython(guard, unguard),
    ]
