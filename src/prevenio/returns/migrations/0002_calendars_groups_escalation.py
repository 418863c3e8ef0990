import django.db.models.deletion
import prevenio.returns.models.periods
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0002_cache_table'),
        ('people', '__first__'),
        ('programme', '0001_initial'),
        ('returns', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Escalation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('rung', models.CharField(choices=[('REPORTER', 'who fills in'), ('CERTIFIER', 'who certifies'), ('HEAD_OF_BODY', 'head of the body'), ('HEAD_OF_BUREAU', 'head of the bureau'), ('COMMISSION', 'commission')], max_length=15, verbose_name='who is told')),
                ('days', models.PositiveSmallIntegerField(verbose_name='working days after the due day')),
                ('at', models.DateTimeField(verbose_name='at')),
                ('told', models.CharField(blank=True, max_length=254, verbose_name='told')),
                ('was_written', models.BooleanField(default=True)),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.body')),
                ('period', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='escalations', to='returns.reportingperiod')),
            ],
            options={
                'verbose_name': 'escalation',
                'verbose_name_plural': 'escalations',
                'constraints': [models.UniqueConstraint(fields=('period', 'body', 'rung', 'days'), name='one_escalation_per_step')],
            },
        ),
        migrations.CreateModel(
            name='EscalationStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('rung', models.CharField(choices=[('REPORTER', 'who fills in'), ('CERTIFIER', 'who certifies'), ('HEAD_OF_BODY', 'head of the body'), ('HEAD_OF_BUREAU', 'head of the bureau'), ('COMMISSION', 'commission')], max_length=15, verbose_name='who is told')),
                ('days', models.PositiveSmallIntegerField(verbose_name='working days after the due day')),
                ('authority', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='escalation_steps', to='people.authority')),
            ],
            options={
                'verbose_name': 'step of escalation',
                'verbose_name_plural': 'steps of escalation',
                'constraints': [models.UniqueConstraint(fields=('authority', 'rung', 'days'), name='one_escalation_step_per_day')],
            },
        ),
        migrations.CreateModel(
            name='PlannedPeriod',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('YEAR', 'year'), ('HALF_YEAR', 'half-year'), ('QUARTER', 'quarter'), ('SCHOOL_YEAR', 'school year'), ('SPAN', 'other span of days'), ('COMPLETION', 'end of an action'), ('REQUEST', 'request of the commission')], max_length=12, verbose_name='kind')),
                ('name', models.CharField(max_length=120, verbose_name='name')),
                ('first_day', models.DateField(verbose_name='first day')),
                ('last_day', models.DateField(verbose_name='last day')),
                ('due_on', models.DateField(verbose_name='due on')),
                ('authority', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='planned_periods', to='people.authority')),
                ('period', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='planned', to='returns.reportingperiod')),
            ],
            options={
                'verbose_name': 'planned period',
                'verbose_name_plural': 'planned periods',
                'constraints': [models.UniqueConstraint(fields=('authority', 'kind', 'first_day', 'last_day'), name='one_planned_period_per_span'), models.CheckConstraint(condition=models.Q(('last_day__gte', models.F('first_day')), ('due_on__gte', models.F('first_day'))), name='planned_period_days_in_order')],
            },
        ),
        migrations.RemoveConstraint(
            model_name='reportingperiod',
            name='one_period_per_span',
        ),
        migrations.AddField(
            model_name='actionreturn',
            name='within',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='member_returns', to='returns.actionreturn'),
        ),
        migrations.AddField(
            model_name='reportingperiod',
            name='asked_by',
            field=models.CharField(blank=True, max_length=200, verbose_name='who asked'),
        ),
        migrations.AddField(
            model_name='reportingperiod',
            name='asked_in',
            field=models.CharField(blank=True, max_length=200, verbose_name='act or sitting'),
        ),
        migrations.AddField(
            model_name='reportingperiod',
            name='asked_why',
            field=models.TextField(blank=True, verbose_name='why it is asked'),
        ),
        migrations.AddField(
            model_name='submissionwindow',
            name='ladder',
            field=models.JSONField(default=prevenio.returns.models.periods.default_ladder, verbose_name='ladder of escalation'),
        ),
        migrations.AlterField(
            model_name='actionreturn',
            name='part',
            field=models.CharField(choices=[('LEAD', 'return of the lead body'), ('CO_RESPONSIBLE', 'part of a co-responsible body'), ('MEMBER', 'part of a member of a group')], default='LEAD', max_length=15, verbose_name='part'),
        ),
        migrations.AlterField(
            model_name='bodycontact',
            name='purpose',
            field=models.CharField(choices=[('REPORT', 'fills in'), ('CERTIFY', 'certifies'), ('HEAD', 'heads the body')], max_length=10, verbose_name='for'),
        ),
        migrations.AlterField(
            model_name='reportingperiod',
            name='kind',
            field=models.CharField(choices=[('YEAR', 'year'), ('HALF_YEAR', 'half-year'), ('QUARTER', 'quarter'), ('SCHOOL_YEAR', 'school year'), ('SPAN', 'other span of days'), ('COMPLETION', 'end of an action'), ('REQUEST', 'request of the commission')], default='YEAR', max_length=12, verbose_name='kind'),
        ),
        migrations.AddConstraint(
            model_name='actionreturn',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('part', 'MEMBER'), ('within__isnull', False)), models.Q(models.Q(('part', 'MEMBER'), _negated=True), ('within__isnull', True)), _connector='OR'), name='member_return_is_within_its_groups'),
        ),
        migrations.AddConstraint(
            model_name='reportingperiod',
            constraint=models.UniqueConstraint(condition=models.Q(('kind__in', ['COMPLETION', 'REQUEST']), _negated=True), fields=('programme', 'kind', 'first_day', 'last_day'), name='one_period_per_kind_and_span'),
        ),
        migrations.AddConstraint(
            model_name='reportingperiod',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'REQUEST'), _negated=True), models.Q(models.Q(('asked_by', ''), _negated=True), models.Q(('asked_why', ''), _negated=True)), _connector='OR'), name='request_says_who_and_why'),
        ),
    ]
