"""What a KV engine of version 2 answers, as the API documentation of HashiCorp Vault has it.

Writes its port to the standard output. There are the mounts secret/ (KV 2) and old/ (KV 1), the namespaces "" and
"team", and the tokens "root-token", which may everything, and "reader-token", which may only read.
"""
import json
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock
from urllib.parse import unquote

NAMESPACES = ("", "team")
MOUNTS = {"secret": "2", "old": "1"}
STAMP = "2026-11-21T09:05:11.123456789Z"

secrets = {}  # by namespace and path: the versions, each with its data; None for a deleted one
flat = {}  # what version 1 keeps
is_sealed = False
lock = Lock()


class Handler(BaseHTTPRequestHandler):
    # Head and body in one piece: in two, the second would wait for the other side's delayed word on the first.
    wbufsize = -1
    protocol_version = "HTTP/1.1"

    def log_message(self, *arguments):
        pass

    def answer(self, status, body=None):
        content = b"" if body is None else json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def fail(self, status, *errors):
        self.answer(status, {"errors": list(errors)})

    def handle_any(self):
        global is_sealed
        body = json.loads(self.rfile.read(int(self.headers.get("Content-Length") or 0)) or b"{}")
        path = unquote(self.path)[len("/v1/"):]
        writes = self.command != "GET"
        with lock:
            if is_sealed:
                return self.fail(503, "Vault is sealed")
            if self.headers.get("X-Vault-Token") not in (("root-token",) if writes else ("root-token", "reader-token")):
                return self.fail(403, "permission denied" if writes else "2 errors occurred:\n\t* permission denied\n\n")
            if path == "sys/seal":
                is_sealed = True
                return self.answer(204)
            namespace = self.headers.get("X-Vault-Namespace", "")
            if path.startswith("sys/internal/ui/mounts/"):
                mount = path.removeprefix("sys/internal/ui/mounts/").split("/")[0]
                if mount not in MOUNTS:
                    return self.fail(403, f"preflight capability check returned 403 for {mount}")
                return self.answer(200, {"data": {"type": "kv", "options": {"version": MOUNTS[mount]}}})
            mount, _, rest = path.partition("/")
            if mount not in MOUNTS or namespace not in NAMESPACES:
                return self.fail(404, f'no handler for route "{path}". route entry not found.')
            if MOUNTS[mount] == "1":
                return self.first_version(namespace, path, body)
            if not rest.startswith("data/"):
                return self.answer(404, {"errors": [], "warnings": ["Invalid path for a versioned K/V secrets engine."]})
            return self.second_version((namespace, rest), body)

    def first_version(self, namespace, path, body):
        if self.command == "GET":
            found = flat.get((namespace, path))
            return self.answer(200, {"data": found}) if found else self.fail(404)
        flat[namespace, path] = body
        return self.answer(204)

    def second_version(self, place, body):
        versions = secrets.setdefault(place, [])
        metadata = {"version": len(versions), "created_time": STAMP, "deletion_time": "", "destroyed": False}
        if self.command == "GET":
            if not versions:
                return self.fail(404)
            if versions[-1] is None:
                return self.answer(404, {"data": {"data": None, "metadata": {**metadata, "deletion_time": STAMP}}})
            return self.answer(200, {"data": {"data": versions[-1], "metadata": metadata}})
        if self.command == "DELETE":
            if versions:
                versions[-1] = None
            return self.answer(204)
        if "data" not in body:
            return self.fail(400, "no data provided")
        if body.get("options", {}).get("cas", len(versions)) != len(versions):
            return self.fail(400, "check-and-set parameter did not match the current version")
        versions.append(body["data"])
        return self.answer(200, {"data": {**metadata, "version": len(versions)}})

    do_GET = do_PUT = do_POST = do_DELETE = handle_any


server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
server.daemon_threads = True
print(server.server_port, flush=True)
server.serve_forever()
