"""A process plugin without any library: servers and their passwords in files of one folder."""
import csv
import hashlib
import json
import os
import sys
import tempfile

MANIFEST = {
    "name": "folder",
    "version": "1.0",
    "contract": 1,
    "summary": "Servers from a CSV file, passwords in files of a folder.",
    "options": {"folder": {"type": "string", "help": "where servers.csv and the passwords are"}},
    "permissions": {"secrets": True},
    "modules": {
        "folder": {
            "summary": "What the folder knows.",
            "functions": {
                "owner": {
                    "summary": "Says who a server belongs to.",
                    "parameters": [{"name": "server", "type": "server", "help": "the server"}],
                    "returns": {"type": "string", "help": "the owner", "optional": True},
                    "effect": "read",
                }
            },
        }
    },
    "slots": ["inventory", "secret_store", "before"],
}

folder = None


class Failure(Exception):
    def __init__(self, message, kind="plugin", hint=None):
        super().__init__(message)
        self.data = {"kind": kind, **({"hint": hint} if hint else {})}


def rows():
    with open(os.path.join(folder, "servers.csv"), newline="") as file:
        return list(csv.DictReader(file))


def provision(options, grants, project):
    global folder
    folder = options["folder"]
    if not os.path.isdir(folder):
        raise Failure("there is no folder " + folder, "not_found")
    return {}


def validate():
    rows()
    return {}


def inventory():
    return [{"id": row["id"], "name": row["name"]} for row in rows()]


def call(module, function, arguments, options):
    wanted = arguments[0]["$server"]["id"]
    for row in rows():
        if row["id"] == wanted:
            return row["owner"]
    raise Failure("no such server: " + wanted, "not_found", "add it to servers.csv")


def path(server):
    return os.path.join(folder, hashlib.sha256(server["id"].encode()).hexdigest() + ".json")


def read(server):
    try:
        with open(path(server)) as file:
            text = file.read()
    except FileNotFoundError:
        return None
    return {"document": {"$secret": text}, "revision": hashlib.sha256(text.encode()).hexdigest()}


def write(server, document, revision):
    found = read(server)
    if (found and found["revision"]) != revision:
        return {"written": False}
    descriptor, name = tempfile.mkstemp(dir=folder)
    with os.fdopen(descriptor, "w") as file:
        file.write(document["$secret"])
        file.flush()
        os.fsync(file.fileno())
    os.replace(name, path(server))
    return {"written": True}


def before(operation, server, details):
    if server.get("name", "").startswith("frozen"):
        return {"veto": server["name"] + " is frozen"}
    return {}


METHODS = {
    "initialize": lambda contract, latchkey: MANIFEST,
    "provision": provision,
    "validate": validate,
    "inventory": inventory,
    "call": call,
    "secret_store.read": read,
    "secret_store.write": write,
    "before": before,
    "cleanup": lambda: {},
}


def say(message):
    sys.stdout.write(json.dumps({"jsonrpc": "2.0", **message}) + "\n")
    sys.stdout.flush()


for line in sys.stdin:
    request = json.loads(line)
    if "id" not in request:
        if request["method"] == "shutdown":
            break
        continue
    try:
        say({"id": request["id"], "result": METHODS[request["method"]](**request["params"])})
    except Failure as failure:
        say({"id": request["id"], "error": {"code": 1, "message": str(failure), "data": failure.data}})
    except Exception as error:
        say({"id": request["id"], "error": {"code": -32603, "message": repr(error)}})
