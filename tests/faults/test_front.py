"""The nginx files of `deploy`: the whole site is well-formed, and slow clients neither last nor get in the way."""

import asyncio
import re
import subprocess
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from django.conf import settings

from kafkasder.serving.redis import free_port
from tools.nginx import ensure_nginx

from .front import DEPLOY, Front
from .tab import load


def write_certificate(folder: Path) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "panel.ornek.org")])
    now = datetime.now(UTC)
    builder = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    builder = builder.serial_number(1).not_valid_before(now).not_valid_after(now + timedelta(days=1))
    certificate = builder.sign(key, hashes.SHA256())
    (folder / "fullchain.pem").write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    form = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    (folder / "privkey.pem").write_bytes(key.private_bytes(*form))


def test_nginx_takes_the_whole_site(tmp_path: Path) -> None:
    """With the places of this machine instead of a server's, and ports that anybody may open."""
    write_certificate(tmp_path)
    (tmp_path / "mime.types").touch()
    site = (DEPLOY / "nginx.conf").read_text()
    places = {"/srv/kafkasder": settings.BASE_DIR, "/etc/letsencrypt/live/panel.ornek.org": tmp_path}
    places |= dict.fromkeys(("/etc/nginx", "/var/log/nginx", "/run"), tmp_path)
    for place, here in places.items():
        assert place in site
        site = site.replace(place, str(here))
    site = re.sub(r"^user .*|^.*listen \[::\].*", "", site, flags=re.MULTILINE)
    site = re.sub(r"listen \d+", lambda _: f"listen {free_port()}", site)
    (tmp_path / "nginx.conf").write_text(site)
    command = [ensure_nginx(), "-t", "-c", tmp_path / "nginx.conf", "-p", tmp_path, "-e", tmp_path / "error.log"]
    tested = subprocess.run(command, capture_output=True, text=True)
    assert tested.returncode == 0, tested.stderr
    assert "[warn]" not in tested.stderr


SLOW_HEADERS = b"GET /haneler/ HTTP/1.1\r\nHost: x\r\nX-Slow: "
SLOW_BODY = b"POST /haneler/ HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\nx"


async def test_slow_clients_are_hung_up_on_and_stop_nobody(serve, people) -> None:
    server = serve()
    with Front(server.port, server.port) as front:
        begun = time.monotonic()
        slow = [await asyncio.open_connection("127.0.0.1", front.port) for _ in range(180)]
        for number, (_, writer) in enumerate(slow):
            writer.write(SLOW_BODY if number % 2 else SLOW_HEADERS)
        await load(front.address, people[0], "/haneler/")
        assert time.monotonic() - begun < 8  # a page is there at once …
        await asyncio.wait_for(asyncio.gather(*(reader.read() for reader, _ in slow), return_exceptions=True), 40)
        assert time.monotonic() - begun < 30  # … and after a while the slow ones are not
        for _, writer in slow:
            writer.close()
