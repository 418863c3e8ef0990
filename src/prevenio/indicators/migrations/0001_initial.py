import django.db.models.deletion
import prevenio.indicators.models.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('people', '0002_cache_table'),
        ('people', '__first__'),
        ('programme', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Indicator',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=20, verbose_name='code')),
                ('name', models.CharField(max_length=200, verbose_name='name')),
                ('definition', models.TextField(blank=True, verbose_name='what it counts')),
                ('formula', models.TextField(blank=True, verbose_name='formula')),
                ('unit', models.CharField(blank=True, max_length=40, verbose_name='unit')),
                ('nature', models.CharField(choices=[('COUNT', 'count'), ('SHARE', 'share'), ('RATE', 'rate'), ('AMOUNT', 'amount'), ('SCORE', 'score')], default='COUNT', max_length=6, verbose_name='nature')),
                ('population', models.CharField(blank=True, max_length=200, verbose_name='share of what')),
                ('source', models.CharField(blank=True, max_length=200, verbose_name='source')),
                ('frequency', models.CharField(choices=[('YEAR', 'every year'), ('HALF_YEAR', 'every half-year'), ('QUARTER', 'every quarter'), ('MONTH', 'every month'), ('SCHOOL_YEAR', 'every school year')], default='YEAR', max_length=11, verbose_name='how often')),
                ('direction', models.CharField(choices=[('LESS', 'less is better'), ('MORE', 'more is better'), ('NEITHER', 'neither is better')], default='LESS', max_length=7, verbose_name='direction')),
                ('data_class', models.CharField(choices=[('PUBLIC', 'public'), ('INTERNAL', 'internal'), ('POLICE', 'managed by the police')], default='INTERNAL', max_length=8, verbose_name='class')),
                ('group', models.CharField(choices=[('CRIME', 'Crimes'), ('PETTY', 'Petty offences'), ('SURVEILLANCE', 'Noticed by cameras'), ('FELT', 'Safety as people feel it'), ('OWN', 'Work of the programme')], default='OWN', max_length=12, verbose_name='group')),
                ('is_management', models.BooleanField(default=False, verbose_name='a measure of management control')),
                ('disaggregation', models.CharField(blank=True, max_length=200, verbose_name='broken down by')),
                ('smallest_shown', models.PositiveSmallIntegerField(default=5, verbose_name='smallest number shown')),
                ('stale_after', models.PositiveSmallIntegerField(default=180, verbose_name='days until a value is due')),
                ('stand_in', models.TextField(blank=True, verbose_name='stands in for')),
                ('first_day', models.DateField(blank=True, null=True, verbose_name='valid from')),
                ('last_day', models.DateField(blank=True, null=True, verbose_name='valid until')),
                ('series_source', models.CharField(blank=True, editable=False, max_length=40)),
                ('series_key', models.CharField(blank=True, editable=False, max_length=200)),
                ('series_names', models.JSONField(blank=True, default=list, editable=False)),
                ('revision', models.PositiveIntegerField(default=1, editable=False)),
                ('created_at', models.DateTimeField(verbose_name='created at')),
                ('changed_at', models.DateTimeField(verbose_name='changed at')),
                ('search_text', models.TextField(default='', editable=False)),
                ('authority', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='indicators', to='people.authority')),
                ('owner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='owned_indicators', to='people.body')),
            ],
            options={
                'verbose_name': 'indicator',
                'verbose_name_plural': 'indicators',
                'indexes': [models.Index(fields=['authority', 'group', 'code'], name='indicators__authori_967be4_idx')],
                'constraints': [models.UniqueConstraint(fields=('authority', 'code'), name='one_indicator_per_code'), models.UniqueConstraint(condition=models.Q(('series_source', ''), _negated=True), fields=('authority', 'series_source', 'series_key'), name='one_indicator_per_series'), models.CheckConstraint(condition=models.Q(('first_day__isnull', True), ('last_day__isnull', True), ('last_day__gte', models.F('first_day')), _connector='OR'), name='indicator_days_in_order')],
            },
        ),
        migrations.CreateModel(
            name='IndicatorLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('GOAL', 'goal'), ('AREA', 'area of action'), ('ACTION', 'action')], max_length=6, verbose_name='kind')),
                ('lineage', models.UUIDField()),
                ('indicator', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='links', to='indicators.indicator')),
            ],
            options={
                'verbose_name': 'link of an indicator',
                'verbose_name_plural': 'links of indicators',
                'indexes': [models.Index(fields=['kind', 'lineage'], name='indicators__kind_3e9677_idx')],
                'constraints': [models.UniqueConstraint(fields=('indicator', 'kind', 'lineage'), name='one_link_per_lineage')],
            },
        ),
        migrations.CreateModel(
            name='IndicatorValue',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('first_day', models.DateField(verbose_name='first day')),
                ('last_day', models.DateField(verbose_name='last day')),
                ('breakdown', models.CharField(blank=True, max_length=100, verbose_name='part')),
                ('number', prevenio.indicators.models.fields.ExactDecimalField(blank=True, max_length=60, null=True, verbose_name='number')),
                ('denominator', prevenio.indicators.models.fields.ExactDecimalField(blank=True, max_length=60, null=True, verbose_name='of how many')),
                ('as_of', models.DateField(verbose_name='as of')),
                ('source', models.CharField(max_length=300, verbose_name='source')),
                ('provenance', models.JSONField(blank=True, default=dict, verbose_name='where it stands')),
                ('reason', models.TextField(blank=True, verbose_name='reason')),
                ('at', models.DateTimeField(verbose_name='recorded at')),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('indicator', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='values', to='indicators.indicator')),
                ('supersedes', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='superseded_by', to='indicators.indicatorvalue')),
            ],
            options={
                'verbose_name': 'value of an indicator',
                'verbose_name_plural': 'values of indicators',
                'abstract': False,
                'base_manager_name': 'objects',
                'indexes': [models.Index(fields=['indicator', 'last_day'], name='indicators__indicat_dd56bd_idx')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('supersedes__isnull', True)), fields=('indicator', 'first_day', 'last_day', 'breakdown'), name='one_first_value_per_span'), models.CheckConstraint(condition=models.Q(('last_day__gte', models.F('first_day'))), name='value_days_in_order'), models.CheckConstraint(condition=models.Q(models.Q(('number__isnull', False), ('supersedes__isnull', True)), models.Q(('supersedes__isnull', False), models.Q(('reason', ''), _negated=True)), _connector='OR'), name='correction_has_its_reason')],
            },
        ),
        migrations.CreateModel(
            name='SeriesBreak',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField(verbose_name='day')),
                ('label', models.CharField(blank=True, max_length=60, verbose_name='in a few words')),
                ('what', models.TextField(verbose_name='what changed')),
                ('source', models.CharField(blank=True, max_length=300, verbose_name='source')),
                ('state', models.CharField(choices=[('PROPOSED', 'to be confirmed'), ('CONFIRMED', 'confirmed'), ('DISMISSED', 'dismissed')], default='CONFIRMED', max_length=9, verbose_name='state')),
                ('at', models.DateTimeField(verbose_name='recorded at')),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('indicator', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='breaks', to='indicators.indicator')),
            ],
            options={
                'verbose_name': 'break in a series',
                'verbose_name_plural': 'breaks in series',
                'constraints': [models.UniqueConstraint(fields=('indicator', 'day'), name='one_break_per_day')],
            },
        ),
        migrations.CreateModel(
            name='StatisticsTerritory',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('source', models.CharField(max_length=40, verbose_name='source')),
                ('territory', models.CharField(max_length=80, verbose_name='territory')),
                ('authority', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='statistics_territories', to='people.authority')),
            ],
            options={
                'verbose_name': 'territory in statistics',
                'verbose_name_plural': 'territories in statistics',
                'constraints': [models.UniqueConstraint(fields=('authority', 'source'), name='one_territory_per_source')],
            },
        ),
        migrations.CreateModel(
            name='StatisticsUpload',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200, verbose_name='file name')),
                ('source', models.CharField(max_length=40, verbose_name='source')),
                ('sha256', models.CharField(max_length=64)),
                ('size', models.PositiveIntegerField(verbose_name='size in bytes')),
                ('file', models.FileField(upload_to='statistics/%Y')),
                ('at', models.DateTimeField(verbose_name='uploaded at')),
                ('kept_at', models.DateTimeField(blank=True, null=True, verbose_name='kept at')),
                ('authority', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='statistics_uploads', to='people.authority')),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'file of statistics',
                'verbose_name_plural': 'files of statistics',
                'constraints': [models.UniqueConstraint(fields=('authority', 'sha256'), name='one_upload_per_digest')],
            },
        ),
        migrations.CreateModel(
            name='Target',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('TARGET', 'target'), ('BASELINE', 'baseline')], default='TARGET', max_length=8, verbose_name='kind')),
                ('first_year', models.PositiveSmallIntegerField(verbose_name='from year')),
                ('last_year', models.PositiveSmallIntegerField(verbose_name='to year')),
                ('number', prevenio.indicators.models.fields.ExactDecimalField(blank=True, max_length=60, null=True, verbose_name='number')),
                ('act_text', models.CharField(blank=True, max_length=200, verbose_name='act')),
                ('reason', models.TextField(verbose_name='reason')),
                ('at', models.DateTimeField(verbose_name='recorded at')),
                ('act', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programme.act')),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('indicator', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='targets', to='indicators.indicator')),
            ],
            options={
                'verbose_name': 'target',
                'verbose_name_plural': 'targets',
                'abstract': False,
                'base_manager_name': 'objects',
                'indexes': [models.Index(fields=['indicator', 'last_year'], name='indicators__indicat_f98468_idx')],
                'constraints': [models.CheckConstraint(condition=models.Q(('last_year__gte', models.F('first_year'))), name='target_years_in_order')],
            },
        ),
    ]
