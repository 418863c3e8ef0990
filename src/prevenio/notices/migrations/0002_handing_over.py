from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

import prevenio.notices.models


def give_tokens(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    notices = apps.get_model("notices", "Notice").objects
    for number in notices.filter(token="").values_list("pk", flat=True).iterator():
        notices.filter(pk=number).update(token=prevenio.notices.models.new_token())


class Migration(migrations.Migration):

    dependencies = [
        ('notices', '0001_initial'),
    ]

    operations = [
        migrations.AlterField(
            model_name='notice',
            name='state',
            field=models.CharField(choices=[('WAITING', 'Waiting'), ('SENT', 'Sent'), ('FAILED', 'Failed'), ('UNCERTAIN', 'May have gone out')], default='WAITING', max_length=10, verbose_name='state'),
        ),
        migrations.AddField(
            model_name='notice',
            name='handing_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='handed over at'),
        ),
        migrations.AddField(
            model_name='notice',
            name='token',
            field=models.CharField(default='', editable=False, max_length=32),
        ),
        migrations.RunPython(give_tokens, migrations.RunPython.noop),
        migrations.AlterField(
            model_name='notice',
            name='token',
            field=models.CharField(default=prevenio.notices.models.new_token, editable=False, max_length=32),
        ),
    ]
