"""The same plugin as shelf-lua and ShelfPlugin.swift."""
import json
import os
import sys

SITES = {
    "north": [{"id": "s-1", "name": "web-01"}, {"id": "s-2", "name": "frozen-02"}],
    "south": [{"id": "s-3", "name": "db-03"}],
}
MANIFEST = {
    "name": "shelf",
    "version": "1.0",
    "contract": 1,
    "summary": "Servers of two sites, passwords in a folder, and some that are frozen.",
    "options": {
        "site": {"type": "choice", "choices": ["north", "south"], "help": "which site", "default": "north"},
        "folder": {"type": "string", "help": "where the passwords are"},
    },
    "permissions": {"secrets": True},
    "slots": ["inventory", "secret_store", "before"],
}
site = None
folder = None


def provision(options, grants, project):
    global site, folder
    site, folder = options["site"], options["folder"]


def path(server):
    return os.path.join(folder, server["id"] + ".json")


def read(server):
    try:
        with open(path(server)) as file:
            return json.load(file)
    except FileNotFoundError:
        return None


def write(server, document, revision):
    found = read(server)
    if (found and found["revision"]) != revision:
        return {"written": False}
    with open(path(server) + ".new", "w") as file:
        json.dump({"document": document, "revision": str(int(revision or 0) + 1)}, file)
    os.replace(path(server) + ".new", path(server))
    return {"written": True}


def before(operation, server, details):
    name = server.get("name", "")
    return {"veto": name + " is frozen"} if name.startswith("frozen") else {}


METHODS = {
    "initialize": lambda contract, latchkey: MANIFEST,
    "provision": provision,
    "validate": lambda: None,
    "inventory": lambda: SITES[site],
    "secret_store.read": read,
    "secret_store.write": write,
    "before": before,
    "cleanup": lambda: None,
}

for line in sys.stdin:
    request = json.loads(line)
    if "id" not in request:
        continue
    result = METHODS[request["method"]](**request["params"])
    print(json.dumps({"jsonrpc": "2.0", "id": request["id"], "result": result}), flush=True)
