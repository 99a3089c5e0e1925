"""nginx on the loopback interface, giving one and the same sealed password for every server."""

import contextlib
import pathlib
import socket
import subprocess
import time

CONFIGURATION = """
daemon off;
worker_processes {workers};
error_log stderr crit;
pid {folder}/nginx.pid;
events {{ worker_connections 4096; }}
http {{
    access_log off;
    default_type application/json;
    keepalive_requests 1000000000;
    keepalive_timeout 600s;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    server {{
        listen 127.0.0.1:{port} backlog=4096;
        location ~ ^/v1/[^/]+/cloudservers/[^/]+/os-server-password$ {{ return 200 '{answer}'; }}
        location / {{ return 404 '{{"itemNotFound":{{"message":"not found","code":404}}}}'; }}
    }}
}}
"""


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


@contextlib.contextmanager
def serving(folder, answer, workers):
    """Lends the address of a server that answers requests for passwords with `answer`."""
    port = free_port()
    configuration = pathlib.Path(folder, "nginx.conf")
    configuration.write_text(
        CONFIGURATION.format(folder=folder, port=port, answer=answer, workers=workers), encoding="utf-8"
    )
    process = subprocess.Popen(["nginx", "-c", str(configuration), "-p", str(folder), "-e", "stderr"])
    try:
        for _ in range(100):
            if process.poll() is not None:
                raise SystemExit("bench: nginx has ended at once")
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
                break
            time.sleep(0.05)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait()
