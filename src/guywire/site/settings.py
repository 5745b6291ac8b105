"""Django settings. The operator sets the GUYWIRE_… variables in environment.py, never this file."""

from pathlib import Path
from urllib.parse import urlsplit

from csp.constants import NONE, SELF

from guywire.clinic.messages.smtp_url import Security
from guywire.site import environment, private_files
from guywire.site.front.bodies import MAX_BODY_BYTES

environment.check()
private_files.close_to_others(environment.home())
HERE = Path(__file__).parent
GUYWIRE_HOME = environment.home()
BACKUP_PASSPHRASE = environment.backup_passphrase()
PUBLIC_URL = environment.public_url()
BEHIND_TLS = PUBLIC_URL.startswith("https://")

DEBUG = False
SECRET_KEY = environment.secret_key()
SECRET_KEY_FALLBACKS = environment.old_secret_keys()
ALLOWED_HOSTS = environment.hosts()
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]
ROOT_URLCONF = "guywire.site.urls"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "guywire.site",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "guywire.clinic.jobs",
    "guywire.clinic.backups",
    "guywire.clinic.people",
    "guywire.clinic.handover",
    "guywire.clinic.messages",
    "guywire.clinic.insurance",
    "guywire.clinic.welcome",
    "guywire.clinic.conversations",
    "guywire.clinic.figure",
    "guywire.clinic.checks",
    "guywire.clinic.why",
    "guywire.clinic.programs",
    "guywire.clinic.visits",
    "guywire.clinic.alerts",
    "guywire.clinic.desk",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "guywire.site.content_policy.SamePolicyMiddleware",
    "guywire.site.content_policy.CameraMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "guywire.site.limits.FriendlyLimitsMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "guywire.clinic.people.device.DeviceRecordMiddleware",
    "guywire.site.clock.ClinicClockMiddleware",
    "guywire.site.idle_lock.IdleLockMiddleware",
    "guywire.clinic.desk.live.DeskNumberMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["guywire.clinic.translation", "guywire.clinic.public_parts"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "guywire.site.context.clinic",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

DATABASES = {"default": environment.database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "guywire_cache",
    }
}

# Staff sign-in: email, password, second factor. Visitors have no accounts.
AUTH_USER_MODEL = "people.Staff"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in {
        "UserAttributeSimilarityValidator": {"user_attributes": ("name", "email")},
        "MinimumLengthValidator": {"min_length": 8},
        "CommonPasswordValidator": {},
        "NumericPasswordValidator": {},
    }.items()
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/desk/"
ACCOUNT_ADAPTER = "guywire.clinic.people.signin.StaffAccountAdapter"
ACCOUNT_FORMS = {
    "login": "guywire.clinic.people.signin_forms.SignIn",
    "reauthenticate": "guywire.clinic.people.signin_forms.StillYou",
    "reset_password": "guywire.clinic.desk.account_emails.ForgottenPasswordForm",
    "change_password": "guywire.clinic.people.signin_forms.ChangedPassword",
    "reset_password_from_key": "guywire.clinic.people.signin_forms.PasswordFromLink",
}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_SESSION_REMEMBER = False
# Counted by guywire.clinic.people.limits and signin_limits, in a table of their own.
ACCOUNT_RATE_LIMITS = False
TURN_URLS, TURN_SECRET = environment.turn_urls(), environment.turn_secret()
TRUSTED_PROXIES = environment.trusted_proxies()
OWN_NETWORKS = environment.own_networks()
BOOKINGS_PER_NETWORK = environment.bookings_per_network()
QUESTIONS_PER_NETWORK = environment.questions_per_network()
MFA_ADAPTER = "guywire.clinic.people.signin.StaffSecondStepAdapter"
MFA_FORMS = {
    "authenticate": "guywire.clinic.people.signin_forms.SecondStep",
    "reauthenticate": "guywire.clinic.people.signin_forms.StillYouBySecondStep",
    "activate_totp": "guywire.clinic.people.signin_forms.NewSecondStep",
    "add_webauthn": "guywire.clinic.people.signin_forms.NewPasskey",
    "edit_webauthn": "guywire.clinic.people.signin_forms.NameOfPasskey",
}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
# A passkey is password and second step in one, so the device must have asked who holds it.
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_USER_VERIFICATION = "required"
MFA_ALLOW_UNVERIFIED_EMAIL = True
# One step of half a minute either way: phones and servers never agree to the second.
MFA_TOTP_TOLERANCE = 1
MFA_TOTP_ISSUER = "Guywire"
SESSION_COOKIE_AGE = 12 * 60 * 60

# The browser's own guards.
SECURE_SSL_REDIRECT = BEHIND_TLS
SECURE_REDIRECT_EXEMPT = ["^healthz$"]
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if BEHIND_TLS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = BEHIND_TLS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_TLS else None
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = BEHIND_TLS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "guywire.site.views.csrf_failure"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "media-src": [SELF],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
PERMISSIONS_POLICY: dict[str, list[str]] = {
    "accelerometer": ["self"],
    "gyroscope": ["self"],
    "magnetometer": ["self"],
    "camera": [],
    "microphone": [],
    "screen-wake-lock": ["self"],
    "geolocation": [],
    "payment": [],
    "usb": [],
    "display-capture": [],
}
DATA_UPLOAD_MAX_MEMORY_SIZE = MAX_BODY_BYTES
DATA_UPLOAD_MAX_NUMBER_FIELDS = 200

LANGUAGE_CODE = "en-us"
LANGUAGES = [("en-us", "English")]
TIME_ZONE = "UTC"
USE_TZ = True
USE_I18N = True

# Django would open stored files to everybody on the machine, whatever the umask says.
FILE_UPLOAD_PERMISSIONS, FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o600, 0o700
STATIC_URL = "/static/"
STATIC_ROOT = environment.home() / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "guywire.site.static_files.ReleaseStorage"},
}

mail_server = environment.mail_server()
SMS_ACCOUNT = environment.sms_account()
TEXT_HOURS = environment.text_hours()
MESSAGE_CHANNELS = [environment.message_channel(), *(["sms"] if SMS_ACCOUNT else [])]
if mail_server:
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    EMAIL_HOST, EMAIL_PORT = mail_server.host, mail_server.port
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = mail_server.user, mail_server.password
    EMAIL_USE_TLS = mail_server.security is Security.STARTTLS
    EMAIL_USE_SSL = mail_server.security is Security.IMPLICIT_TLS
    EMAIL_TIMEOUT = 30
MAIL_FOLDER = environment.home() / "mail"
DEFAULT_FROM_EMAIL = (
    mail_server.sender if mail_server else ""
) or f"no-reply@{urlsplit(PUBLIC_URL).hostname}"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "guywire.site.private_logs.PrivateFormatter",
            "format": "%(asctime)s %(levelname)s %(name)s %(message)s",
        }
    },
    "filters": {"refusals": {"()": "guywire.site.private_logs.RefusalFilter"}},
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": "line",
            "filters": ["refusals"],
        }
    },
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        "django": {"handlers": [], "level": "INFO", "propagate": True},
        "django.server": {"handlers": [], "propagate": True},
    },
}
