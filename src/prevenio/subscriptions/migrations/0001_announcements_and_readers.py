import django.db.models.deletion
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('people', '0003_imprint_and_accessibility'),
        ('places', '0002_precincts_duties_addresses'),
    ]

    operations = [
        migrations.CreateModel(
            name='Announcement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=200, verbose_name='key')),
                ('public_key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('kind', models.CharField(choices=[('NEWS', 'News'), ('EVENT', 'Events'), ('ANSWER', 'Answered questions'), ('PROGRAMME', 'Programme and its results'), ('BOUNDARY', 'Changed boundaries of precincts')], max_length=12, verbose_name='kind')),
                ('titles', models.JSONField(default=dict, verbose_name='title')),
                ('summaries', models.JSONField(blank=True, default=dict, verbose_name='summary')),
                ('path', models.CharField(blank=True, max_length=500, verbose_name='page')),
                ('at', models.DateTimeField(verbose_name='moment')),
                ('number', models.PositiveBigIntegerField(default=0, editable=False)),
                ('latitude', models.FloatField(blank=True, null=True, verbose_name='latitude')),
                ('longitude', models.FloatField(blank=True, null=True, verbose_name='longitude')),
                ('lineage', models.UUIDField(blank=True, null=True, verbose_name='area of action')),
                ('changed_at', models.DateTimeField(verbose_name='changed at')),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True, verbose_name='withdrawn at')),
                ('authority', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='announcements', to='people.authority')),
                ('body', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='announcements', to='people.body')),
                ('municipality', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='announcements', to='places.municipality')),
                ('precincts', models.ManyToManyField(blank=True, related_name='announcements', to='places.precinct')),
            ],
            options={
                'verbose_name': 'announcement',
                'verbose_name_plural': 'announcements',
                'indexes': [models.Index(fields=['authority', 'number'], name='announcement_by_number'), models.Index(fields=['authority', '-at'], name='announcement_by_moment')],
                'constraints': [models.UniqueConstraint(fields=('authority', 'key'), name='one_announcement_per_key'), models.CheckConstraint(condition=models.Q(models.Q(('latitude__isnull', True), ('longitude__isnull', True)), models.Q(('latitude__range', (-90, 90)), ('longitude__range', (-180, 180))), _connector='OR'), name='point_of_announcement_on_earth')],
            },
        ),
        migrations.CreateModel(
            name='Subscription',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail')),
                ('language', models.CharField(blank=True, max_length=5, verbose_name='language')),
                ('cadence', models.CharField(choices=[('DAILY', 'at most once a day'), ('WEEKLY', 'at most once a week')], default='WEEKLY', max_length=6, verbose_name='how often')),
                ('kinds', models.JSONField(blank=True, default=list, verbose_name='kinds of news')),
                ('state', models.CharField(choices=[('UNCONFIRMED', 'waits for confirmation'), ('CONFIRMED', 'confirmed'), ('LEFT', 'ended')], default='UNCONFIRMED', max_length=12, verbose_name='state')),
                ('secret', models.CharField(editable=False, max_length=32, unique=True)),
                ('asked_at', models.DateTimeField(verbose_name='asked at')),
                ('confirmed_at', models.DateTimeField(blank=True, null=True, verbose_name='confirmed at')),
                ('left_at', models.DateTimeField(blank=True, null=True, verbose_name='left at')),
                ('told_to', models.PositiveBigIntegerField(default=0, editable=False)),
                ('next_digest_at', models.DateTimeField(blank=True, null=True, verbose_name='next digest')),
                ('authority', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='subscriptions', to='people.authority')),
            ],
            options={
                'verbose_name': 'subscription',
                'verbose_name_plural': 'subscriptions',
                'indexes': [models.Index(fields=['authority', 'state', 'next_digest_at'], name='subscription_by_digest')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('email', ''), _negated=True), fields=('authority', 'email'), name='one_subscription_per_address'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'LEFT'), _negated=True), ('email', ''), _connector='OR'), name='who_left_is_forgotten')],
            },
        ),
        migrations.CreateModel(
            name='Told',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(verbose_name='told at')),
                ('announcement', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='told', to='subscriptions.announcement')),
                ('subscription', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='told', to='subscriptions.subscription')),
            ],
            options={
                'verbose_name': 'telling at once',
                'verbose_name_plural': 'tellings at once',
                'constraints': [models.UniqueConstraint(fields=('subscription', 'announcement'), name='told_at_once_only_once')],
            },
        ),
        migrations.CreateModel(
            name='Topic',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('POINT', 'around an address'), ('PRECINCT', 'a precinct'), ('MUNICIPALITY', 'a municipality'), ('AREA', 'an area of action'), ('BODY', 'a body'), ('EVERYTHING', 'everything')], max_length=12, verbose_name='kind')),
                ('label', models.CharField(blank=True, max_length=120, verbose_name='label')),
                ('latitude', models.FloatField(blank=True, null=True, verbose_name='latitude')),
                ('longitude', models.FloatField(blank=True, null=True, verbose_name='longitude')),
                ('radius', models.PositiveIntegerField(blank=True, null=True, verbose_name='radius in metres')),
                ('lineage', models.UUIDField(blank=True, null=True)),
                ('confirmed_at', models.DateTimeField(blank=True, null=True, verbose_name='confirmed at')),
                ('asked_at', models.DateTimeField(verbose_name='asked at')),
                ('body', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.body')),
                ('municipality', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='places.municipality')),
                ('precinct', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='places.precinct')),
                ('subscription', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='topics', to='subscriptions.subscription')),
            ],
            options={
                'verbose_name': 'topic of a subscription',
                'verbose_name_plural': 'topics of subscriptions',
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('kind', 'POINT'), _negated=True), models.Q(('latitude__range', (-90, 90)), ('longitude__range', (-180, 180)), ('radius__range', (100, 10000))), _connector='OR'), name='point_of_topic_with_radius'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'PRECINCT'), ('precinct__isnull', False)), models.Q(('kind', 'MUNICIPALITY'), ('municipality__isnull', False)), models.Q(('kind', 'AREA'), ('lineage__isnull', False)), models.Q(('kind', 'BODY'), ('body__isnull', False)), ('kind__in', ['POINT', 'EVERYTHING']), _connector='OR'), name='topic_names_its_thing')],
            },
        ),
    ]
