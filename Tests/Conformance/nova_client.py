"""What OpenStack's own client makes of the simulator: token, catalog, discovery, and Nova's paths.

Usage: nova_client.py ANNOUNCEMENT, the file with what `latchkey simulate --json` has written.
"""

import json
import sys
from datetime import datetime, timezone

from keystoneauth1 import exceptions as identity_errors
from keystoneauth1.identity import generic, v3
from keystoneauth1.session import Session
from keystoneauth1.token_endpoint import Token
from novaclient import api_versions, client as nova_client, exceptions

from checks import Checks, equal, eventually, raised

with open(sys.argv[1], encoding="utf-8") as file:
    cloud = json.load(file)

checks = Checks("python-novaclient")
check = checks.check
user = cloud["user"]
first, second, third = (server["id"] for server in cloud["servers"])


def by_password(password=user["password"], kind=generic.Password, **options):
    scope = {"project_name": cloud["region"], "project_domain_name": user["domain"]}
    return kind(
        auth_url=cloud["identity_endpoint"],
        username=user["name"],
        user_domain_name=user["domain"],
        password=password,
        **{**scope, **options},
    )


def nova(auth, version="2.1", **options):
    return nova_client.Client(version, session=Session(auth), region_name=cloud["region"], **options)


def status(client, server_id):
    return lambda wanted: lambda: client.servers.get(server_id).status == wanted


with check("finds the identity service's version and gets a token with a password"):
    auth = by_password()
    session = Session(auth)
    access = auth.get_access(session)
    equal((access.project_id, access.project_name), (cloud["project"], cloud["region"]))
    equal((access.username, access.user_domain_name), (user["name"], user["domain"]))
    assert access.expires > datetime.now(timezone.utc), "expired"

with check("finds compute in the catalog, at the address that the simulator listens on"):
    equal(
        session.get_endpoint(auth, service_type="compute", region_name=cloud["region"]),
        f"{cloud['endpoint']}/v2.1/{cloud['project']}",
    )
    equal(
        session.get_endpoint(auth, service_type="ecs", region_name=cloud["region"]),
        f"{cloud['endpoint']}/v1/{cloud['project']}",
    )

with check("finds out which microversions compute speaks, although its address names a project"):
    data = auth.get_endpoint_data(session, service_type="compute", min_version="2.1", max_version="2.latest")
    equal(data.api_version, (2, 1))
    equal(data.min_microversion, (2, 1))
    assert data.max_microversion > (2, 1), data.max_microversion

client = nova(by_password())

with check("reads compute's version documents"):
    equal(client.versions.get_current().id, "v2.1")
    assert {"v2.0", "v2.1"} <= {version.id for version in client.versions.list()}, client.versions.list()

with check("agrees on the newest microversion with the cloud, and is answered in it"):
    newest = api_versions.discover_version(client, api_versions.APIVersion("2.latest"))
    modern = nova(by_password(), version=newest.get_string())
    server = modern.servers.get(first)
    assert "original_name" in server.flavor and "id" not in server.flavor, server.flavor

with check("is refused a microversion that the cloud does not speak"):
    error = raised(exceptions.NotAcceptable, nova(by_password(), version="2.96").servers.get, first)
    equal(error.code, 406)

with check("lists the servers, all at once and from a marker"):
    equal([server.id for server in client.servers.list()], [first, second, third])
    equal([server.id for server in client.servers.list(limit=1)], [first])
    equal([server.id for server in client.servers.list(marker=first, limit=1)], [second])
    equal([server.id for server in client.servers.list(limit=-1)], [first, second, third])

with check("lists the servers without details"):
    equal([server.id for server in client.servers.list(detailed=False)], [first, second, third])

with check("finds a server by its name, and shows it"):
    server = client.servers.find(name=cloud["servers"][2]["name"])
    equal((server.id, server.status), (third, "ACTIVE"))
    assert server.key_name and getattr(server, "OS-SRV-USG:launched_at"), "no key pair or no start"

with check("is told that there is no such server"):
    error = raised(exceptions.NotFound, client.servers.get, "00000000-0000-4000-8000-000000000000")
    equal(error.code, 404)

