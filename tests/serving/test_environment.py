"""The environment: what is read, what is refused, and what the README says about it."""

import base64
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

from kafkasder.settings import env
from kafkasder.settings.env import FaultyEnvironment, read_environment

KEY = base64.b64encode(bytes(range(32))).decode()
PRODUCTION = {
    "DATABASE_URL": "postgresql://panel:gizli@db.ornek.org/kafkasder",
    "SECRET_KEY": "kZ3rV9qLx0aW7tYb2nCm5pHs8dGf1jKe4uRoTiXwQzBvNyMl",
    "FIELD_KEYS": KEY,
    "ALLOWED_HOSTS": "panel.ornek.org",
}
PRODUCTION["SECRET_KEY"] += "0123"


def faults(environ):
    with pytest.raises(FaultyEnvironment) as caught:
        read_environment(environ)
    return {fault.variable.name: str(fault) for fault in caught.value.faults}


def test_production_starts_with_what_it_needs():
    environment = read_environment(PRODUCTION)
    assert not environment.local
    assert environment.database["HOST"] == "db.ornek.org"
    assert environment.field_keys == [KEY]


def test_a_command_in_production_never_falls_back_to_the_local_database():
    ended = run_python(["manage.py", "migrate"], PRODUCTION | {"DATABASE_URL": ""})
    assert ended.returncode == 1
    assert "DATABASE_URL: production needs a database" in ended.stderr


def test_a_database_that_is_away_is_one_sentence():
    away = {"DATABASE_URL": "postgresql://x@127.0.0.1:1/y?connect_timeout=1"}
    ended = run_python(["manage.py", "showmigrations"], PRODUCTION | away)
    assert ended.returncode == 1
    assert "Traceback" not in ended.stderr
    last = ended.stderr.splitlines()[-1]
    assert last.startswith("The database does not answer: ")
    assert "Connection refused" in last  # the database's own words, without the pool's long patience


def test_production_without_anything_names_everything_that_is_missing():
    assert faults({}).keys() == {"DATABASE_URL", "SECRET_KEY", "FIELD_KEYS", "ALLOWED_HOSTS"}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SECRET_KEY", "short"),
        ("SECRET_KEY", env.DEVELOPMENT_SECRET),
        ("SECRET_KEY", "a" * 60),
        ("FIELD_KEYS", env.DEVELOPMENT_FIELD_KEY),
        ("FIELD_KEYS", f"{KEY},{env.DEVELOPMENT_FIELD_KEY}"),
        ("ALLOWED_HOSTS", "*"),
        ("ALLOWED_HOSTS", "localhost"),
        ("CSRF_TRUSTED_ORIGINS", "http://panel.ornek.org"),
        ("GEOIP_FILE", "/no/such/file.mmdb"),
        ("DEBUG", "on"),
    ],
)
def test_production_refuses_what_is_insecure_or_not_there(name, value):
    assert faults(PRODUCTION | {name: value}).keys() == {name}


@pytest.mark.parametrize(
    ("given", "missing"), [("GOOGLE_CLIENT_ID", "GOOGLE_CLIENT_SECRET"), ("GOOGLE_CLIENT_SECRET", "GOOGLE_CLIENT_ID")]
)
def test_half_of_what_google_needs_is_refused(given, missing):
    assert faults(PRODUCTION | {given: "x"}).keys() == {missing}
    assert read_environment(PRODUCTION | {given: "x", missing: "y"}).google_client_id in ("x", "y")


def test_a_demo_that_others_reach_must_be_as_secure_as_production():
    assert faults({"DEMO": "on", "ALLOWED_HOSTS": "demo.ornek.org"}).keys() >= {"SECRET_KEY", "FIELD_KEYS"}
    assert not read_environment(PRODUCTION | {"DEMO": "on"}).local


def test_a_local_run_needs_nothing():
    assert read_environment({"DEMO": "on"}).local
    assert read_environment({"DEBUG": "yes"}).local


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DATABASE_URL", "mysql://x/y"),
        ("DATABASE_URL", "postgresql://host"),
        ("DATABASE_URL", "postgresql://host:port/name"),
        ("DATABASE_CONNECTIONS", "1"),
        ("REDIS_URL", "127.0.0.1:6379"),
        ("REDIS_URL", "redis://"),
        ("FIELD_KEYS", "kısa"),
        ("FIELD_KEYS", base64.b64encode(b"short").decode()),
        ("ALLOWED_HOSTS", "https://panel.ornek.org"),
        ("CSRF_TRUSTED_ORIGINS", "panel.ornek.org"),
        ("CSRF_TRUSTED_ORIGINS", "https://panel.ornek.org/giris"),
        ("PROXIES", "-1"),
        ("EMAIL_URL", "mail.ornek.org"),
        ("EMAIL_URL", "smtp://"),
        ("EMAIL_FROM", "panel"),
        ("PANEL_URL", "https://a.ornek.org,https://b.ornek.org"),
        ("SMS_URL", "https://sms.ornek.org"),
        ("REALTIME", "maybe"),
        ("TIME_ZONE", "Mars/Olympus"),
        ("TIME_ZONE", "../etc/passwd"),
        ("GEOIP_FILE", "GeoLite2-City.mmdb"),
        ("SCANNER_URL", "tcp://127.0.0.1:3310"),
        ("SCANNER_URL", "clamd://"),
        ("SCANNER_URL", "clamd://localhost/run/clamd.ctl"),
        ("SENTRY_DSN", "https://sentry.ornek.org"),
        ("SENTRY_TRACES", "1.5"),
        ("LOG_LEVEL", "LOUD"),
        ("PORT", "http"),
        ("PORT", "65536"),
        ("DRAIN_SECONDS", "1.5"),
        ("DEBUG", "2"),
        ("DEMO", "perhaps"),
    ],
)
def test_a_malformed_value_is_named_with_a_reason_and_an_example(name, value):
    text = faults({"DEMO": "on", name: value})[name]
    assert text.startswith(f"  {name}: ")
    assert f"Example: {name}=" in text


