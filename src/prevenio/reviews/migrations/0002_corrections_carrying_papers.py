import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0002_cache_table'),
        ('people', '__first__'),
        ('places', '0001_initial'),
        ('programme', '0001_initial'),
        ('returns', '0001_initial'),
        ('reviews', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Batch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('RUNNING', 'being made'), ('DONE', 'made'), ('CANCELLED', 'cancelled')], default='RUNNING', max_length=10, verbose_name='state')),
                ('asked_at', models.DateTimeField(verbose_name='asked for at')),
                ('finished_at', models.DateTimeField(blank=True, null=True, verbose_name='finished at')),
                ('file', models.CharField(blank=True, max_length=200)),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('period', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='batches', to='returns.reportingperiod')),
            ],
            options={
                'verbose_name': 'batch of extracts',
                'verbose_name_plural': 'batches of extracts',
                'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'RUNNING')), fields=('period',), name='one_running_batch'), models.CheckConstraint(condition=models.Q(models.Q(('finished_at__isnull', True), ('state', 'RUNNING')), models.Q(models.Q(('state', 'RUNNING'), _negated=True), ('finished_at__isnull', False)), _connector='OR'), name='batch_that_ended_has_a_moment')],
            },
        ),
        migrations.CreateModel(
            name='BatchItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField()),
                ('taken_at', models.DateTimeField(blank=True, null=True)),
                ('done_at', models.DateTimeField(blank=True, null=True, verbose_name='done at')),
                ('file', models.CharField(blank=True, max_length=200)),
                ('batch', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='items', to='reviews.batch')),
                ('body', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.body')),
                ('municipality', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.municipality')),
            ],
            options={
                'verbose_name': 'extract of a batch',
                'verbose_name_plural': 'extracts of a batch',
                'constraints': [models.UniqueConstraint(fields=('batch', 'position'), name='one_extract_per_place'), models.CheckConstraint(condition=models.Q(models.Q(('body__isnull', False), ('municipality__isnull', True)), models.Q(('body__isnull', True), ('municipality__isnull', False)), _connector='OR'), name='extract_is_about_one'), models.CheckConstraint(condition=models.Q(models.Q(('done_at__isnull', True), ('file', '')), models.Q(('done_at__isnull', False), models.Q(('file', ''), _negated=True)), _connector='OR'), name='extract_done_has_file')],
            },
        ),
        migrations.CreateModel(
            name='CarryOver',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('begun_at', models.DateTimeField(verbose_name='begun at')),
                ('changed_at', models.DateTimeField(verbose_name='changed at')),
                ('finished_at', models.DateTimeField(blank=True, null=True, verbose_name='finished at')),
                ('draft', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='carried_from', to='programme.programmeversion')),
                ('version', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='carry_over', to='programme.programmeversion')),
            ],
            options={
                'verbose_name': 'carrying over',
                'verbose_name_plural': 'carryings over',
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('draft__isnull', True), ('finished_at__isnull', True)), models.Q(('draft__isnull', False), ('finished_at__isnull', False)), _connector='OR'), name='finished_carry_over_has_draft'), models.CheckConstraint(condition=models.Q(('draft__isnull', True), models.Q(('draft', models.F('version')), _negated=True), _connector='OR'), name='carry_over_leads_to_another_version')],
            },
        ),
        migrations.CreateModel(
            name='CarryDecision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('fate', models.CharField(choices=[('KEPT', 'kept'), ('CHANGED', 'changed'), ('DONE', 'done'), ('DROPPED', 'dropped'), ('UNFUNDED', 'without money')], max_length=10, verbose_name='what becomes of it')),
                ('reason', models.TextField(blank=True, verbose_name='reason')),
                ('decided_at', models.DateTimeField(verbose_name='decided at')),
                ('action', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='carry_decisions', to='programme.action')),
                ('decided_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('carry_over', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='decisions', to='reviews.carryover')),
            ],
            options={
                'verbose_name': 'decision about an action',
                'verbose_name_plural': 'decisions about actions',
                'constraints': [models.UniqueConstraint(fields=('carry_over', 'action'), name='one_carry_decision_per_action'), models.CheckConstraint(condition=models.Q(('fate__in', ['KEPT', 'DONE']), models.Q(('reason', ''), _negated=True), _connector='OR'), name='carry_decision_says_why')],
            },
        ),
        migrations.CreateModel(
            name='CorrectiveAction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(verbose_name='number')),
                ('wrong', models.TextField(verbose_name='what is wrong')),
                ('to_do', models.TextField(verbose_name='what is to be done')),
                ('due_on', models.DateField(verbose_name='until')),
                ('state', models.CharField(choices=[('OPEN', 'To be done'), ('DONE', 'Done'), ('NOT_EFFECTIVE', 'Did not help'), ('DROPPED', 'Dropped')], default='OPEN', max_length=15, verbose_name='state')),
                ('opened_at', models.DateTimeField(verbose_name='opened at')),
                ('changed_at', models.DateTimeField(verbose_name='changed at')),
                ('action', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='corrective_actions', to='programme.action')),
                ('assessment', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='corrective_action', to='reviews.assessment')),
                ('authority', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='corrective_actions', to='people.authority')),
                ('body', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='corrective_actions', to='people.body')),
                ('period', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='corrective_actions', to='returns.reportingperiod')),
            ],
            options={
                'verbose_name': 'corrective action',
                'verbose_name_plural': 'corrective actions',
                'indexes': [models.Index(fields=['authority', 'state', 'due_on'], name='reviews_cor_authori_21da99_idx')],
                'constraints': [models.UniqueConstraint(fields=('authority', 'number'), name='one_corrective_action_per_number'), models.CheckConstraint(condition=models.Q(models.Q(('wrong', ''), _negated=True), models.Q(('to_do', ''), _negated=True)), name='corrective_action_has_words')],
            },
        ),
        migrations.CreateModel(
            name='CorrectionEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField(verbose_name='number')),
                ('kind', models.CharField(choices=[('OPENED', 'opened'), ('DONE', 'done'), ('NOT_EFFECTIVE', 'did not help'), ('DROPPED', 'dropped')], max_length=15, verbose_name='event')),
                ('words', models.TextField(blank=True, verbose_name='words')),
                ('evidence', models.TextField(blank=True, verbose_name='evidence')),
                ('due_on', models.DateField(blank=True, null=True, verbose_name='until')),
                ('at', models.DateTimeField(verbose_name='at')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('corrective_action', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='events', to='reviews.correctiveaction')),
            ],
            options={
                'verbose_name': 'event of a corrective action',
                'verbose_name_plural': 'events of corrective actions',
                'abstract': False,
                'base_manager_name': 'objects',
                'constraints': [models.UniqueConstraint(fields=('corrective_action', 'number'), name='one_correction_event_per_number')],
            },
        ),
        migrations.CreateModel(
            name='ReleasedStatement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('content', models.JSONField(verbose_name='content')),
                ('content_digest', models.CharField(max_length=64)),
                ('released_at', models.DateTimeField(verbose_name='released at')),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='released_statements', to='people.body')),
                ('period', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='released_statements', to='returns.reportingperiod')),
                ('released_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': "released statement on a body's work",
                'verbose_name_plural': "released statements on bodies' work",
                'constraints': [models.UniqueConstraint(fields=('period', 'body'), name='one_released_statement')],
            },
        ),
    ]
