import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0002_cache_table'),
        ('people', '__first__'),
        ('places', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='municipality',
            name='latitude',
            field=models.FloatField(blank=True, null=True, verbose_name='latitude'),
        ),
        migrations.AddField(
            model_name='municipality',
            name='longitude',
            field=models.FloatField(blank=True, null=True, verbose_name='longitude'),
        ),
        migrations.AddField(
            model_name='municipality',
            name='office',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='municipalities', to='people.body'),
        ),
        migrations.AddField(
            model_name='municipality',
            name='search_text',
            field=models.CharField(default='', editable=False, max_length=160),
        ),
        migrations.CreateModel(
            name='PlaceImport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=40, verbose_name='what it holds')),
                ('file_name', models.CharField(max_length=200, verbose_name='file')),
                ('file', models.FileField(blank=True, max_length=200, upload_to='places/', verbose_name='file')),
                ('digest', models.CharField(max_length=64, verbose_name='digest')),
                ('settings', models.JSONField(default=dict, verbose_name='how it is read')),
                ('report', models.JSONField(default=dict, verbose_name='what was found')),
                ('state', models.CharField(choices=[('PREVIEW', 'to be looked at'), ('APPLIED', 'taken over'), ('DROPPED', 'dropped')], default='PREVIEW', max_length=10, verbose_name='state')),
                ('valid_from', models.DateField(blank=True, null=True, verbose_name='valid from')),
                ('uploaded_at', models.DateTimeField(verbose_name='uploaded at')),
                ('applied_at', models.DateTimeField(blank=True, null=True, verbose_name='taken over at')),
                ('authority', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='place_imports', to='people.authority')),
                ('uploaded_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'import of places',
                'verbose_name_plural': 'imports of places',
            },
        ),
        migrations.CreateModel(
            name='Address',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(blank=True, max_length=40, verbose_name='official code')),
                ('street', models.CharField(blank=True, max_length=120, verbose_name='street')),
                ('number', models.CharField(blank=True, max_length=20, verbose_name='number')),
                ('part', models.CharField(blank=True, max_length=120, verbose_name='part or settlement')),
                ('postcode', models.CharField(blank=True, max_length=10, verbose_name='postcode')),
                ('latitude', models.FloatField(verbose_name='latitude')),
                ('longitude', models.FloatField(verbose_name='longitude')),
                ('search_text', models.CharField(default='', editable=False, max_length=400)),
                ('authority', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='addresses', to='people.authority')),
                ('municipality', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='addresses', to='places.municipality')),
                ('came_with', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='addresses', to='places.placeimport')),
            ],
            options={
                'verbose_name': 'address',
                'verbose_name_plural': 'addresses',
                'indexes': [models.Index(fields=['authority', 'search_text'], name='address_by_words'), models.Index(fields=['authority', 'latitude', 'longitude'], name='address_by_point')],
                'constraints': [models.CheckConstraint(condition=models.Q(('latitude__range', (-90, 90)), ('longitude__range', (-180, 180))), name='address_on_earth'), models.UniqueConstraint(condition=models.Q(('code', ''), _negated=True), fields=('authority', 'code'), name='one_address_per_code')],
            },
        ),
        migrations.CreateModel(
            name='PlacesVersion',
            fields=[
                ('authority', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='places_version', serialize=False, to='people.authority')),
                ('number', models.PositiveBigIntegerField(default=0)),
            ],
            options={
                'verbose_name': 'version of the places',
                'verbose_name_plural': 'versions of the places',
            },
        ),
        migrations.CreateModel(
            name='PrecinctKind',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(max_length=40, verbose_name='code')),
                ('names', models.JSONField(default=dict, verbose_name='names')),
                ('roles', models.JSONField(default=dict, verbose_name='names of the role')),
                ('purposes', models.JSONField(default=dict, verbose_name='what people turn to it for')),
                ('icon', models.CharField(default='shield', max_length=40, verbose_name='icon')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='position')),
                ('is_expected', models.BooleanField(default=True, verbose_name='every address should have one')),
                ('authority', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='precinct_kinds', to='people.authority')),
            ],
            options={
                'verbose_name': 'kind of precinct',
                'verbose_name_plural': 'kinds of precincts',
                'constraints': [models.UniqueConstraint(fields=('authority', 'code'), name='one_kind_per_code')],
            },
        ),
        migrations.CreateModel(
            name='Precinct',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=40, verbose_name='code')),
                ('name', models.CharField(max_length=120, verbose_name='name')),
                ('about', models.CharField(blank=True, max_length=300, verbose_name='where it runs, in words')),
                ('authority', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='precincts', to='people.authority')),
                ('municipality', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='precincts', to='places.municipality')),
                ('kind', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='precincts', to='places.precinctkind')),
            ],
            options={
                'verbose_name': 'precinct',
                'verbose_name_plural': 'precincts',
                'constraints': [models.UniqueConstraint(fields=('kind', 'code'), name='one_precinct_per_code')],
            },
        ),
        migrations.CreateModel(
            name='Boundary',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('shape', models.BinaryField(verbose_name='shape')),
                ('west', models.FloatField()),
                ('south', models.FloatField()),
                ('east', models.FloatField()),
                ('north', models.FloatField()),
                ('first_day', models.DateField(blank=True, null=True, verbose_name='valid from')),
                ('last_day', models.DateField(blank=True, null=True, verbose_name='valid to')),
                ('authority', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='boundaries', to='people.authority')),
                ('municipality', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='boundaries', to='places.municipality')),
                ('came_with', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='boundaries', to='places.placeimport')),
                ('precinct', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='boundaries', to='places.precinct')),
            ],
            options={
                'verbose_name': 'boundary',
                'verbose_name_plural': 'boundaries',
                'constraints': [models.CheckConstraint(condition=models.Q(('municipality__isnull', True), ('precinct__isnull', True), _connector='XOR'), name='boundary_of_one_thing'), models.CheckConstraint(condition=models.Q(('first_day__isnull', True), ('last_day__isnull', True), ('last_day__gte', models.F('first_day')), _connector='OR'), name='boundary_days_in_order'), models.UniqueConstraint(condition=models.Q(('last_day__isnull', True), ('municipality__isnull', False)), fields=('municipality',), name='one_open_boundary_per_municipality'), models.UniqueConstraint(condition=models.Q(('last_day__isnull', True), ('precinct__isnull', False)), fields=('precinct',), name='one_open_boundary_per_precinct')],
            },
        ),
        migrations.CreateModel(
            name='Duty',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('person_title', models.CharField(blank=True, max_length=60, verbose_name='rank or title')),
                ('person_name', models.CharField(blank=True, max_length=120, verbose_name='name')),
                ('role', models.CharField(blank=True, max_length=120, verbose_name='role, if it has a name of its own')),
                ('purpose', models.CharField(blank=True, max_length=300, verbose_name='what people turn to it for')),
                ('phone', models.CharField(blank=True, max_length=40, verbose_name='phone')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail')),
                ('website', models.URLField(blank=True, verbose_name='page')),
                ('place', models.CharField(blank=True, max_length=200, verbose_name='where to find it')),
                ('span', models.CharField(choices=[('HOURS', 'in office hours'), ('NIGHT', 'when the others are off'), ('ALWAYS', 'day and night')], default='HOURS', max_length=10, verbose_name='when it answers')),
                ('has_priority', models.BooleanField(default=False, verbose_name='answers first')),
                ('first_day', models.DateField(blank=True, null=True, verbose_name='first day')),
                ('last_day', models.DateField(blank=True, null=True, verbose_name='last day')),
                ('authority', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='duties', to='people.authority')),
                ('body', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='duties', to='people.body')),
                ('municipality', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='duties', to='places.municipality')),
                ('precinct', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='duties', to='places.precinct')),
                ('kind', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='duties', to='places.precinctkind')),
            ],
            options={
                'verbose_name': 'duty',
                'verbose_name_plural': 'duties',
                'constraints': [models.CheckConstraint(condition=models.Q(('precinct__isnull', True), ('municipality__isnull', True), _connector='OR'), name='duty_for_one_place'), models.CheckConstraint(condition=models.Q(('first_day__isnull', True), ('last_day__isnull', True), ('last_day__gte', models.F('first_day')), _connector='OR'), name='duty_days_in_order'), models.CheckConstraint(condition=models.Q(models.Q(('person_name', ''), _negated=True), ('body__isnull', False), models.Q(('role', ''), _negated=True), _connector='OR'), name='duty_says_who')],
            },
        ),
        migrations.CreateModel(
            name='Absence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('first_day', models.DateField(verbose_name='first day')),
                ('last_day', models.DateField(verbose_name='last day')),
                ('deputy_name', models.CharField(blank=True, max_length=120, verbose_name='name of who stands in')),
                ('deputy_phone', models.CharField(blank=True, max_length=40, verbose_name='phone of who stands in')),
                ('deputy', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='stands_in_for', to='places.duty')),
                ('duty', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='absences', to='places.duty')),
            ],
            options={
                'verbose_name': 'absence',
                'verbose_name_plural': 'absences',
                'constraints': [models.CheckConstraint(condition=models.Q(('last_day__gte', models.F('first_day'))), name='absence_days_in_order'), models.CheckConstraint(condition=models.Q(('deputy__isnull', True), models.Q(('deputy', models.F('duty')), _negated=True), _connector='OR'), name='nobody_stands_in_for_themselves')],
            },
        ),
        migrations.CreateModel(
            name='OfficeHours',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('weekday', models.PositiveSmallIntegerField(verbose_name='weekday')),
                ('opens', models.TimeField(verbose_name='from')),
                ('closes', models.TimeField(verbose_name='to')),
                ('duty', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='hours', to='places.duty')),
            ],
            options={
                'verbose_name': 'office hours',
                'verbose_name_plural': 'office hours',
                'constraints': [models.CheckConstraint(condition=models.Q(('weekday__range', (0, 6))), name='weekday_from_monday_to_sunday'), models.CheckConstraint(condition=models.Q(('opens', models.F('closes')), _negated=True), name='hours_last')],
            },
        ),
        migrations.CreateModel(
            name='WorkingGroup',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=150, verbose_name='name')),
                ('cadence', models.CharField(blank=True, max_length=150, verbose_name='how often it meets')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail')),
                ('first_day', models.DateField(blank=True, null=True, verbose_name='first day')),
                ('last_day', models.DateField(blank=True, null=True, verbose_name='last day')),
                ('authority', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='working_groups', to='people.authority')),
                ('municipality', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='working_groups', to='places.municipality')),
            ],
            options={
                'verbose_name': 'working group',
                'verbose_name_plural': 'working groups',
                'constraints': [models.UniqueConstraint(fields=('authority', 'name'), name='one_group_per_name')],
            },
        ),
        migrations.CreateModel(
            name='GroupMember',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('person_name', models.CharField(max_length=120, verbose_name='name')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail')),
                ('role', models.CharField(choices=[('LEAD', 'leads the group'), ('MEMBER', 'member')], default='MEMBER', max_length=10, verbose_name='role')),
                ('is_public', models.BooleanField(default=True, verbose_name='named on the public page')),
                ('first_day', models.DateField(blank=True, null=True, verbose_name='first day')),
                ('last_day', models.DateField(blank=True, null=True, verbose_name='last day')),
                ('body', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.body')),
                ('user', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='members', to='places.workinggroup')),
            ],
            options={
                'verbose_name': 'member of a working group',
                'verbose_name_plural': 'members of working groups',
                'constraints': [models.CheckConstraint(condition=models.Q(('first_day__isnull', True), ('last_day__isnull', True), ('last_day__gte', models.F('first_day')), _connector='OR'), name='group_member_days_in_order')],
            },
        ),
        migrations.AddConstraint(
            model_name='municipality',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('latitude__isnull', True), ('longitude__isnull', True)), models.Q(('latitude__range', (-90, 90)), ('longitude__range', (-180, 180))), _connector='OR'), name='point_of_municipality_on_earth'),
        ),
    ]
