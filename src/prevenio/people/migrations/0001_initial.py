import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
    ]

    operations = [
        migrations.CreateModel(
            name='Authority',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(max_length=40, unique=True, verbose_name='path')),
                ('name', models.CharField(max_length=120, verbose_name='name')),
                ('second_line', models.CharField(blank=True, max_length=120, verbose_name='second line')),
                ('country', models.CharField(choices=[('PL', 'Poland'), ('CZ', 'Czechia')], max_length=2, verbose_name='country')),
                ('languages', models.JSONField(default=list, verbose_name='languages')),
                ('time_zone', models.CharField(max_length=50, verbose_name='time zone')),
                ('currency', models.CharField(max_length=3, verbose_name='currency')),
                ('host_name', models.CharField(blank=True, max_length=253, null=True, unique=True, verbose_name='host name')),
                ('emergency_number', models.CharField(default='112', max_length=20, verbose_name='emergency number')),
                ('contact', models.CharField(blank=True, max_length=200, verbose_name='contact')),
                ('brand', models.CharField(default='#1F4173', max_length=7, verbose_name='brand colour')),
                ('brand_deep', models.CharField(default='#14294A', max_length=7, verbose_name='deep brand colour')),
                ('brand_mid', models.CharField(default='#6C8DBB', max_length=7, verbose_name='middle brand colour')),
                ('brand_line', models.CharField(default='#B4C5DD', max_length=7, verbose_name='brand colour of lines')),
                ('brand_soft', models.CharField(default='#E9EFF7', max_length=7, verbose_name='soft brand colour')),
                ('is_sample', models.BooleanField(default=False, verbose_name='sample data')),
                ('created_at', models.DateTimeField(verbose_name='created at')),
            ],
            options={
                'verbose_name': 'authority',
                'verbose_name_plural': 'authorities',
            },
        ),
        migrations.CreateModel(
            name='User',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('is_superuser', models.BooleanField(default=False, help_text='Designates that this user has all permissions without explicitly assigning them.', verbose_name='superuser status')),
                ('email', models.EmailField(max_length=254, unique=True, verbose_name='e-mail')),
                ('name', models.CharField(max_length=150, verbose_name='name')),
                ('language', models.CharField(blank=True, max_length=5, verbose_name='language')),
                ('is_active', models.BooleanField(default=True, verbose_name='active')),
                ('is_sample', models.BooleanField(default=False, verbose_name='sample data')),
                ('groups', models.ManyToManyField(blank=True, help_text='The groups this user belongs to. A user will get all permissions granted to each of their groups.', related_name='user_set', related_query_name='user', to='auth.group', verbose_name='groups')),
                ('user_permissions', models.ManyToManyField(blank=True, help_text='Specific permissions for this user.', related_name='user_set', related_query_name='user', to='auth.permission', verbose_name='user permissions')),
            ],
            options={
                'verbose_name': 'account',
                'verbose_name_plural': 'accounts',
                'constraints': [models.UniqueConstraint(django.db.models.functions.text.Lower('email'), name='one_account_per_email')],
            },
        ),
        migrations.CreateModel(
            name='Body',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('short_name', models.CharField(max_length=80, verbose_name='short name')),
                ('name', models.CharField(blank=True, max_length=250, verbose_name='full name')),
                ('public_name', models.CharField(blank=True, max_length=120, verbose_name='name for residents')),
                ('legal_kind', models.CharField(choices=[('CITY_OFFICE', 'office of the authority'), ('MUNICIPAL_UNIT', 'unit of the authority'), ('MUNICIPAL_COMPANY', 'company of the authority'), ('SERVICE', 'service, inspection or guard'), ('STATE', 'state body'), ('NGO', 'non-governmental organisation'), ('GROUP', 'group of bodies or people'), ('OTHER', 'other')], default='OTHER', max_length=20, verbose_name='legal kind')),
                ('is_group', models.BooleanField(default=False, verbose_name='stands for many')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail')),
                ('phone', models.CharField(blank=True, max_length=40, verbose_name='phone')),
                ('first_day', models.DateField(blank=True, null=True, verbose_name='first day')),
                ('last_day', models.DateField(blank=True, null=True, verbose_name='last day')),
                ('search_text', models.TextField(default='', editable=False)),
                ('authority', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='bodies', to='people.authority')),
            ],
            options={
                'verbose_name': 'body',
                'verbose_name_plural': 'bodies',
                'constraints': [models.UniqueConstraint(fields=('authority', 'short_name'), name='one_short_name'), models.CheckConstraint(condition=models.Q(('first_day__isnull', True), ('last_day__isnull', True), ('last_day__gte', models.F('first_day')), _connector='OR'), name='body_days_in_order')],
            },
        ),
        migrations.CreateModel(
            name='BodyAlias',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=250, verbose_name='other name')),
                ('first_day', models.DateField(blank=True, null=True, verbose_name='first day')),
                ('last_day', models.DateField(blank=True, null=True, verbose_name='last day')),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='aliases', to='people.body')),
            ],
            options={
                'verbose_name': 'other name of a body',
                'verbose_name_plural': 'other names of bodies',
                'constraints': [models.UniqueConstraint(fields=('body', 'name'), name='one_alias_per_body')],
            },
        ),
        migrations.CreateModel(
            name='BodyMember',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('first_day', models.DateField(blank=True, null=True, verbose_name='first day')),
                ('last_day', models.DateField(blank=True, null=True, verbose_name='last day')),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='members', to='people.body')),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='groups', to='people.body')),
            ],
            options={
                'verbose_name': 'member of a group',
                'verbose_name_plural': 'members of groups',
                'constraints': [models.UniqueConstraint(fields=('group', 'member'), name='one_membership_per_group'), models.CheckConstraint(condition=models.Q(('group', models.F('member')), _negated=True), name='no_group_in_itself')],
            },
        ),
        migrations.CreateModel(
            name='Invitation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('email', models.EmailField(max_length=254, verbose_name='e-mail')),
                ('role', models.CharField(choices=[('COORDINATOR', 'coordinator'), ('PROGRAMME_OFFICER', 'programme officer'), ('HEAD_OF_BUREAU', 'head of bureau'), ('REPORTER', "body's reporter"), ('CERTIFIER', "body's certifier"), ('READER', 'reader')], max_length=20, verbose_name='role')),
                ('invited_at', models.DateTimeField(verbose_name='invited at')),
                ('expires_at', models.DateTimeField(verbose_name='expires at')),
                ('accepted_at', models.DateTimeField(blank=True, null=True, verbose_name='accepted at')),
                ('revoked_at', models.DateTimeField(blank=True, null=True, verbose_name='revoked at')),
                ('authority', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='invitations', to='people.authority')),
                ('body', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.body')),
                ('invited_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'invitation',
                'verbose_name_plural': 'invitations',
            },
        ),
        migrations.CreateModel(
            name='Membership',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('COORDINATOR', 'coordinator'), ('PROGRAMME_OFFICER', 'programme officer'), ('HEAD_OF_BUREAU', 'head of bureau'), ('REPORTER', "body's reporter"), ('CERTIFIER', "body's certifier"), ('READER', 'reader')], max_length=20, verbose_name='role')),
                ('first_day', models.DateField(blank=True, null=True, verbose_name='first day')),
                ('last_day', models.DateField(blank=True, null=True, verbose_name='last day')),
                ('authority', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to='people.authority')),
                ('body', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='people', to='people.body')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'membership',
                'verbose_name_plural': 'memberships',
                'constraints': [models.UniqueConstraint(fields=('user', 'authority', 'role', 'body'), name='one_role_once_per_body'), models.UniqueConstraint(condition=models.Q(('body__isnull', True)), fields=('user', 'authority', 'role'), name='one_role_once_without_body'), models.CheckConstraint(condition=models.Q(models.Q(('role__in', ['REPORTER', 'CERTIFIER']), _negated=True), ('body__isnull', False), _connector='OR'), name='body_role_has_body')],
            },
        ),
    ]
