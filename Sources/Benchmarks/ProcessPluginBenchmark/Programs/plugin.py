"""A process plugin that gives back what it gets."""
import json
import sys

MANIFEST = {
    "name": "bench", "version": "1.0", "contract": 1, "summary": "Gives back what it gets.",
    "modules": {"bench": {"summary": "Gives back what it gets.", "functions": {"echo": {
        "summary": "Gives back a text.",
        "parameters": [{"name": "text", "type": "string", "help": "any"}],
        "returns": {"type": "string", "help": "the same"},
        "effect": "read",
    }}}},
}

source, target = sys.stdin.buffer, sys.stdout.buffer
for line in source:
    request = json.loads(line.decode())
    method = request["method"]
    if method == "call":
        result = request["params"]["arguments"][0]
    elif method == "initialize":
        result = MANIFEST
    elif "id" in request:
        result = {}
    else:
        continue
    target.write(b'{"jsonrpc":"2.0","id":%d,"result":%s}\n' % (request["id"], json.dumps(result).encode()))
    target.flush()
