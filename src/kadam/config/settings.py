"""Django's settings for every kind of instance. Values come from the environment (docs/settings.md)."""

from __future__ import annotations

import secrets
from pathlib import Path

from django.utils.csp import CSP
from django.utils.translation import gettext_lazy as _

from kadam.config import environment as env

MODE = env.mode()
PRODUCTION = MODE == "production"
DEMO = MODE == "demo"
TESTING = MODE == "test"
DEBUG = MODE == "development"

PACKAGE = Path(__file__).resolve().parent.parent
DATA_DIR = Path(env.text("DATA_DIR", str(PACKAGE.parent.parent / ".kadam" / MODE)))
DATA_DIR.mkdir(parents=True, exist_ok=True)
BASE_URL = env.text("BASE_URL", "http://127.0.0.1:8000").rstrip("/")

SECRET_KEY = env.text("SECRET_KEY") or ("" if PRODUCTION else secrets.token_urlsafe(48))
SECRET_KEY_FALLBACKS = env.several("SECRET_KEY_OLD")
ALLOWED_HOSTS = env.several("HOSTS") or (
    [] if PRODUCTION else ["127.0.0.1", "localhost", "[::1]", "testserver"]
)
CSRF_TRUSTED_ORIGINS = [BASE_URL] if BASE_URL.startswith("https://") else []

# The capabilities, highest first: each may import those under it, never the reverse.
CAPABILITIES = [
    "kadam.demo", "kadam.pages", "kadam.staff", "kadam.notifications", "kadam.portfolios", "kadam.engagements",
    "kadam.applications", "kadam.projects", "kadam.payments", "kadam.messaging", "kadam.profiles",
    "kadam.organizations", "kadam.search", "kadam.skills", "kadam.files", "kadam.identity", "kadam.ledger",
    "kadam.journal", "kadam.kit",
]  # fmt: skip
INSTALLED_APPS = [
    "kadam.config",
    *CAPABILITIES,
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "django_htmx",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "kadam.identity.web.middleware.RefusedFormMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "kadam.kit.web.middleware.RefusalMiddleware",
]
ROOT_URLCONF = "kadam.config.urls"
WSGI_APPLICATION = "kadam.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "APP_DIRS": True,
        "OPTIONS": {
            "environment": "kadam.config.jinja.environment",
            "context_processors": ["kadam.pages.frame.frame", "django.template.context_processors.csp"],
        },
    },
    {  # for the libraries that bring their own: sign-in's plain-text mails
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
            ]
        },
    },
]
FORM_RENDERER = "django.forms.renderers.Jinja2"

DATABASES = {"default": env.database(env.text("DATABASE_URL"), DATA_DIR)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    "default": {  # shared by all processes, so that rate limits count once
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "kadam_cache",
    }
}
if TESTING:
    CACHES["default"] = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("hi", _("हिन्दी"))]
LOCALE_PATHS = [PACKAGE / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Kolkata"

STATIC_URL = "static/"
STATIC_ROOT = DATA_DIR / "static"
MEDIA_ROOT = DATA_DIR / "files"  # never served by path: only through views that know who may see what
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if TESTING or DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = TESTING or DEBUG
FILE_UPLOAD_PERMISSIONS = 0o600
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000

SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF, CSP.NONCE],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:"],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "manifest-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
}
HTTPS = BASE_URL.startswith("https://")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_NAME = "__Host-kadam" if HTTPS else "kadam"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 14
SECURE_SSL_REDIRECT = HTTPS and env.flag("REDIRECT_TO_HTTPS", True)
SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365 if HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.flag("BEHIND_PROXY", False) else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"

AUTH_USER_MODEL = "identity.Person"
AUTHENTICATION_BACKENDS = ["kadam.notifications.backends.PersonBackend"]  # identity's, with the unread count
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
if TESTING:
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [  # OWASP ASVS 5.0, V6.2: length and known-bad lists, no composition rules
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "kadam.identity.passwords.NotGuessable"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "pages:dashboard"
LOGOUT_REDIRECT_URL = "pages:home"

MAIL_BACKEND = env.text(
    "MAIL", "mailbox" if not PRODUCTION else "smtp"
)  # mailbox: kept and shown, never sent
MAILERS = {
    "default": {"BACKEND": "kadam.notifications.gateways.mailbox.MailboxBackend"}
    if MAIL_BACKEND == "mailbox"
    else {
        "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "OPTIONS": {
            "host": env.text("SMTP_HOST", "localhost"),
            "port": env.number("SMTP_PORT", 587),
            "username": env.text("SMTP_USER"),
            "password": env.text("SMTP_PASSWORD"),
            "use_tls": env.flag("SMTP_TLS", True),
            "timeout": 20,
        },
    }
}
DEFAULT_FROM_EMAIL = env.text("MAIL_FROM", "Kadam <hello@kadam.example>")

