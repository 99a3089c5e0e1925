"""Keeps passwords in a store of `pass`, the standard Unix password manager, encrypted with gpg.

An entry per server. Its first line is the current password, as `pass -c` expects; the second is what Latchkey reads:
all passwords of the server, with their dates. Passwords go to pass on its standard input, and nowhere else.
"""
import contextlib
import fcntl
import hashlib
import json
import os
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import quote

MANIFEST = {
    "name": "pass",
    "version": "1.0",
    "contract": 1,
    "summary": "Keeps passwords in a store of pass, encrypted with gpg.",
    "options": {
        "folder": {"type": "string", "default": "latchkey", "help": "the folder of the entries in the store"},
        "store": {"type": "string", "default": "~/.password-store", "help": "where the store is"},
        "gnupg_home": {"type": "string", "default": "~/.gnupg", "help": "where gpg has its keys"},
    },
    "permissions": {"secrets": True, "programs": ["pass"]},
    "slots": ["secret_store"],
}

store = None
folder = None
environment = {}


class Failure(Exception):
    """What the operator can do something about."""

    def __init__(self, message, kind="plugin", hint=None):
        super().__init__(message)
        self.data = {"kind": kind}
        if hint:
            self.data["hint"] = hint


def provision(options, grants, project):
    global store, folder
    store = os.path.expanduser(options["store"])
    folder = options["folder"].strip("/")
    home = os.path.expanduser(options["gnupg_home"])
    for path in (store, home):
        if not os.path.isabs(path):
            raise Failure("the path must be absolute: " + path, "input")
    # English, because pass has no other way to tell gpg's reasons; and nothing may ask on a terminal that is not there.
    environment.update(os.environ, PASSWORD_STORE_DIR=store, GNUPGHOME=home, LC_ALL="C.UTF-8")
    return {}


def validate():
    try:
        run("version")
    except FileNotFoundError as error:
        raise Failure("the program pass is not installed", "not_found", "on Debian: apt install pass") from error
    if not os.path.exists(os.path.join(store, ".gpg-id")):
        raise Failure(f"there is no password store in {store}", "not_found", "make one with: pass init KEY")
    return {}


def run(*arguments, text=""):
    """Runs pass. A failure shows what it wrote to its standard error, where no password ever is."""
    ended = subprocess.run(["pass", *arguments], input=text.encode(), capture_output=True, env=environment)
    if ended.returncode != 0:
        said = [line for line in ended.stderr.decode(errors="replace").splitlines() if line.strip()]
        raise Failure(
            f"pass {arguments[0]} failed: " + "; ".join(said[-3:]),
            hint="is gpg-agent able to ask for the key's passphrase? Try: pass show ENTRY",
        )
    return ended.stdout.decode()


def entry(server):
    # An id is no path: neither / nor .. may lead out of the folder.
    name = quote(server["id"], safe="")
    if not name.strip("."):
        name = name.replace(".", "%2E")
    return f"{folder}/{name}" if folder else name


def file(name):
    return os.path.join(store, name + ".gpg")


def digest(text):
    return None if text is None else hashlib.sha256(text.encode()).hexdigest()


def current(document):
    return ((json.loads(document).get("current") or {}).get("password")) or ""


def contents(name):
    """What is in an entry; None when there is none."""
    return run("show", name) if os.path.exists(file(name)) else None


def read(server):
    name = entry(server)
    text = contents(name)
    if text is None:
        return None
    # A password may have line ends in it; the document has none.
    first, _, document = text.removesuffix("\n").rpartition("\n")
    try:
        password = current(document)
    except (ValueError, AttributeError) as error:
        raise Failure(
            f"the entry {name} was not written by Latchkey",
            hint="move it away with pass mv, or set the option folder to a folder of Latchkey's own",
        ) from error
    if first != password:
        # Writing would put the old password over the one that somebody took the trouble to note.
        raise Failure(
            f"somebody has changed the first line of the entry {name}",
            "conflict",
            "Latchkey does not know that password; put the line back with pass edit, or move the entry away with pass mv",
        )
    return {"document": {"$secret": document}, "revision": digest(text)}


@contextlib.contextmanager
def locked():
    """Keeps other runs from writing between the look and the write; a lock on the folder itself leaves nothing behind."""
    descriptor = os.open(store, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def write(server, document, revision):
    name = entry(server)
    document = document["$secret"]
    with locked():
        if digest(contents(name)) != revision:
            return {"written": False}
        # gpg writes into the file as it goes. Beside the entry first, and then moved over it: whatever happens on the
        # way, the earlier passwords are there still.
        beside = name + ".new"
        run("insert", "--multiline", "--force", beside, text=current(document) + "\n" + document + "\n")
        flush(file(beside))
        run("mv", "--force", beside, name)
        flush(os.path.dirname(file(name)))
    return {"written": True}


def flush(path):
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


METHODS = {
    "initialize": lambda contract, latchkey: MANIFEST,
    "provision": provision,
    "validate": validate,
    "secret_store.read": read,
    "secret_store.write": write,
    "cleanup": lambda: {},
}

speaking = threading.Lock()


def say(message):
    with speaking:
        sys.stdout.write(json.dumps({"jsonrpc": "2.0", **message}) + "\n")
        sys.stdout.flush()


def answer(request):
    try:
        say({"id": request["id"], "result": METHODS[request["method"]](**request["params"])})
    except Failure as failure:
        say({"id": request["id"], "error": {"code": 1, "message": str(failure), "data": failure.data}})
    except Exception as error:  # A mistake in here must not leave Latchkey waiting. Its text might hold a password.
        say({"id": request["id"], "error": {"code": -32603, "message": type(error).__name__}})


# gpg takes its time, so several servers' entries are read at once.
with ThreadPoolExecutor(4) as workers:
    for line in sys.stdin:
        request = json.loads(line)
        if request["method"] == "shutdown":
            break
        if "id" in request:
            workers.submit(answer, request)
