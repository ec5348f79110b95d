"""The panel's settings; what differs between machines is read from the environment in `env`."""

import os
from datetime import timedelta
from pathlib import Path

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from kafkasder.settings.sentry import start_sentry

from .env import LOOPBACK, FaultyEnvironment, read_environment
from .limits import LIMITS as LIMITS

BASE_DIR = Path(__file__).resolve().parent.parent.parent
try:
    ENV = read_environment(os.environ)
except FaultyEnvironment as error:
    raise SystemExit(str(error)) from None  # whatever loads the settings ends with sentences, not with a traceback

DEBUG = ENV.debug
DEMO = ENV.demo
SECRET_KEY = ENV.secret_key
FIELD_KEYS = ENV.field_keys
AUDIT_KEYS = ENV.audit_keys
AUDIT_ANCHOR_EMAILS = ENV.audit_anchor_emails
AUDIT_SEAL_SECONDS = 1  # between two rounds of the server's sealing; 0 for none
ALLOWED_HOSTS = ENV.allowed_hosts if ENV.local else [*ENV.allowed_hosts, *LOOPBACK]  # loopback: health checks
CSRF_TRUSTED_ORIGINS = ENV.trusted_origins
REALTIME = ENV.realtime
GEOIP_FILE = ENV.geoip_file
SCANNER_URL = ENV.scanner_url
ASSISTANT_HOSTS = ENV.assistant_hosts

INSTALLED_APPS = [
    "daphne",
    "accounts.admin_app.PanelAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "whitenoise.runserver_nostatic",
    "kafkasder.serving.static_app.PanelStaticFilesConfig",
    "allauth",
    "allauth.account",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "channels",
    "csp",
    "django_otp",
    "procrastinate.contrib.django",
    "kafkasder.core",
    "kafkasder.live",
    "accounts",
    "notifications",
    "privacy",
    "messaging",
    "tasks",
    "finance",
    "donations",
    "beneficiaries",
    "aid",
    "meetings",
    "kafkasder.dashboard",
    "kafkasder.health",
    "kafkasder.jobs",
]

MIDDLEWARE = [
    "kafkasder.core.request_number.RequestNumberMiddleware",
    "kafkasder.core.headers.guarding_headers",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",  # after WhiteNoise, whose files are compressed already
    "kafkasder.core.middleware.known_methods",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "kafkasder.live.admission.AdmissionMiddleware",
    "accounts.usage.UseMiddleware",
    "accounts.audit.middleware.audit_context",
    "kafkasder.core.middleware.language_of_user",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "accounts.limits.LimitsMiddleware",
]

ROOT_URLCONF = "kafkasder.urls"
ASGI_APPLICATION = "kafkasder.asgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "kafkasder.core.context.frame",
                "kafkasder.live.context.layout",
            ],
        },
    }
]

# A build has no database. Connections are pooled: under ASGI each request has a fresh thread, which never finds the
# connection that an earlier one left open.
DATABASES = {"default": ENV.database or {"ENGINE": "django.db.backends.dummy", "OPTIONS": {}}}
DATABASES["default"]["OPTIONS"]["pool"] = {
    "min_size": 2,
    "max_size": ENV.database_connections,
    "timeout": 10,
    "reconnect_timeout": 3,  # then whoever needs a connection begins anew; left alone, the pool tries ever more rarely
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

if ENV.redis_url:
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": ENV.redis_url}}
    CHANNEL_LAYERS = {
        "default": {
            "BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer",
            "CONFIG": {"hosts": [ENV.redis_url]},
        }
    }
else:  # one process keeps both to itself
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    CHANNEL_LAYERS = {"default": {"BACKEND": "channels.layers.InMemoryChannelLayer"}}

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["accounts.backends.RightsBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [  # shown while typing: accounts.passwords.RULES
    {"NAME": "accounts.passwords.LengthValidator"},
    {"NAME": "accounts.passwords.LetterAndDigitValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["full_name", "email"]},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
SESSION_ENGINE = "accounts.sessions"  # knows when a sign-in ends, however often the session is saved
SESSION_COOKIE_AGE = 30 * 24 * 3600  # seconds that the browser keeps the cookie of those who asked to be remembered
SESSION_EXPIRE_AT_BROWSER_CLOSE = True  # for the others; when the session itself ends say accounts.lifetimes

ACCOUNT_ADAPTER = "accounts.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # accounts begin with an invitation to the address
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_RATE_LIMITS = False  # allauth's own live in the cache, which may be one process's; ours are in `limits`
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "accounts.tokens.PasswordTokens"
ACCOUNT_FORMS = {
    "login": "accounts.forms.SignInForm",
    "reset_password": "accounts.forms.ForgottenPasswordForm",
    "reset_password_from_key": "accounts.forms.NewPasswordForm",
    "change_password": "accounts.forms.ChangePasswordForm",
}

GOOGLE_SIGN_IN = bool(ENV.google_client_id and ENV.google_client_secret)
GOOGLE_PICTURE_ORIGINS = [f"https://lh{number}.googleusercontent.com" for number in (3, 4, 5, 6)]
SOCIALACCOUNT_ADAPTER = "accounts.google.SocialAdapter"
SOCIALACCOUNT_REQUESTS_TIMEOUT = 5  # seconds that whoever signs in waits at most for each answer of Google
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "provider_class": "accounts.google.GoogleProvider",
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": "google",
                "name": "Google",
                "client_id": ENV.google_client_id,
                "secret": ENV.google_client_secret,
                "settings": {"server_url": "https://accounts.google.com", "fetch_userinfo": False},
            }
        ]
        if GOOGLE_SIGN_IN
        else [],
    }
}

