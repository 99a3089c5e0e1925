extension PluginTemplate {
    static func python(_ name: String) -> [File] {
        [
            File(path: "plugin.json", text: "{\"command\": [\"python3\", \"plugin.py\"]}\n"),
            File(
                path: "plugin.py",
                text: #"""
                    """A plugin of Latchkey: reads requests from the standard input, writes answers to the standard output.

                    JSON-RPC 2.0, one message per line. What is written to the standard error goes to Latchkey's log.
                    Leave out what you do not need; other slots are secret_store, credentials, policy, event and after.
                    """
                    import json
                    import sys

                    MANIFEST = {
                        "name": "\#(name)",
                        "version": "0.1.0",
                        "contract": 1,
                        "summary": "Servers of a team, and who may change them.",
                        "options": {"team": {"type": "string", "help": "whose servers they are", "default": "web"}},
                        # What it is told: "secrets": True to be given passwords. The operator grants it.
                        "permissions": {},
                        "modules": {
                            # In runbooks: require "\#(name)".owner(server)
                            "\#(name)": {
                                "summary": "Knows whose servers they are.",
                                "functions": {
                                    "owner": {
                                        "summary": "Says which team a server belongs to.",
                                        "parameters": [{"name": "server", "type": "server", "help": "the server"}],
                                        "returns": {"type": "string", "help": "the team"},
                                        "effect": "read",
                                    }
                                },
                            }
                        },
                        "slots": ["inventory", "before"],
                    }

                    settings = {}


                    class Failure(Exception):
                        """What Latchkey is told when something cannot be done. Never put a secret into it."""


                    def provision(options, grants, project):
                        settings.update(options)


                    def call(module, function, arguments, options):
                        if function == "owner":
                            return settings["team"]
                        raise Failure("there is no function " + function)


                    def inventory():
                        team = settings["team"]
                        return [{"id": "example-1", "name": team + "-01"}, {"id": "example-2", "name": team + "-02"}]


                    def before(operation, server, details):
                        """Before anything is changed: a veto with its reason forbids it."""
                        name = server.get("name") or ""
                        return {"veto": name + " is frozen"} if name.startswith("frozen-") else {}


                    METHODS = {
                        "initialize": lambda contract, latchkey: MANIFEST,
                        "provision": provision,
                        "validate": lambda: None,
                        "call": call,
                        "inventory": inventory,
                        "before": before,
                        "cleanup": lambda: None,
                    }


                    def answer(request):
                        try:
                            return {"result": METHODS[request["method"]](**request.get("params", {}))}
                        except Failure as failure:
                            return {"error": {"code": 1, "message": str(failure), "data": {"kind": "plugin"}}}
                        except Exception as error:  # its text may hold what it must not, so only its type is told
                            return {"error": {"code": 1, "message": type(error).__name__, "data": {"kind": "plugin"}}}


                    for line in sys.stdin:
                        request = json.loads(line)
                        if "id" not in request:  # a notification: an event, the cancellation of a request, the end
                            if request["method"] == "shutdown":
                                break
                            continue
                        print(json.dumps({"jsonrpc": "2.0", "id": request["id"], **answer(request)}), flush=True)

                    """#
            ),
        ]
    }
}
