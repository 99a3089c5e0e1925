"""A process plugin that keeps everything but its secrets: it writes them to the standard error, in the form asked for."""
import base64
import json
import sys

MANIFEST = {
    "name": "leaky",
    "version": "1.0",
    "contract": 1,
    "summary": "Talks too much.",
    "options": {
        "token": {"type": "secret", "help": "who it is"},
        "form": {"type": "choice", "choices": ["none", "plain", "base64"], "help": "how it is shown"},
    },
    "permissions": {"secrets": True},
    "slots": ["inventory"],
}
FORMS = {
    "plain": lambda text: text,
    "base64": lambda text: base64.b64encode(text.encode()).decode(),
}


def provision(options, grants, project):
    if options["form"] in FORMS:
        print("token: " + FORMS[options["form"]](options["token"]["$secret"]), file=sys.stderr, flush=True)


METHODS = {
    "initialize": lambda contract, latchkey: MANIFEST,
    "provision": provision,
    "validate": lambda: None,
    "inventory": lambda: [{"id": "s-1"}],
    "cleanup": lambda: None,
}

for line in sys.stdin:
    request = json.loads(line)
    if "id" in request:
        result = METHODS[request["method"]](**request["params"])
        print(json.dumps({"jsonrpc": "2.0", "id": request["id"], "result": result}), flush=True)
