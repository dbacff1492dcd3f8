"""Django settings. Everything that differs between machines comes from XINLU_* variables."""

import os
from functools import partial
from pathlib import Path

from csp.constants import NONE, SELF
from django.utils.functional import SimpleLazyObject

from xinlu.config.assets import HASHED, PLAIN, is_collected, storages
from xinlu.config.home import home
from xinlu.config.keys import (
    adopt_keys,
    load_keyring,
    load_secret,
    load_signer,
    make_home,
    read_keys,
    rotate_keyring,
)
from xinlu.config.variables import count, database, rates, read, seconds

PACKAGE = Path(__file__).resolve().parent.parent
HOME = home()  # database, keys, files; made by xinlu init, for a mistyped one must stay a mistake
KEYS = HOME / "keys"
VAULT = HOME / "vault"
UNFINISHED = HOME / "restoring"  # there while a restore is not through
NOTICE = HOME / "notice.txt"  # one line that every page shows, when the file is there

KEYRING = SimpleLazyObject(lambda: load_keyring(KEYS))
ROTATE_KEYRING = partial(rotate_keyring, KEYS)
SIGNER = SimpleLazyObject(lambda: load_signer(KEYS))
SECRET_KEY = SimpleLazyObject(lambda: load_secret(KEYS))
MAKE_HOME = partial(make_home, HOME, KEYS)
READ_KEYS = read_keys
ADOPT_KEYS = partial(adopt_keys, KEYS)

DEBUG = os.environ.get("XINLU_DEBUG") == "1"
SITE_URL = os.environ.get("XINLU_SITE_URL", "http://localhost:8000")
ALLOWED_HOSTS = os.environ.get("XINLU_HOSTS", "localhost,127.0.0.1,[::1]").replace(" ", "").split(",")
CSRF_TRUSTED_ORIGINS = [SITE_URL]
CSRF_FAILURE_VIEW = "xinlu.ui.stale.answer_stale"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django_htmx",
    "axes",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "xinlu.events",
    "xinlu.accounts",
    "xinlu.catalog",
    "xinlu.subjects",
    "xinlu.archive",
    "xinlu.collection",
    "xinlu.publicity",
    "xinlu.flows",
    "xinlu.ui",
    "xinlu.portal",
    "xinlu.office",
    "xinlu.openapi",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "xinlu.ui.nulls.refuse_nulls",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "xinlu.config.urls"
WSGI_APPLICATION = "xinlu.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
            "builtins": ["xinlu.ui.templatetags.ui"],
        },
    }
]

DATABASES = {
    "default": read("XINLU_DATABASE", "", database, "postgres://用户:密码@主机:端口/库名，不设则用 SQLite")
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # Immediate transactions queue for the write lock instead of failing half-way through.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 30,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-65536",
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "xinlu.accounts.passwords.Likeness",
        "OPTIONS": {"user_attributes": ["username", "display_name"]},
    },
    {"NAME": "xinlu.accounts.passwords.Length", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "/office/login/"
LOGIN_REDIRECT_URL = "/office/"
SESSION_COOKIE_AGE = 30 * 60
SESSION_SAVE_EVERY_REQUEST = True
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SITE_URL.startswith("https://")
SESSION_COOKIE_HTTPONLY = True
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_CALLABLE = "xinlu.office.login_attempts.show_lockout"
AXES_USERNAME_CALLABLE = "xinlu.office.login_attempts.counted_as"
AXES_CLIENT_IP_CALLABLE = "xinlu.ui.addresses.address_of"
AXES_VERBOSE = False
AXES_DISABLE_ACCESS_LOG = True
OTP_TOTP_ISSUER = "信路"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
USE_TZ = True
STATIC_URL = "/static/"
COLLECTED = PACKAGE.parent / "build" / "static"
HASHES = not DEBUG and is_collected(COLLECTED, PACKAGE)
STATIC_ROOT = COLLECTED if HASHES else None
STORAGES = storages(HASHED if HASHES else PLAIN)
WHITENOISE_USE_FINDERS = not HASHES
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
DATA_UPLOAD_MAX_MEMORY_SIZE = 32 * 1024 * 1024  # bytes of a request without files, such as a batch of records
UPLOAD_LIMIT = 4 << 30  # bytes in one submitted file; only delimited text may be so long (reading.Limits)
FILE_UPLOAD_HANDLERS = [
    "xinlu.ui.uploads.LimitedUpload",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "xinlu.ui.uploads.NamelessUpload",
]

CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}


API_RATES = read("XINLU_API_RATES", "600/60", rates, "每分钟的调用次数“令牌/地址”，如 600/60，不限则为空")
JOB_LEASE = read(
    "XINLU_JOB_LEASE", "60", seconds, "秒数，如 60，至多一天"
)  # then a dead worker's job is taken over
PROXIES = read("XINLU_PROXIES", "0", count, "个数，如 1")  # reverse proxies of ours before the web process
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
}
SILENCED_SYSTEM_CHECKS = ["axes.W003"]
