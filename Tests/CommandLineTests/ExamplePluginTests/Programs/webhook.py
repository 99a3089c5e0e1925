"""A webhook: writes its port, and then every request as one line of JSON. What is posted to /broken fails."""
import json
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Handler(BaseHTTPRequestHandler):
    # Head and body in one piece: in two, the second would wait for the other side's delayed word on the first.
    wbufsize = -1
    def log_message(self, *arguments):
        pass

    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        request = {"path": self.path, "authorization": self.headers.get("Authorization"), "body": body}
        print(json.dumps(request), flush=True)
        self.send_response(404 if self.path == "/broken" else 200)
        self.send_header("Content-Length", "0")
        self.end_headers()


server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
print(server.server_port, flush=True)
server.serve_forever()
