from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("aid", "0003_applications_found")]
    operations = [
        migrations.AddField(
            model_name="banktemplate",
            name="amount_format",
            field=models.CharField(
                choices=[
                    ("comma", "1234,56"),
                    ("dot", "1234.56"),
                    ("grouped", "1.234,56"),
                    ("cents", "123456 (kuruş)"),
                ],
                default="comma",
                max_length=10,
                verbose_name="tutarın yazılışı",
            ),
        ),
    ]
