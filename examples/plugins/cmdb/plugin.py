"""Servers from a CSV file, or from a query of an SQLite database.

An inventory: `latchkey run RUNBOOK --inventory cmdb` works on what it lists. Python's standard library is enough.
"""
import csv
import difflib
import json
import os
import sqlite3
import sys
from pathlib import Path

MANIFEST = {
    "name": "cmdb",
    "version": "1.0",
    "contract": 1,
    "summary": "Servers from a CSV file or an SQL query.",
    "options": {
        "file": {"type": "string", "optional": True, "help": "the CSV file, from the project's folder"},
        "delimiter": {"type": "string", "default": ",", "help": "what is between its columns"},
        "where": {
            "type": "list",
            "of": "string",
            "default": [],
            "help": 'which of its rows: "column=value", all of which must hold',
        },
        "database": {"type": "string", "optional": True, "help": "the SQLite database instead"},
        "query": {"type": "string", "optional": True, "help": "the SELECT that gives the servers"},
        "id_column": {"type": "string", "default": "id", "help": "the column with the cloud's ids of the servers"},
        "name_column": {"type": "string", "default": "name", "help": "the column with their names"},
    },
    "slots": ["inventory"],
}

options = {}


class Failure(Exception):
    """What the operator can do something about."""

    def __init__(self, message, kind="plugin", hint=None):
        super().__init__(message)
        self.data = {"kind": kind}
        if hint:
            self.data["hint"] = hint


def provision(options, grants, project):
    options = {name: value for name, value in options.items() if value is not None}
    if ("file" in options) == ("database" in options):
        raise Failure("give one of the options file and database", "input")
    if ("database" in options) != ("query" in options):
        raise Failure("the options database and query belong together", "input")
    # A plugin runs in its own folder, where a relative path would mean something else than in latchkey.yaml.
    for name in ("file", "database"):
        if name in options:
            options[name] = os.path.join(project, options[name])
    if len(options["delimiter"]) != 1:
        raise Failure('option "delimiter": expected one character', "input")
    globals()["options"] = options
    return {}


def column(name, columns, source):
    """The name of a column that is there."""
    if name in columns:
        return name
    near = difflib.get_close_matches(name, columns, 1)
    meant = f'; did you mean "{near[0]}"?' if near else ""
    raise Failure(f'{source} has no column "{name}"{meant}', "input", "it has: " + ", ".join(columns))


def csv_rows():
    path = options["file"]
    # What spreadsheets save begins with a mark that is no part of the first column's name.
    with open(path, newline="", encoding="utf-8-sig") as file:
        reader = csv.DictReader(file, delimiter=options["delimiter"], skipinitialspace=True)
        columns = reader.fieldnames or []
        conditions = []
        for condition in options["where"]:
            name, equals, value = condition.partition("=")
            if not equals:
                raise Failure(f'option "where": expected column=value, got "{condition}"', "input")
            conditions.append((column(name.strip(), columns, path), value.strip()))
        wanted = [column(options[name], columns, path) for name in ("id_column", "name_column")]
        for row in reader:
            if all((row[name] or "").strip() == value for name, value in conditions):
                yield f"{path}, line {reader.line_num}", [row[name] for name in wanted]


def sql_rows():
    path = options["database"]
    if not os.path.exists(path):
        raise FileNotFoundError(path)
    # For reading only, whatever the query says.
    connection = sqlite3.connect(Path(path).as_uri() + "?mode=ro", uri=True)
    try:
        cursor = connection.execute(options["query"])
        columns = [description[0] for description in cursor.description or []]
        places = [columns.index(column(options[name], columns, "the query")) for name in ("id_column", "name_column")]
        for number, row in enumerate(cursor, 1):
            yield f"row {number} of the query", [row[place] for place in places]
    finally:
        connection.close()


def inventory():
    servers, seen = [], {}
    try:
        for place, (identifier, name) in csv_rows() if "file" in options else sql_rows():
            identifier = str("" if identifier is None else identifier).strip()
            if not identifier:
                # A server that is left out without a word would keep its old password.
                raise Failure(f"{place}: there is no id", "format")
            if identifier in seen:
                raise Failure(f"{place}: the id {identifier} is there twice, first in {seen[identifier]}", "format")
            seen[identifier] = place
            server = {"id": identifier}
            if name is not None and str(name).strip():
                server["name"] = str(name).strip()
            servers.append(server)
    except FileNotFoundError as error:
        raise Failure(f"there is no file {error.filename or error}", "not_found") from error
    except (OSError, UnicodeError, csv.Error, sqlite3.Error, sqlite3.Warning) as error:
        raise Failure(f"{options.get('file') or options.get('database')}: {error}", "format") from error
    log(f"{len(servers)} servers")
    return servers


METHODS = {
    "initialize": lambda contract, latchkey: MANIFEST,
    "provision": provision,
    # What is wrong with the file is told before anything is done.
    "validate": lambda: inventory() and {} or {},
    "inventory": inventory,
    "cleanup": lambda: {},
}


def say(message):
    sys.stdout.write(json.dumps({"jsonrpc": "2.0", **message}) + "\n")
    sys.stdout.flush()


def log(message, level="debug"):
    say({"method": "log", "params": {"level": level, "message": message}})


for line in sys.stdin:
    request = json.loads(line)
    if request["method"] == "shutdown":
        break
    if "id" not in request:
        continue
    try:
        say({"id": request["id"], "result": METHODS[request["method"]](**request["params"])})
    except Failure as failure:
        say({"id": request["id"], "error": {"code": 1, "message": str(failure), "data": failure.data}})
    except Exception as error:  # A mistake in here must not leave Latchkey waiting.
        say({"id": request["id"], "error": {"code": -32603, "message": repr(error)}})