with check("lists and shows the key pair"):
    name = client.servers.get(third).key_name
    assert name in [pair.name for pair in client.keypairs.list()], "not in the list"
    pair = client.keypairs.get(name)
    assert pair.public_key.startswith("ssh-rsa ") and len(pair.fingerprint.split(":")) == 16, pair.fingerprint
    equal(raised(exceptions.NotFound, client.keypairs.get, "nobody's").code, 404)

with check("gets a password and opens it with openssl and the key file"):
    eventually(lambda: client.servers.get(third).get_password())
    opened = client.servers.get(third).get_password(cloud["key"])
    assert len(opened) == 20 and opened.isascii() and opened.isalnum(), "not what a Windows image makes"

with check("clears the record, after which it is empty"):
    client.servers.get(third).clear_password()
    equal(client.servers.get(third).get_password(cloud["key"]), "")

with check("stops a server, cannot stop it again, and starts it"):
    client.servers.stop(third)
    eventually(status(client, third)("SHUTOFF"))
    equal(raised(exceptions.Conflict, client.servers.stop, third).code, 409)
    client.servers.start(third)
    eventually(status(client, third)("ACTIVE"))

with check("restarts a server, softly and hard"):
    for kind in ("SOFT", "HARD"):
        client.servers.reboot(third, kind)
        eventually(status(client, third)("ACTIVE"))

with check("gets a token with an application credential, by its id, and works with it"):
    credential = cloud["application_credential"]
    auth = v3.ApplicationCredential(
        auth_url=cloud["identity_endpoint"],
        application_credential_id=credential["id"],
        application_credential_secret=credential["secret"],
    )
    equal(auth.get_access(Session(auth)).project_id, cloud["project"])
    equal(nova(auth).servers.get(first).id, first)

with check("is refused with a wrong secret of an application credential"):
    auth = v3.ApplicationCredential(
        auth_url=cloud["identity_endpoint"],
        application_credential_id=cloud["application_credential"]["id"],
        application_credential_secret="wrong",
    )
    equal(raised(identity_errors.Unauthorized, auth.get_access, Session(auth)).http_status, 401)

with check("gets a token with a token, without a catalog, for the project by its id"):
    token = client.client.session.get_token()
    auth = v3.Token(
        auth_url=cloud["identity_endpoint"], token=token, project_id=cloud["project"], include_catalog=False
    )
    access = auth.get_access(Session(auth))
    assert access.auth_token != token and not access.has_service_catalog(), "the same token, or a catalog"

with check("works with the token that never ends"):
    auth = Token(f"{cloud['endpoint']}/v2.1", cloud["token"])
    equal(nova(auth).servers.get(first).id, first)

with check("is refused with a token that the cloud does not know"):
    auth = Token(f"{cloud['endpoint']}/v2.1/{cloud['project']}", "nonsense")
    equal(raised(exceptions.Unauthorized, nova(auth).servers.get, first).code, 401)

with check("is refused a project that the user has not"):
    auth = by_password(project_name="elsewhere-1")
    raised(identity_errors.Unauthorized, auth.get_access, Session(auth))

with check("is refused another project than the token's in the path"):
    auth = Token(f"{cloud['endpoint']}/v2.1/{'0' * 32}", cloud["token"])
    equal(raised(exceptions.BadRequest, nova(auth).servers.get, first).code, 400)

# Last, for it concerns everybody who uses the name.
with check("is refused with a wrong password, locked out after some more, and let in again later"):
    def attempt(password):
        return v3.Password.get_access(by_password(password, kind=v3.Password), Session())

    def see_lock():
        attempt(user["password"])
        for _ in range(5):
            error = raised(identity_errors.Unauthorized, attempt, "wrong")
            assert "username or password is wrong" in str(error), error
        try:
            attempt(user["password"])
        except identity_errors.Unauthorized as error:
            assert "account is locked" in str(error), error
            return True
        return False

    eventually(see_lock)

    def let_in():
        try:
            return attempt(user["password"])
        except identity_errors.Unauthorized:
            return None

    eventually(let_in)

checks.finish()