def test_every_example_and_default_is_accepted():
    for variable in env.variables().values():
        if "$(" not in variable.example:
            variable.parse(variable.example.strip('"'))


def test_a_socket_path_keeps_its_capitals():
    database = read_environment({"DEMO": "on", "DATABASE_URL": "postgresql://u@%2FVar%2FRun:5433/ad"}).database
    assert (database["HOST"], database["PORT"], database["NAME"]) == ("/Var/Run", 5433, "ad")


def test_database_options_reach_the_driver():
    url = "postgresql://db/kafkasder?sslmode=require"
    assert read_environment({"DEMO": "on", "DATABASE_URL": url}).database["OPTIONS"] == {"sslmode": "require"}


@pytest.mark.parametrize(
    ("url", "tls", "port"),
    [("smtp://m", False, 25), ("smtp+tls://u:p%40@m", True, 587), ("smtp+tls://m:2525", True, 2525)],
)
def test_mail_servers(url, tls, port):
    email = read_environment({"DEMO": "on", "EMAIL_URL": url}).email
    assert (email["EMAIL_USE_TLS"], email["EMAIL_PORT"]) == (tls, port)


def test_the_readme_lists_every_variable():
    readme = (settings.BASE_DIR / "README.md").read_text()
    for variable in env.variables().values():
        assert f"| `{variable.name}` | {variable.meaning} |" in readme


@pytest.mark.parametrize(
    "command", [["manage.py", "check"], ["manage.py", "shell"], ["-m", "kafkasder.serving.server"]]
)
def test_programs_end_with_sentences_and_no_traceback(command):
    ended = run_python(command, PRODUCTION | {"SECRET_KEY": "", "PORT": "eighty"})
    assert ended.returncode == 1
    assert "Traceback" not in ended.stderr
    assert "SECRET_KEY: production needs its own key" in ended.stderr
    assert "PORT: “eighty” is not a whole number" in ended.stderr


@pytest.mark.parametrize("command", ["collectstatic", "makemigrations"])
def test_building_needs_no_variables(command):
    ended = run_python(["manage.py", command, "--dry-run", "--noinput"], {})
    assert ended.returncode == 0, ended.stderr


_ASK = """
import json, sys
import django
from django.conf import settings
settings.STATIC_ROOT = sys.argv[1]
django.setup()
from django.core.management import call_command
call_command("collectstatic", interactive=False, verbosity=0)
from django.test import Client
asked = [
    Client(headers={"host": "panel.ornek.org"}).get("/giris/"),
    Client(headers={"host": "panel.ornek.org"}).get("/health/live"),
    Client(headers={"host": "panel.ornek.org", "x-forwarded-proto": "https"}).get("/health/live"),
    Client(headers={"host": "elsewhere.org"}).get("/health/live"),
]
secure = [settings.SESSION_COOKIE_SECURE, settings.CSRF_COOKIE_SECURE, settings.LANGUAGE_COOKIE_SECURE]
print(json.dumps([secure, *({"status": each.status_code} | dict(each.headers) for each in asked)]))
"""


def test_production_is_secure(tmp_path):
    variables = {"DJANGO_SETTINGS_MODULE": "kafkasder.settings", "PROXIES": "1", "LOG_LEVEL": "CRITICAL"}
    variables |= {"GOOGLE_CLIENT_ID": "x", "GOOGLE_CLIENT_SECRET": "y"}
    ended = run_python(["-c", _ASK, str(tmp_path)], PRODUCTION | variables)
    assert ended.returncode == 0, ended.stderr
    secure, plain, probe, page, elsewhere = json.loads(ended.stdout)
    assert all(secure)
    assert (plain["status"], plain["Location"]) == (301, "https://panel.ornek.org/giris/")
    assert probe["status"] == 200, "probes come without TLS"
    assert page["Strict-Transport-Security"] == "max-age=31536000"
    assert page["X-Frame-Options"] == "DENY"
    assert page["X-Content-Type-Options"] == "nosniff"
    assert page["Referrer-Policy"] == "same-origin"
    assert "default-src 'self'" in page["Content-Security-Policy"]
    assert "unsafe" not in page["Content-Security-Policy"]
    assert "form-action 'self' https://accounts.google.com;" in f"{page['Content-Security-Policy']};"
    assert "camera=()" in page["Permissions-Policy"]
    assert elsewhere["status"] == 400


def test_one_process_needs_no_redis_and_several_share_one():
    script = "from django.conf import settings as s; print(s.CHANNEL_LAYERS['default']['BACKEND'])"
    base = {"DJANGO_SETTINGS_MODULE": "kafkasder.settings", "DEMO": "on"}
    assert "InMemory" in run_python(["-c", script], base).stdout
    assert "RedisPubSub" in run_python(["-c", script], base | {"REDIS_URL": "redis://127.0.0.1/0"}).stdout


def run_python(arguments, environ):
    """Run a program of this checkout in an environment that holds `environ` and no other of our variables."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=Path(settings.BASE_DIR),
        env=kept | environ,
        capture_output=True,
        text=True,
        timeout=60,
    )
