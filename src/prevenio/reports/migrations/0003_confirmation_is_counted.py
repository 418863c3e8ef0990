from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('reports', '0002_open_report_by_due_day'),
    ]

    operations = [
        migrations.AddField(
            model_name='confirmation',
            name='is_counted',
            field=models.BooleanField(default=True),
        ),
        migrations.RemoveConstraint(
            model_name='confirmation',
            name='one_confirmation_per_person',
        ),
        migrations.AddConstraint(
            model_name='confirmation',
            constraint=models.UniqueConstraint(condition=models.Q(('is_counted', True)), fields=('report', 'person_key', 'is_there'), name='one_confirmation_per_person'),
        ),
    ]
