"""A real `guywire serve` behind real proxies that run the files of deploy/."""

import os
import shutil
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPSConnection
from pathlib import Path
from socket import socket
from tempfile import TemporaryDirectory

import pytest

DEPLOY = Path(__file__).parents[2] / "deploy"
PATIENCE_SECONDS = 400
HOST = "guywire.example.org"
NGINX = """
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{}}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/site.conf;
}}
"""
CADDY = "{{\n\tadmin off\n\tauto_https disable_redirects\n}}\n{site}"


def free_port() -> int:
    with socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="session")
def folder() -> Iterator[Path]:
    with TemporaryDirectory(prefix="guywire-deploy-") as name:
        yield Path(name)


@pytest.fixture(scope="session")
def certificate(folder: Path) -> tuple[Path, Path]:
    """A certificate of our own for this machine, and its key."""
    paths = folder / "certificate.pem", folder / "key.pem"
    options = "-newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=localhost"
    command = ["openssl", "req", "-x509", *options.split(), "-out", paths[0], "-keyout", paths[1]]
    subprocess.run(command, check=True, capture_output=True)
    return paths


class Proxied:
    """The ports of the proxies, and of Guywire behind them."""

    def __init__(self) -> None:
        self.guywire, self.plain, self.secure = free_port(), free_port(), free_port()

    def get(self, path: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
        return self.ask("GET", path, b"", **headers)

    def ask(
        self, method: str, path: str, body: bytes, **headers: str
    ) -> tuple[int, dict[str, str], bytes]:
        trusting = ssl.create_default_context()
        trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
        connection = HTTPSConnection("localhost", self.secure, timeout=60, context=trusting)
        return answer_of(connection, method, path, body, headers)


def answer_of(
    connection: HTTPConnection, method: str, path: str, body: bytes, headers: dict[str, str]
) -> tuple[int, dict[str, str], bytes]:
    sent = {name.replace("_", "-"): text for name, text in headers.items()}
    try:
        connection.request(method, path, body or None, sent)
        response = connection.getresponse()
        headers = {
            name.lower(): ", ".join(response.headers.get_all(name)) for name in response.headers
        }
        return response.status, headers, response.read()
    finally:
        connection.close()


def replaced(file: str, **texts: str) -> str:
    """A file of deploy/ with what a test must change; each text has to be there."""
    site = (DEPLOY / file).read_text()
    for change in texts.values():
        before, after = change.split(" => ")
        assert before in site, f"{file} no longer has {before}"
        site = site.replace(before, after)
    return site


@contextmanager
def running(command: list[str], **environment: str) -> Iterator[None]:
    process = subprocess.Popen(command, env=os.environ | environment)
    try:
        yield
    finally:
        process.terminate()
        process.wait(timeout=60)


@pytest.fixture(scope="session")
def behind_nginx(
    folder: Path, prepared_home: Path, certificate: tuple[Path, Path]
) -> Iterator[Proxied]:
    proxied = Proxied()
    with serving(folder, prepared_home, proxied), nginx(folder, certificate, proxied):
        yield ready(proxied)


@contextmanager
def nginx(folder: Path, certificate: tuple[Path, Path], proxied: Proxied) -> Iterator[None]:
    own = folder / f"nginx-{proxied.secure}"
    own.mkdir()
    live = f"/etc/letsencrypt/live/{HOST}"
    site = replaced(
        "nginx.conf",
        plain=f"listen 80; => listen {proxied.plain};",
        plain6="listen [::]:80; => ",
        secure=f"listen 443 ssl http2; => listen {proxied.secure} ssl http2;",
        secure6="listen [::]:443 ssl http2; => ",
        certificate=f"{live}/fullchain.pem => {certificate[0]}",
        key=f"{live}/privkey.pem => {certificate[1]}",
        name=f"{HOST} => localhost",
        upstream=f"127.0.0.1:8000 => 127.0.0.1:{proxied.guywire}",
    )
    (own / "site.conf").write_text(site)
    (own / "nginx.conf").write_text(NGINX.format(folder=own))
    with running(["nginx", "-c", f"{own}/nginx.conf"]):
        yield


@pytest.fixture(scope="session")
def behind_caddy(
    folder: Path, prepared_home: Path, certificate: tuple[Path, Path]
) -> Iterator[Proxied]:
    proxied = Proxied()
    with serving(folder, prepared_home, proxied), caddy(folder, certificate, proxied):
        yield ready(proxied)


@contextmanager
def caddy(folder: Path, certificate: tuple[Path, Path], proxied: Proxied) -> Iterator[None]:
    own = folder / f"caddy-{proxied.secure}"
    own.mkdir()
    tls = f"tls {certificate[0]} {certificate[1]}"
    site = replaced(
        "Caddyfile",
        name=f"{HOST} {{ => https://localhost:{proxied.secure} {{\n\t{tls}",
        upstream=f"127.0.0.1:8000 => 127.0.0.1:{proxied.guywire}",
    )
    (own / "Caddyfile").write_text(CADDY.format(site=site))
    command = ["caddy", "run", "--config", f"{own}/Caddyfile", "--adapter", "caddyfile"]
    with running(command, HOME=str(own)):
        yield


@contextmanager
def serving(folder: Path, prepared_home: Path, proxied: Proxied) -> Iterator[None]:
    home = shutil.copytree(prepared_home, folder / f"home-{proxied.guywire}")
    command = [sys.executable, "-m", "guywire", "serve", "--port", str(proxied.guywire)]
    settings = {
        "GUYWIRE_HOME": str(home),
        "GUYWIRE_URL": f"https://localhost:{proxied.secure}",
        "GUYWIRE_DATABASE_URL": "",
        "DJANGO_SETTINGS_MODULE": "guywire.site.settings",
    }
    with running([*command, "--processes", "1"], **settings):
        yield


def ready(proxied: Proxied) -> Proxied:
    until = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < until:
        try:
            if proxied.get("/")[0] == 200:
                return proxied
        except OSError:
            pass
        time.sleep(0.5)
    pytest.fail("the site did not come up behind the proxy")
