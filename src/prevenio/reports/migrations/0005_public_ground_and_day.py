from datetime import date

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('places', '0002_precincts_duties_addresses'),
        ('reports', '0004_apart_from_places_and_no_review_after_the_end'),
    ]

    operations = [
        migrations.AddField(
            model_name='report',
            name='public_municipality',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.municipality'),
        ),
        migrations.AddField(
            model_name='report',
            name='public_precinct',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.precinct'),
        ),
        # The next migration writes the days of the reports there are.
        migrations.AddField(
            model_name='report',
            name='received_on',
            field=models.DateField(default=date(2000, 1, 1)),
            preserve_default=False,
        ),
        migrations.AddIndex(
            model_name='report',
            index=models.Index(fields=['authority', '-received_on', 'key'], name='report_by_public_day'),
        ),
    ]
