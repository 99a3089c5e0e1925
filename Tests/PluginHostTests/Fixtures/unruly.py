"""A process plugin that misbehaves as its first argument says."""
import json
import os
import signal
import subprocess
import sys
import time

mode = sys.argv[1]
FUNCTION = {
    "summary": "Does it.",
    "parameters": [{"name": "value", "type": "any", "help": "anything", "optional": True}],
    "returns": {"type": "any", "help": "something", "optional": True},
    "effect": "once",
}
MANIFEST = {
    "name": "unruly", "version": "1.0", "contract": 1, "summary": "Misbehaves.",
    "permissions": {"secrets": True},
    "modules": {"unruly": {"summary": "Misbehaves.", "functions": {"ping": FUNCTION}}},
}


def say(message):
    sys.stdout.write(json.dumps({"jsonrpc": "2.0", **message}) + "\n")
    sys.stdout.flush()


def call(request):
    value = (request["params"]["arguments"] or [None])[0]
    if mode == "echo":
        return value
    if mode == "surroundings":
        return {"arguments": sys.argv[1:], "variables": sorted(os.environ), "folder": os.getcwd(), "pid": os.getpid(),
                "secret_seen": value is not None and value["$secret"] in
                open("/proc/self/cmdline").read() + open("/proc/self/environ").read()}
    if mode == "die":
        os.kill(os.getpid(), signal.SIGKILL)
    if mode == "raise":
        raise RuntimeError("secret: " + json.dumps(value))
    if mode == "child":
        child = subprocess.Popen(["sleep", "600"])
        return [os.getpid(), child.pid]
    if mode == "flood":
        block = b"x" * (1 << 16)
        while True:
            os.write(1, block)
    if mode == "complain":
        for number in range(200000):
            sys.stderr.write("line %d\n" % number)
        return "done"
    if mode == "close":
        os.close(1)
        time.sleep(600)
    return os.getpid()


if mode in ("hang", "child"):
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
for line in sys.stdin:
    request = json.loads(line)
    if "id" not in request:
        if request["method"] == "shutdown" and mode in ("hang", "child"):
            while True:
                time.sleep(600)
        continue
    result = {"initialize": lambda: MANIFEST, "call": lambda: call(request)}.get(request["method"], dict)()
    say({"id": request["id"], "result": result})