ACCOUNT_ADAPTER = "kadam.identity.adapters.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT = 10 * 60  # OWASP ASVS 5.0, V6.5.5
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_MAX_ATTEMPTS = 5
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ALLAUTH_USER_CODE_FORMAT = {"numeric": True, "length": 6, "dashed": False}
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if env.flag("BEHIND_PROXY", False) else 0
ACCOUNT_CHANGE_EMAIL = True  # one address a person
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
# How often, within what time, and counted by what. Failed sign-ins: by address, and so high by IP address that a
# college behind one of them is not locked out by a few who mistype. docs/accounts.md says why.
ACCOUNT_RATE_LIMITS = {
    "login": "120/m/ip",
    "login_failed": "100/10m/ip,5/10m/key",
    "signup": "60/10m/ip",
    "confirm_email": "5/10m/key",
    "reset_password": "60/10m/ip,3/10m/key",
    "reset_password_from_key": "60/10m/ip",
}
ACCOUNT_FORMS = {
    "login": "kadam.identity.web.forms.LoginForm",
    "signup": "kadam.identity.web.forms.SignupForm",
    "add_email": "kadam.identity.web.forms.AddEmailForm",
    "change_email": "kadam.identity.web.forms.ChangeEmailForm",
    "change_password": "kadam.identity.web.forms.ChangePasswordForm",
    "set_password": "kadam.identity.web.forms.SetPasswordForm",
    "reset_password": "kadam.identity.web.forms.ResetPasswordForm",
    "reset_password_from_key": "kadam.identity.web.forms.ResetPasswordKeyForm",
    "reauthenticate": "kadam.identity.web.forms.ReauthenticateForm",
    "confirm_email_verification_code": "kadam.identity.web.forms.ConfirmEmailVerificationCodeForm",
}
PASSWORD_RESET_TIMEOUT = 30 * 60
SIGNUP_NEXT = {
    "company": "organizations:new",
    "university": "organizations:new",
}  # sign-up?for=… goes on there
MFA_ADAPTER = "kadam.identity.adapters.MethodsAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_RECOVERY_CODE_COUNT = 10
MFA_TOTP_ISSUER = "Kadam"
MFA_TOTP_TOLERANCE = 1  # a phone's clock may be half a minute off
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not PRODUCTION
MFA_FORMS = {
    "authenticate": "kadam.identity.web.forms.AuthenticateForm",
    "reauthenticate": "kadam.identity.web.forms.MethodReauthenticateForm",
    "activate_totp": "kadam.identity.web.forms.ActivateTOTPForm",
    "add_webauthn": "kadam.identity.web.forms.AddWebAuthnForm",
    "edit_webauthn": "kadam.identity.web.forms.EditWebAuthnForm",
}
USERSESSIONS_ADAPTER = "kadam.identity.adapters.SessionsAdapter"
USERSESSIONS_TRACK_ACTIVITY = False  # a page costs no write

# route: the licensed provider. sandbox: its stand-in, a process of its own. inprocess: the stand-in without HTTP.
PAYMENT_RAIL = env.text("PAYMENT_RAIL", "" if PRODUCTION else "inprocess" if TESTING else "sandbox")
SANDBOX_PORT = env.number("SANDBOX_PORT", 8765)
RAZORPAY_BASE_URL = env.text("RAZORPAY_BASE_URL") or (
    f"http://127.0.0.1:{SANDBOX_PORT}" if PAYMENT_RAIL == "sandbox" else "https://api.razorpay.com"
)
RAZORPAY_KEY_ID = env.text("RAZORPAY_KEY_ID", "rzp_test_sandbox" if not PRODUCTION else "")
RAZORPAY_KEY_SECRET = env.text("RAZORPAY_KEY_SECRET", "sandbox-key-secret" if not PRODUCTION else "")
RAZORPAY_WEBHOOK_SECRET = env.text(
    "RAZORPAY_WEBHOOK_SECRET", "sandbox-webhook-secret" if not PRODUCTION else ""
)
RAZORPAY_WEBHOOK_SECRET_OLD = env.text(
    "RAZORPAY_WEBHOOK_SECRET_OLD"
)  # honoured beside the new one after a change

OPERATOR_NAME = env.text("OPERATOR_NAME", "Kadam")
GRIEVANCE_CONTACT = env.text("GRIEVANCE_CONTACT", "grievance@kadam.example")
CLAMAV = env.text("CLAMAV")  # host:port of a clamd; empty: uploads are judged by kind alone
KADAM_RULES = env.rules()
KADAM_CLOCK_FILE = DATA_DIR / "clock" if DEMO or TESTING else None

SILENCED_SYSTEM_CHECKS: list[str] = []
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.text("LOG_LEVEL", "WARNING")},
}
