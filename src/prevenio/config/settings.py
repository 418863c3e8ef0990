"""Settings of the whole house; every choice of an office is an environment variable."""

import os
import secrets
from importlib.metadata import version
from pathlib import Path
from urllib.parse import unquote, urlparse

from django.utils.csp import CSP
from django.utils.translation import gettext_lazy as _

from prevenio.reports.mailboxes import Mailbox, mailboxes_in


class WrongSetting(SystemExit):
    """An environment variable that cannot be used: said at once, in one line."""


def text(name: str, default: str = "") -> str:
    return os.environ.get(name, default).strip()


def whole_number(name: str, default: int) -> int:
    value = text(name)
    if value and not value.isdigit():
        raise WrongSetting(f"{name} must be a whole number, not {value!r}.")
    return int(value or default)


def switch(name: str, default: bool) -> bool:
    value = text(name).lower()
    if value not in {"", "0", "1", "true", "false", "yes", "no"}:
        raise WrongSetting(f"{name} must be yes or no, not {value!r}.")
    return value in {"1", "true", "yes"} if value else default


PACKAGE = Path(__file__).resolve().parent.parent
CHECKOUT = PACKAGE.parent.parent
DATA = Path(text("PREVENIO_DATA") or "var").resolve()
ASSETS = Path(text("PREVENIO_ASSETS") or CHECKOUT / "node_modules").resolve()


def secret_key() -> str:
    """The key from the environment, else one made once and kept beside the data.

    Commands that touch no data (reading a document, say) leave no folder behind: they get a key
    for this run only.
    """
    if given := text("PREVENIO_SECRET_KEY"):
        return given
    kept = DATA / "secret-key"
    if kept.exists():
        return kept.read_text().strip()
    key = secrets.token_urlsafe(50)
    if DATA.is_dir():
        handle = os.open(kept, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        os.write(handle, key.encode())
        os.close(handle)
    return key


def database() -> dict[str, object]:
    """SQLite in the data folder, or PostgreSQL where DATABASE_URL says so."""
    address = urlparse(text("DATABASE_URL"))
    if not address.scheme:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": DATA / "prevenio.sqlite3",
            "OPTIONS": {
                "timeout": 20,
                "transaction_mode": "IMMEDIATE",
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
            },
        }
    if address.scheme not in {"postgres", "postgresql"}:
        raise WrongSetting("DATABASE_URL must begin with postgresql:// or be left out for SQLite.")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(address.path.lstrip("/")),
        "USER": unquote(address.username or ""),
        "PASSWORD": unquote(address.password or ""),
        "HOST": address.hostname or "",
        "PORT": str(address.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }


def mailboxes() -> tuple[Mailbox, ...]:
    """The mailboxes whose e-mails become reports; a wrong one is said without its password."""
    try:
        return tuple(mailboxes_in(text("PREVENIO_MAILBOXES")))
    except ValueError as wrong:
        raise WrongSetting(f"PREVENIO_MAILBOXES: {wrong}") from None


SECRET_KEY = secret_key()
DEBUG = switch("PREVENIO_DEBUG", False)
ALLOWED_HOSTS = text("PREVENIO_HOSTS", "127.0.0.1,localhost,[::1]").split(",")
CSRF_TRUSTED_ORIGINS = [origin for origin in text("PREVENIO_ORIGINS").split(",") if origin]
SECURE = switch("PREVENIO_HTTPS", False)

INSTALLED_APPS = [
    "prevenio.config.apps.ConfigRoom",
    "prevenio.demo.apps.DemoRoom",
    "prevenio.portal.apps.PortalRoom",
    "prevenio.desk.apps.DeskRoom",
    "prevenio.api.apps.ApiRoom",
    "prevenio.reviews.apps.ReviewsRoom",
    "prevenio.advice.apps.AdviceRoom",
    "prevenio.reports.apps.ReportsRoom",
    "prevenio.editorial.apps.EditorialRoom",
    "prevenio.region.apps.RegionRoom",
    "prevenio.returns.apps.ReturnsRoom",
    "prevenio.indicators.apps.IndicatorsRoom",
    "prevenio.activities.apps.ActivitiesRoom",
    "prevenio.subscriptions.apps.SubscriptionsRoom",
    "prevenio.programme.apps.ProgrammeRoom",
    "prevenio.places.apps.PlacesRoom",
    "prevenio.notices.apps.NoticesRoom",
    "prevenio.people.apps.PeopleRoom",
    "prevenio.journal.apps.JournalRoom",
    "prevenio.web.apps.WebRoom",
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    # Its words for spans of time, which Wagtail's pages say.
    "django.contrib.humanize",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_tasks_db",
    "crontask",
    "wagtail.contrib.typed_table_block",
    "wagtail.users",
    "wagtail.documents",
    "wagtail.images",
    # The index of Wagtail's search has columns of its own on PostgreSQL.
    "django.contrib.postgres",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "rest_framework",
    "django_filters",
]

