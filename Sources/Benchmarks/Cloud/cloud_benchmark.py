"""How fast passwords come out of a cloud and are opened, beside what the machine could do at the most.

Everything is measured in one run and in turn, several times over; what is shown are the medians. Client and server share
the machine's cores, and so do wrk and the server; whether others use them too is looked at before each round. The table
goes to the standard output, everything else to the standard error.

Usage: cloud_benchmark.py LATCHKEY OPENING_BENCHMARK [--servers N] [--rounds N] [--without-sdk]
"""

import argparse
import json
import os
import pathlib
import re
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict

from nginx_server import serving

PROJECT = "0" * 31 + "1"
HERE = pathlib.Path(__file__).resolve().parent
SDK_THREADS = 16

parser = argparse.ArgumentParser()
parser.add_argument("latchkey")
parser.add_argument("opening_benchmark")
parser.add_argument("--servers", type=int, default=10_000)
parser.add_argument("--sdk-servers", type=int, default=2_000, help="fewer, because it is a rate and takes long")
parser.add_argument("--rounds", type=int, default=3)
parser.add_argument("--workers", type=int, default=1, help="processes of nginx")
parser.add_argument("--connections", type=int, default=64, help="what wrk opens, as many as Latchkey does")
parser.add_argument("--without-sdk", action="store_true")
options = parser.parse_args()

figures = defaultdict(list)


def say(text):
    print(f"bench: {text}", file=sys.stderr, flush=True)


def environment(folder):
    """No settings of this machine's owner: no cloud of theirs, no proxy in front of the loopback interface."""
    return {
        "PATH": os.environ["PATH"],
        "HOME": folder,
        "HUAWEICLOUD_SDK_AK": "BENCHMARKACCESSKEY01",
        "HUAWEICLOUD_SDK_SK": "benchmark-secret",
        "PYTHONDONTWRITEBYTECODE": "1",
    }


def output(*command, **more):
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, **more).stdout


def wrk(endpoint, connections):
    path = f"/v1/{PROJECT}/cloudservers/00000000-0000-4000-8000-000000000000/os-server-password"
    threads = min(os.cpu_count() or 1, connections)
    text = output("wrk", f"-t{threads}", f"-c{connections}", "-d3s", endpoint + path)
    if "Non-2xx" in text or "Socket errors" in text:
        raise SystemExit(f"bench: wrk met errors:\n{text}")
    return float(re.search(r"Requests/sec:\s*([\d.]+)", text).group(1))


def latchkey(endpoint, folder, script, *more):
    """Servers a second, as the runbook itself sees it; the most memory in MB and the microseconds of processor time for
    each server, as the kernel does, with the start of the program in them.
    """
    arguments = [options.latchkey, "run", str(HERE / script), "--endpoint", endpoint, "--project", PROJECT]
    arguments += ["--var", f"count={options.servers}"]
    log = pathlib.Path(folder, "log.txt")
    with open(log, "wb") as errors, open(os.devnull, "wb") as nothing:
        process = subprocess.Popen([*arguments, *more], stdout=nothing, stderr=errors, env=environment(folder))
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    text = log.read_text(encoding="utf-8")
    took = re.search(r"took ([\d.]+) seconds", text)
    if process.returncode != 0 or not took:
        raise SystemExit(f"bench: {script} failed:\n{text[-2000:]}")
    return (
        options.servers / float(took.group(1)),
        usage.ru_maxrss / 1000,
        (usage.ru_utime + usage.ru_stime) / options.servers * 1e6,
    )


def busy_cores(seconds=0.5):
    """How many cores others keep busy while nothing is measured."""

    def spent():
        with open("/proc/stat", encoding="ascii") as file:
            fields = [int(field) for field in file.readline().split()[1:9]]
        return sum(fields) - fields[3] - fields[4]

    before = spent()
    time.sleep(seconds)
    return (spent() - before) / os.sysconf("SC_CLK_TCK") / seconds


def round_of(endpoint, folder):
    figures["busy"].append(busy_cores())
    key = str(pathlib.Path(folder, "key.pem"))
    figures["wrk"].append(wrk(endpoint, options.connections))
    figures["wrk 200"].append(wrk(endpoint, 200))
    figures["limit"].append(float(output(options.opening_benchmark, "run", folder, str(options.servers))))
    for name, script, more in (
        ("get", "get.lua", []),
        ("open", "get-and-decrypt.lua", ["--var", f"key={key}"]),
    ):
        rate, memory, processor = latchkey(endpoint, folder, script, *more)
        figures[name].append(rate)
        figures[name + " memory"].append(memory)
        figures[name + " processor"].append(processor)
    if options.without_sdk:
        return
    for name, more in (("sdk get", []), ("sdk open", [key])):
        command = [sys.executable, str(HERE / "sdk_client.py"), endpoint, PROJECT]
        command += [str(options.sdk_servers), str(SDK_THREADS), *more]
        figures[name].append(float(output(*command, env=environment(folder))))


def line(what, name, beside=""):
    values = figures[name]
    spread = f"({min(values):.0f} to {max(values):.0f})"
    print(f"{what:<44}{statistics.median(values):>9.0f} a second  {spread:<18} {beside}".rstrip())


def percent(name, of):
    return f"{statistics.median(a / b for a, b in zip(figures[name], figures[of])) * 100:.0f} %"


def times(name, of):
    return f"{statistics.median(a / b for a, b in zip(figures[name], figures[of])):.1f} times"


def table():
    cores = os.cpu_count()
    busy = max(figures["busy"])
    if busy > 0.1 * cores:
        print(f"NOT A QUIET MACHINE: others used up to {busy:.1f} of its {cores} cores; the figures mean little")
    print(f"{options.servers} servers, 200 at once, {cores} cores for client and server, {options.rounds} rounds")
    line(f"wrk, {options.connections} connections", "wrk")
    line("wrk, 200 connections", "wrk 200")
    line("opening alone, all cores (the RSA limit)", "limit")
    line("get", "get", f"{percent('get', 'wrk')} of wrk")
    line("get and decrypt", "open", f"{percent('open', 'limit')} of the RSA limit")
    if not options.without_sdk:
        line(f"Python SDK, {SDK_THREADS} threads: get", "sdk get", f"{percent('sdk get', 'wrk')} of wrk")
        line(
            f"Python SDK, {SDK_THREADS} threads: get and decrypt",
            "sdk open",
            f"{percent('sdk open', 'limit')} of the RSA limit",
        )
        print(f"beside the Python SDK: get {times('get', 'sdk get')}, get and decrypt {times('open', 'sdk open')}")
    for what, name in (("get", "get"), ("get and decrypt", "open")):
        memory, processor = max(figures[name + " memory"]), statistics.median(figures[name + " processor"])
        print(f"{what}: at most {memory:.0f} MB, {processor:.0f} microseconds of processor time for each server")


# Whoever stops this must not leave the server behind.
signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))

with tempfile.TemporaryDirectory(prefix="latchkey-bench.") as scratch:
    output(options.opening_benchmark, "prepare", scratch)
    answer = json.dumps(json.loads(pathlib.Path(scratch, "answer.json").read_text(encoding="utf-8")))
    with serving(scratch, answer, options.workers) as address:
        for number in range(options.rounds):
            say(f"round {number + 1} of {options.rounds}")
            round_of(address, scratch)
    table()
