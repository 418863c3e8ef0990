import django.db.models.deletion
import django.utils.timezone
import modelsearch.index
import prevenio.editorial.fields
import taggit.managers
import uuid
import wagtail.images.models
import wagtail.models.media
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
        ('people', '0003_imprint_and_accessibility'),
        ('people', '__first__'),
        ('places', '0002_precincts_duties_addresses'),
        ('programme', '0001_initial'),
        ('taggit', '0006_rename_taggeditem_content_type_object_id_taggit_tagg_content_8fc721_idx'),
        ('wagtailcore', '0098_apitoken'),
    ]

    operations = [
        migrations.CreateModel(
            name='LanguagePages',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
            ],
            options={
                'verbose_name': 'pages in one language',
                'verbose_name_plural': 'pages in one language',
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='Section',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('kind', models.CharField(choices=[('NEWS', 'news'), ('ARTICLE', 'article'), ('PUBLICATION', 'publication'), ('CAMPAIGN', 'campaign'), ('GALLERY', 'gallery')], max_length=20, verbose_name='kind')),
            ],
            options={
                'verbose_name': 'section',
                'verbose_name_plural': 'sections',
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='AuthorityPages',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('authority', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='pages_root', to='people.authority')),
                ('authors', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='auth.group')),
                ('collection', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='wagtailcore.collection')),
                ('editors', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='auth.group')),
            ],
            options={
                'verbose_name': 'pages of an authority',
                'verbose_name_plural': 'pages of authorities',
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='File',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=255, verbose_name='title')),
                ('file', models.FileField(upload_to='documents', verbose_name='file')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created at')),
                ('file_size', models.PositiveBigIntegerField(editable=False, null=True)),
                ('file_hash', models.CharField(blank=True, editable=False, max_length=40)),
                ('key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('authority', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='page_files', to='people.authority')),
                ('collection', models.ForeignKey(default=wagtail.models.media.get_root_collection_id, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='wagtailcore.collection', verbose_name='collection')),
                ('tags', taggit.managers.TaggableManager(blank=True, help_text=None, through='taggit.TaggedItem', to='taggit.Tag', verbose_name='tags')),
                ('uploaded_by_user', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, to=settings.AUTH_USER_MODEL, verbose_name='uploaded by user')),
            ],
            options={
                'verbose_name': 'file of a page',
                'verbose_name_plural': 'files of pages',
                'abstract': False,
            },
            bases=(modelsearch.index.Indexed, models.Model),
        ),
        migrations.CreateModel(
            name='Picture',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=255, verbose_name='title')),
                ('file', wagtail.images.models.WagtailImageField(height_field='height', upload_to=wagtail.images.models.get_upload_to, verbose_name='file', width_field='width')),
                ('description', models.CharField(blank=True, default='', max_length=255, verbose_name='description')),
                ('width', models.IntegerField(editable=False, verbose_name='width')),
                ('height', models.IntegerField(editable=False, verbose_name='height')),
                ('created_at', models.DateTimeField(auto_now_add=True, db_index=True, verbose_name='created at')),
                ('focal_point_x', models.PositiveIntegerField(blank=True, null=True)),
                ('focal_point_y', models.PositiveIntegerField(blank=True, null=True)),
                ('focal_point_width', models.PositiveIntegerField(blank=True, null=True)),
                ('focal_point_height', models.PositiveIntegerField(blank=True, null=True)),
                ('file_size', models.PositiveIntegerField(editable=False, null=True)),
                ('file_hash', models.CharField(blank=True, db_index=True, editable=False, max_length=40)),
                ('key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('authority', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='pictures', to='people.authority')),
                ('collection', models.ForeignKey(default=wagtail.models.media.get_root_collection_id, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='wagtailcore.collection', verbose_name='collection')),
                ('tags', taggit.managers.TaggableManager(blank=True, help_text=None, through='taggit.TaggedItem', to='taggit.Tag', verbose_name='tags')),
                ('uploaded_by_user', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, to=settings.AUTH_USER_MODEL, verbose_name='uploaded by user')),
            ],
            options={
                'verbose_name': 'picture',
                'verbose_name_plural': 'pictures',
                'abstract': False,
            },
            bases=(wagtail.images.models.ImageFileMixin, modelsearch.index.Indexed, models.Model),
        ),
        migrations.CreateModel(
            name='Item',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('kind', models.CharField(choices=[('NEWS', 'news'), ('ARTICLE', 'article'), ('PUBLICATION', 'publication'), ('CAMPAIGN', 'campaign'), ('GALLERY', 'gallery')], editable=False, max_length=20, verbose_name='kind')),
                ('day', models.DateField(default=django.utils.timezone.localdate, verbose_name='day')),
                ('intro', models.TextField(help_text='One or two sentences that say it all.', max_length=400, verbose_name='introduction')),
                ('caption', models.CharField(blank=True, max_length=300, verbose_name='caption of the picture')),
                ('body', prevenio.editorial.fields.BodyField(blank=True, verbose_name='text')),
                ('reading_minutes', models.PositiveSmallIntegerField(default=1, editable=False)),
                ('search_text', models.TextField(default='', editable=False)),
                ('area', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='items', to='programme.areaofaction')),
                ('authority', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='items', to='people.authority')),
                ('initiative', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='items', to='programme.initiative')),
                ('municipality', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='items', to='places.municipality')),
                ('picture', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='editorial.picture', verbose_name='picture')),
            ],
            options={
                'verbose_name': 'page',
                'verbose_name_plural': 'pages',
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='Article',
            fields=[
                ('item_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='editorial.item')),
            ],
            options={
                'verbose_name': 'article',
                'verbose_name_plural': 'articles',
            },
            bases=('editorial.item',),
        ),
        migrations.CreateModel(
            name='Gallery',
            fields=[
                ('item_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='editorial.item')),
            ],
            options={
                'verbose_name': 'gallery',
                'verbose_name_plural': 'galleries',
            },
            bases=('editorial.item',),
        ),
        migrations.CreateModel(
            name='News',
            fields=[
                ('item_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='editorial.item')),
            ],
            options={
                'verbose_name': 'news item',
                'verbose_name_plural': 'news items',
            },
            bases=('editorial.item',),
        ),
        migrations.CreateModel(
            name='Channel',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('WEB', 'web site'), ('SOCIAL', 'social network'), ('NEWSLETTER', 'newsletter'), ('PRINT', 'in print'), ('MASCOT', 'mascot')], max_length=20, verbose_name='kind')),
                ('name', models.CharField(max_length=150, verbose_name='name')),
                ('link', models.URLField(blank=True, max_length=500, verbose_name='address')),
                ('note', models.CharField(blank=True, max_length=300, verbose_name='note')),
                ('first_day', models.DateField(blank=True, null=True, verbose_name='first day')),
                ('last_day', models.DateField(blank=True, null=True, verbose_name='last day')),
                ('authority', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='channels', to='people.authority')),
                ('body', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.body')),
                ('picture', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='editorial.picture')),
            ],
            options={
                'verbose_name': 'channel',
                'verbose_name_plural': 'channels',
            },
        ),
        migrations.CreateModel(
            name='Publication',
            fields=[
                ('item_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='editorial.item')),
                ('is_accessible', models.BooleanField(default=False, help_text='Its text can be read aloud and its pictures have descriptions.', verbose_name='the file is accessible')),
                ('copies', models.PositiveIntegerField(blank=True, null=True, verbose_name='printed copies')),
                ('file', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='editorial.file', verbose_name='file')),
            ],
            options={
                'verbose_name': 'publication on the site',
                'verbose_name_plural': 'publications on the site',
            },
            bases=('editorial.item',),
        ),
        migrations.CreateModel(
            name='Mention',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('OWN', 'own release'), ('PRESS', 'press'), ('RADIO', 'radio'), ('TELEVISION', 'television'), ('PORTAL', 'news site'), ('SOCIAL', 'social network')], max_length=20, verbose_name='kind')),
                ('title', models.CharField(max_length=300, verbose_name='title')),
                ('outlet', models.CharField(blank=True, max_length=150, verbose_name='newspaper, station or site')),
                ('day', models.DateField(verbose_name='day')),
                ('link', models.URLField(blank=True, max_length=500, verbose_name='address')),
                ('recorded_at', models.DateTimeField(verbose_name='recorded at')),
                ('search_text', models.TextField(default='', editable=False)),
                ('area', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='mentions', to='programme.areaofaction')),
                ('authority', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='mentions', to='people.authority')),
                ('body', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='mentions', to='people.body')),
                ('item', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='mention', to='editorial.item')),
                ('recorded_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'entry of the media log',
                'verbose_name_plural': 'entries of the media log',
                'indexes': [models.Index(fields=['authority', 'day'], name='mention_by_day')],
            },
        ),
        migrations.CreateModel(
            name='PublishedUse',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('file', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='published_uses', to='editorial.file')),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='uses', to='editorial.item')),
                ('picture', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='published_uses', to='editorial.picture')),
            ],
            options={
                'verbose_name': 'use on a published page',
                'verbose_name_plural': 'uses on published pages',
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('file__isnull', True), ('picture__isnull', False)), models.Q(('file__isnull', False), ('picture__isnull', True)), _connector='OR'), name='use_of_picture_or_file')],
            },
        ),
        migrations.CreateModel(
            name='Rendition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('filter_spec', models.CharField(db_index=True, max_length=255)),
                ('file', wagtail.images.models.WagtailImageField(height_field='height', storage=wagtail.images.models.get_rendition_storage, upload_to=wagtail.images.models.get_rendition_upload_to, width_field='width')),
                ('width', models.IntegerField(editable=False)),
                ('height', models.IntegerField(editable=False)),
                ('focal_point_key', models.CharField(blank=True, default='', editable=False, max_length=16)),
                ('image', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='renditions', to='editorial.picture')),
            ],
            options={
                'verbose_name': 'size of a picture',
                'verbose_name_plural': 'sizes of pictures',
                'constraints': [models.UniqueConstraint(fields=('image', 'filter_spec', 'focal_point_key'), name='one_rendition_per_size')],
            },
            bases=(wagtail.images.models.ImageFileMixin, models.Model),
        ),
        migrations.CreateModel(
            name='Campaign',
            fields=[
                ('item_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='editorial.item')),
                ('first_day', models.DateField(blank=True, null=True, verbose_name='first day')),
                ('last_day', models.DateField(blank=True, null=True, verbose_name='last day')),
                ('audience', models.CharField(blank=True, max_length=200, verbose_name='for whom')),
                ('mascot_name', models.CharField(blank=True, max_length=80, verbose_name='name of the mascot')),
                ('mascot', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='editorial.picture', verbose_name='picture of the mascot')),
            ],
            options={
                'verbose_name': 'campaign',
                'verbose_name_plural': 'campaigns',
                'constraints': [models.CheckConstraint(condition=models.Q(('first_day__isnull', True), ('last_day__isnull', True), ('last_day__gte', models.F('first_day')), _connector='OR'), name='campaign_days_in_order')],
            },
            bases=('editorial.item',),
        ),
    ]