LANGUAGE_CODE = "tr"
LANGUAGES = [("tr", _("Türkçe")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = ENV.time_zone
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static"]
WHITENOISE_ALLOW_ALL_ORIGINS = False  # no other site has a use for our files
WHITENOISE_KEEP_ONLY_HASHED_FILES = True  # every link goes through the manifest; the rest would be compressed in vain
MEDIA_URL = "/media/"
MEDIA_ROOT = BASE_DIR / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "kafkasder.serving.static.PlainFiles" if DEBUG else "kafkasder.serving.static.StaticFiles"
    },
}

PROCRASTINATE_AUTODISCOVER_MODULE_NAME = ""  # its way to find tasks; ours are in kafkasder.core.jobs
PROCRASTINATE_ON_APP_READY = "kafkasder.jobs.task.declare"

globals().update(ENV.email)  # EMAIL_BACKEND, EMAIL_HOST, …
MAIL_TRANSPORT = ENV.email["EMAIL_BACKEND"]
EMAIL_BACKEND = "accounts.services.mail.OutboxBackend"  # keeps mails, which then go out by the transport
SMS_BACKEND = ENV.sms_backend  # a class of `notifications.sms`; without one there is no such channel
PANEL_URL = ENV.site
NOTIFICATIONS_GATHERED_FOR = timedelta(minutes=10)  # changes of a row in it renew what nobody read yet
DEFAULT_FROM_EMAIL = SERVER_EMAIL = ENV.email_from

# Plain http exists in a local run only; there is no switch for it.
SECURE_SSL_REDIRECT = not ENV.local
SECURE_REDIRECT_EXEMPT = [r"^health/"]
SECURE_HSTS_SECONDS = 0 if ENV.local else 365 * 24 * 3600
SECURE_REFERRER_POLICY = "same-origin"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ENV.proxies else None
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = not ENV.local
if not ENV.local:  # of this host alone: a neighbour under the same domain cannot set cookies of these names
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-sessionid", "__Host-csrftoken"
    LANGUAGE_COOKIE_NAME = "__Host-language"
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
X_FRAME_OPTIONS = "DENY"
ALLAUTH_TRUSTED_PROXY_COUNT = ENV.proxies
CSRF_FAILURE_VIEW = "kafkasder.errors.csrf_failure"
SILENCED_SYSTEM_CHECKS = [
    "security.W005",  # whether the association's other subdomains speak https is not ours to say …
    "security.W021",  # … nor to announce to the world
    "auth.W004",  # e-mail addresses are unique, by a constraint that is blind to case
]

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],  # the style sheet's own small pictures
        "object-src": [NONE],
        "base-uri": [NONE],
        # Where a form redirects to counts, too.
        "form-action": [SELF, *(["https://accounts.google.com"] if GOOGLE_SIGN_IN else [])],
        "frame-ancestors": [NONE],
    }
}
PERMISSIONS_POLICY: dict[str, list[str]] = {
    feature: []
    for feature in ("camera", "display-capture", "geolocation", "microphone", "midi", "payment", "serial", "usb")
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {
        "number": {"()": "kafkasder.core.request_number.NumberFilter"},
        "keys": {"()": "kafkasder.settings.logs.KeyFilter"},
    },
    "formatters": {"line": {"format": "{asctime} {levelname} {name} [{number}] {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["number", "keys"]}},
    "root": {"handlers": ["console"], "level": ENV.log_level},
    "loggers": {
        "django": {"handlers": [], "level": ENV.log_level, "propagate": True},
        "daphne": {"level": "WARNING"},
        "procrastinate": {"level": "WARNING"},
    },
}

start_sentry(ENV)
