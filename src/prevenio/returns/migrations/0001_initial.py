import django.db.models.deletion
import prevenio.returns.models.periods
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
            name='ReportingPeriod',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('YEAR', 'year'), ('SPAN', 'other span of days'), ('COMPLETION', 'end of an action')], default='YEAR', max_length=12, verbose_name='kind')),
                ('name', models.CharField(max_length=120, verbose_name='name')),
                ('first_day', models.DateField(verbose_name='first day')),
                ('last_day', models.DateField(verbose_name='last day')),
                ('opened_at', models.DateTimeField(verbose_name='opened at')),
                ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='closed at')),
                ('released_at', models.DateTimeField(blank=True, null=True, verbose_name='released at')),
                ('authority', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reporting_periods', to='people.authority')),
                ('opened_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reporting_periods', to='programme.programme')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programme.programmeversion')),
            ],
            options={
                'verbose_name': 'reporting period',
                'verbose_name_plural': 'reporting periods',
                'constraints': [models.UniqueConstraint(condition=models.Q(('kind', 'COMPLETION'), _negated=True), fields=('programme', 'first_day', 'last_day'), name='one_period_per_span'), models.CheckConstraint(condition=models.Q(('last_day__gte', models.F('first_day'))), name='period_days_in_order')],
            },
        ),
        migrations.CreateModel(
            name='Mailing',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('occasion', models.CharField(max_length=40)),
                ('at', models.DateTimeField()),
                ('was_written', models.BooleanField(default=True)),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.body')),
                ('period', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='mailings', to='returns.reportingperiod')),
            ],
            options={
                'verbose_name': 'mailing',
                'verbose_name_plural': 'mailings',
                'constraints': [models.UniqueConstraint(fields=('period', 'body', 'occasion'), name='one_mailing_per_occasion')],
            },
        ),
        migrations.CreateModel(
            name='ActionReturn',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('part', models.CharField(choices=[('LEAD', 'return of the lead body'), ('CO_RESPONSIBLE', 'part of a co-responsible body')], default='LEAD', max_length=15, verbose_name='part')),
                ('state', models.CharField(choices=[('DRAFT', 'Not sent'), ('SUBMITTED', 'Waits for certification'), ('CERTIFIED', 'Waits for the bureau'), ('SENT_BACK', 'Sent back'), ('ACCEPTED', 'Accepted')], default='DRAFT', max_length=10, verbose_name='state')),
                ('due_on', models.DateField(verbose_name='due on')),
                ('outcome', models.CharField(blank=True, choices=[('', 'not said'), ('DONE', 'done'), ('IN_COURSE', 'in course'), ('NOT_STARTED', 'not started'), ('NOT_TRIGGERED', 'not triggered'), ('NOT_DUE', 'not in season'), ('ABANDONED', 'abandoned')], max_length=15, verbose_name='state of the action')),
                ('narrative', models.TextField(blank=True, verbose_name='what was done')),
                ('reason', models.TextField(blank=True, verbose_name='reason')),
                ('counts', models.JSONField(blank=True, default=list, verbose_name='numbers')),
                ('revision', models.PositiveIntegerField(default=0)),
                ('saved_at', models.DateTimeField(blank=True, null=True, verbose_name='saved at')),
                ('first_submitted_at', models.DateTimeField(blank=True, null=True, verbose_name='first sent at')),
                ('submitted_at', models.DateTimeField(blank=True, null=True, verbose_name='sent at')),
                ('certified_at', models.DateTimeField(blank=True, null=True, verbose_name='certified at')),
                ('accepted_at', models.DateTimeField(blank=True, null=True, verbose_name='accepted at')),
                ('released_at', models.DateTimeField(blank=True, null=True, verbose_name='shown to residents at')),
                ('action', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='returns', to='programme.action')),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='returns', to='people.body')),
                ('period', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='returns', to='returns.reportingperiod')),
            ],
            options={
                'verbose_name': 'return',
                'verbose_name_plural': 'returns',
                'indexes': [models.Index(fields=['period', 'state'], name='returns_act_period__fd00b5_idx')],
                'constraints': [models.UniqueConstraint(fields=('period', 'action', 'body'), name='one_return_per_body_and_action'), models.UniqueConstraint(condition=models.Q(('part', 'LEAD')), fields=('period', 'action'), name='one_lead_return_per_action'), models.CheckConstraint(condition=models.Q(('state', 'DRAFT'), ('submitted_at__isnull', False), _connector='OR'), name='return_past_draft_was_sent'), models.CheckConstraint(condition=models.Q(('released_at__isnull', True), ('state', 'ACCEPTED'), _connector='OR'), name='released_return_is_accepted')],
            },
        ),
        migrations.CreateModel(
            name='ReturnFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=150, verbose_name='file name')),
                ('kind', models.CharField(max_length=100, verbose_name='kind')),
                ('size', models.PositiveIntegerField(verbose_name='size in bytes')),
                ('sha256', models.CharField(max_length=64)),
                ('file', models.FileField(upload_to='returns/%Y')),
                ('added_at', models.DateTimeField(verbose_name='added at')),
                ('removed_at', models.DateTimeField(blank=True, null=True, verbose_name='removed at')),
                ('action_return', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='files', to='returns.actionreturn')),
            ],
            options={
                'verbose_name': 'file of a return',
                'verbose_name_plural': 'files of returns',
            },
        ),
        migrations.CreateModel(
            name='ReturnLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('purpose', models.CharField(choices=[('REPORT', 'filling in'), ('CERTIFY', 'certifying')], max_length=10, verbose_name='for')),
                ('email', models.EmailField(max_length=254, verbose_name='e-mail')),
                ('issued_at', models.DateTimeField(verbose_name='issued at')),
                ('expires_at', models.DateTimeField(verbose_name='expires at')),
                ('revoked_at', models.DateTimeField(blank=True, null=True, verbose_name='revoked at')),
                ('opened_at', models.DateTimeField(blank=True, null=True, verbose_name='first opened at')),
                ('code_hash', models.CharField(blank=True, max_length=128)),
                ('code_sent_at', models.DateTimeField(blank=True, null=True)),
                ('wrong_codes', models.PositiveSmallIntegerField(default=0)),
                ('locked_until', models.DateTimeField(blank=True, null=True)),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.body')),
                ('period', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='links', to='returns.reportingperiod')),
            ],
            options={
                'verbose_name': 'link for returns',
                'verbose_name_plural': 'links for returns',
                'constraints': [models.UniqueConstraint(condition=models.Q(('revoked_at__isnull', True)), fields=('period', 'body', 'purpose', 'email'), name='one_live_link_per_address')],
            },
        ),
        migrations.CreateModel(
            name='SealedReturn',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField(verbose_name='number')),
                ('content', models.JSONField(verbose_name='content')),
                ('seal', models.CharField(max_length=64, verbose_name='seal')),
                ('sealed_at', models.DateTimeField(verbose_name='sealed at')),
                ('by_name', models.CharField(max_length=150, verbose_name='sent by')),
                ('by_office', models.CharField(blank=True, max_length=200, verbose_name='office')),
                ('by_email', models.EmailField(max_length=254, verbose_name='e-mail')),
                ('action_return', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sealed', to='returns.actionreturn')),
            ],
            options={
                'verbose_name': 'sealed return',
                'verbose_name_plural': 'sealed returns',
                'abstract': False,
                'base_manager_name': 'objects',
                'constraints': [models.UniqueConstraint(fields=('action_return', 'number'), name='one_sealed_return_per_number')],
            },
        ),
        migrations.CreateModel(
            name='ReturnEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField(verbose_name='number')),
                ('kind', models.CharField(choices=[('PREPARED', 'prepared'), ('SUBMITTED', 'sent'), ('CERTIFIED', 'certified'), ('DECLINED', 'sent back by the certifier'), ('SENT_BACK', 'sent back by the bureau'), ('ACCEPTED', 'accepted'), ('RELEASED', 'shown to residents')], max_length=10, verbose_name='kind')),
                ('at', models.DateTimeField(verbose_name='at')),
                ('by_id', models.BigIntegerField(blank=True, null=True, verbose_name='account')),
                ('by_name', models.CharField(blank=True, max_length=150, verbose_name='by')),
                ('by_office', models.CharField(blank=True, max_length=200, verbose_name='office')),
                ('reason', models.TextField(blank=True, verbose_name='reason')),
                ('sections', models.JSONField(blank=True, default=list, verbose_name='sections concerned')),
                ('due_on', models.DateField(blank=True, null=True, verbose_name='due on')),
                ('action_return', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='events', to='returns.actionreturn')),
                ('sealed', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='events', to='returns.sealedreturn')),
            ],
            options={
                'verbose_name': 'event of a return',
                'verbose_name_plural': 'events of returns',
                'abstract': False,
                'base_manager_name': 'objects',
                'constraints': [models.UniqueConstraint(fields=('action_return', 'number'), name='one_event_per_number')],
            },
        ),
        migrations.CreateModel(
            name='SubmissionWindow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('opens_on', models.DateField(verbose_name='open from')),
                ('due_on', models.DateField(verbose_name='due on')),
                ('locks_on', models.DateField(blank=True, null=True, verbose_name='last day on which returns are taken')),
                ('needs_certifier', models.BooleanField(default=True, verbose_name='a second person certifies')),
                ('reminder_days', models.JSONField(default=prevenio.returns.models.periods.default_reminders, verbose_name='reminders')),
                ('period', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='window', to='returns.reportingperiod')),
            ],
            options={
                'verbose_name': 'submission window',
                'verbose_name_plural': 'submission windows',
                'constraints': [models.CheckConstraint(condition=models.Q(('due_on__gte', models.F('opens_on')), models.Q(('locks_on__isnull', True), ('locks_on__gte', models.F('due_on')), _connector='OR')), name='window_days_in_order')],
            },
        ),
        migrations.CreateModel(
            name='LockException',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('until', models.DateField(verbose_name='until')),
                ('reason', models.TextField(verbose_name='reason')),
                ('granted_at', models.DateTimeField(verbose_name='granted at')),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.body')),
                ('granted_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('window', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='exceptions', to='returns.submissionwindow')),
            ],
            options={
                'verbose_name': 'exception from the lock',
                'verbose_name_plural': 'exceptions from the lock',
            },
        ),
        migrations.CreateModel(
            name='BodyContact',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('purpose', models.CharField(choices=[('REPORT', 'filling in'), ('CERTIFY', 'certifying')], max_length=10, verbose_name='for')),
                ('name', models.CharField(blank=True, max_length=150, verbose_name='name')),
                ('office', models.CharField(blank=True, max_length=200, verbose_name='office')),
                ('email', models.EmailField(max_length=254, verbose_name='e-mail')),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='return_contacts', to='people.body')),
            ],
            options={
                'verbose_name': 'contact of a body',
                'verbose_name_plural': 'contacts of bodies',
                'constraints': [models.UniqueConstraint(fields=('body', 'purpose'), name='one_contact_per_purpose')],
            },
        ),
    ]