MIDDLEWARE = [
    "prevenio.desk.health.HealthMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "prevenio.web.middleware.TextCompressionMiddleware",
    "prevenio.web.middleware.WholeTextMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "prevenio.people.middleware.AuthorityMiddleware",
    "prevenio.people.middleware.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "prevenio.web.refusals.RefusalMiddleware",
]

ROOT_URLCONF = "prevenio.config.urls"
AUTHORITY_URLCONF = "prevenio.config.authority_urls"
WSGI_APPLICATION = "prevenio.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.csp",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "prevenio.people.context.authority",
                "prevenio.config.navigation.navigation",
            ],
        },
    }
]
FORM_RENDERER = "prevenio.web.forms.Renderer"

DATABASES = {"default": database()}
# Counts of failed sign-ins must be shared by all processes; a table needs no other server.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        # What an older release kept is shaped as its code was; a new one starts afresh.
        "KEY_PREFIX": version("prevenio"),
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = "en"
LANGUAGES = [("pl", _("Polish")), ("cs", _("Czech")), ("en", _("English"))]
TIME_ZONE = "UTC"
USE_TZ = True
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"

STATIC_URL = "/static/"
STATIC_ROOT = Path(text("PREVENIO_STATIC") or DATA / "static")
STATICFILES_FINDERS = [
    "prevenio.web.assets.AssetsFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
]
STATICFILES_DIRS = [
    (prefix, ASSETS / folder)
    for prefix, folder in {
        "govuk": "govuk-frontend/dist/govuk",
        "figtree": "@fontsource-variable/figtree",
        "icons": "lucide-static/icons",
        "maplibre": "maplibre-gl/dist",
        "pmtiles": "pmtiles/dist",
        "terra-draw": "terra-draw/dist",
        "terra-draw-maplibre": "terra-draw-maplibre-gl-adapter/dist",
        "altcha": "altcha-lib/dist/esm",
    }.items()
    if (ASSETS / folder).is_dir()
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "prevenio.web.static_files.WholeSheets"},
}
MEDIA_ROOT = DATA / "media"
FILE_UPLOAD_PERMISSIONS = 0o600
# A PMTiles file for the ground of maps, or its address on this server; without one the boundaries
# of the authority itself are the ground.
BASEMAP = text("PREVENIO_BASEMAP")
DOCUMENT_LIMIT = whole_number("PREVENIO_DOCUMENT_LIMIT_MB", 20) * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
AUTH_PASSWORD_VALIDATORS[1]["OPTIONS"] = {"min_length": 12}  # type: ignore[assignment]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "prevenio.people.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_EMAIL_NOTIFICATIONS = False
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_FORMS = {
    "login": "prevenio.people.sign_in_forms.LoginForm",
    "reset_password": "prevenio.people.sign_in_forms.ResetPasswordForm",
    "reset_password_from_key": "prevenio.people.sign_in_forms.NewPasswordForm",
    "change_password": "prevenio.people.sign_in_forms.ChangePasswordForm",
    "set_password": "prevenio.people.sign_in_forms.SetPasswordForm",
    "reauthenticate": "prevenio.people.sign_in_forms.ReauthenticateForm",
}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Prevenio"
MFA_TOTP_TOLERANCE = 1
# An account's address is proved by the invitation that opened it.
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_FORMS = {
    "authenticate": "prevenio.people.sign_in_forms.CodeForm",
    "reauthenticate": "prevenio.people.sign_in_forms.CodeAgainForm",
    "activate_totp": "prevenio.people.sign_in_forms.ActivateTOTPForm",
    "add_webauthn": "prevenio.people.sign_in_forms.AddKeyForm",
    "edit_webauthn": "prevenio.people.sign_in_forms.RenameKeyForm",
}
# Browsers allow passkeys on localhost without TLS; everywhere else HTTPS is asked for.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not SECURE

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = SECURE
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = whole_number("PREVENIO_SESSION_HOURS", 12) * 3600
SECURE_HSTS_SECONDS = whole_number("PREVENIO_HSTS_SECONDS", 31_536_000 if SECURE else 0)
SECURE_HSTS_INCLUDE_SUBDOMAINS = switch("PREVENIO_HSTS_SUBDOMAINS", False)
SECURE_SSL_REDIRECT = SECURE
SECURE_REDIRECT_EXEMPT = [r"^health$"]
# HTTPS means that a proxy stands in front. Without this, one attacker who fails to sign in would
# shut everybody out: all requests seem to come from the proxy.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SECURE else None
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if SECURE else 0
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF, CSP.NONCE],
    "style-src": [CSP.SELF, CSP.NONCE],
    "img-src": [CSP.SELF, "data:"],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
    "manifest-src": [CSP.SELF],
    "media-src": [CSP.SELF],
    "worker-src": [CSP.SELF],
}

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# The editors' side: nothing is fetched from outside, accounts are allauth's, files are our own.
WAGTAIL_SITE_NAME = "Prevenio"
WAGTAILADMIN_BASE_URL = next(iter(CSRF_TRUSTED_ORIGINS), "http://127.0.0.1:8000")
WAGTAIL_PAGE_MODEL = "wagtailcore.Page"
WAGTAIL_I18N_ENABLED = True
WAGTAIL_CONTENT_LANGUAGES = WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES
WAGTAILADMIN_LOGIN_URL = "account_login"
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAILADMIN_COMMENTS_ENABLED = False
WAGTAILEMBEDS_FINDERS: list[dict[str, object]] = []
WAGTAILIMAGES_IMAGE_MODEL = "editorial.Picture"
WAGTAILDOCS_DOCUMENT_MODEL = "editorial.File"
WAGTAILIMAGES_IMAGE_FORM_BASE = "prevenio.editorial.file_forms.PictureForm"
WAGTAILIMAGES_FORMAT_CONVERSIONS = {"webp": "webp"}
WAGTAILIMAGES_EXTENSIONS = ["jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = DOCUMENT_LIMIT
WAGTAILDOCS_EXTENSIONS = [
    *("pdf", "docx", "odt", "xlsx", "ods"),
    *("mp3", "ogg", "m4a", "mp4", "webm", "vtt"),
]

MAIL_HOST = text("PREVENIO_MAIL_HOST")
DEFAULT_FROM_EMAIL = text("PREVENIO_MAIL_FROM", "prevenio@localhost")
MAILERS = {
    "default": {
        "BACKEND": "django.core.mail.backends.smtp.EmailBackend"
        if MAIL_HOST
        else "django.core.mail.backends.filebased.EmailBackend",
        "OPTIONS": {
            "host": MAIL_HOST,
            "port": whole_number("PREVENIO_MAIL_PORT", 587),
            "username": text("PREVENIO_MAIL_USER"),
            "password": text("PREVENIO_MAIL_PASSWORD"),
            "use_tls": switch("PREVENIO_MAIL_TLS", True),
            "timeout": 20,
        }
        if MAIL_HOST
        else {"file_path": str(DATA / "mail")},
    }
}
MAILBOXES = mailboxes()
LOG_LEVEL = text("PREVENIO_LOG_LEVEL", "WARNING")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    # The level stands at the handler too: the worker raises that of its own loggers.
    "handlers": {
        "stderr": {"class": "logging.StreamHandler", "formatter": "line", "level": LOG_LEVEL}
    },
    "root": {"handlers": ["stderr"], "level": LOG_LEVEL},
    # The web server says what fails outside of Django on standard output, where nobody listens.
    "loggers": {"_granian": {"handlers": ["stderr"], "level": LOG_LEVEL, "propagate": False}},
}
