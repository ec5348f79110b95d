"""A real nginx with the files of `deploy/nginx`, before servers of the tests instead of ports 8001 and 8002."""

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from pathlib import Path

from django.conf import settings

from kafkasder.serving.children import end, spawn
from kafkasder.serving.redis import free_port
from tools.nginx import ensure_nginx

DEPLOY = settings.BASE_DIR / "deploy"
_OUTER = """
{user}
worker_processes 1;
pid {folder}/pid;
daemon off;
error_log {folder}/error.log;
events {{ worker_connections 8192; }}
http {{
    access_log off;
    client_body_temp_path {folder}/bodies;
    proxy_temp_path {folder}/answers;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {deploy}/nginx/http.conf;
    include {folder}/upstream.conf;
    server {{
        listen 127.0.0.1:{port};
        include {deploy}/nginx/server.conf;
    }}
}}
"""


class Front:
    """`with Front(8101, 8102) as front: front.address`: the panel as people reach it, only without TLS."""

    def __init__(self, *ports: int) -> None:
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self._folder = Path(tempfile.mkdtemp(prefix="kafkasder-nginx-"))
        upstream = (DEPLOY / "nginx/upstream.conf").read_text()
        for shipped, port in zip(("8001", "8002"), ports, strict=True):
            assert f"127.0.0.1:{shipped}" in upstream
            upstream = upstream.replace(f"127.0.0.1:{shipped}", f"127.0.0.1:{port}")
        (self._folder / "upstream.conf").write_text(upstream)
        user = "user root;" if os.geteuid() == 0 else ""
        self._file = self._folder / "nginx.conf"
        self._file.write_text(_OUTER.format(folder=self._folder, deploy=DEPLOY, port=self.port, user=user))

    def __enter__(self) -> "Front":
        errors = self._folder / "error.log"
        command = [ensure_nginx(), "-c", self._file, "-p", self._folder, "-e", errors]
        self._process = spawn(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for _ in range(500):
            if self._process.poll() is not None:
                raise AssertionError(f"nginx did not start: {errors.read_text()}")
            try:
                socket.create_connection(("127.0.0.1", self.port), 1).close()
                return self
            except OSError:
                time.sleep(0.02)
        raise AssertionError("nginx did not start")

    def __exit__(self, *_: object) -> None:
        end(self._process, signal.SIGTERM, signal.SIGKILL)
        shutil.rmtree(self._folder, ignore_errors=True)
