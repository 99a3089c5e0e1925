"""What the published SDK of Huawei Cloud makes of the simulator: its signer, its paths, its models.

Usage: huawei_sdk.py ANNOUNCEMENT, the file with what `latchkey simulate --json` has written.
"""

import base64
import json
import sys
from datetime import datetime, timedelta, timezone
from urllib.parse import urlparse

import requests
from cryptography.hazmat.primitives.asymmetric import padding
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_private_key
from huaweicloudsdkcore.auth.credentials import BasicCredentials
from huaweicloudsdkcore.exceptions.exceptions import ClientRequestException
from huaweicloudsdkcore.http.http_config import HttpConfig
from huaweicloudsdkcore.region.region import Region
from huaweicloudsdkcore.sdk_request import SdkRequest
from huaweicloudsdkcore.signer.signer import Signer
from huaweicloudsdkecs import v2 as ecs

from checks import Checks, equal, eventually, raised

NEW_PASSWORD = "Conformance-7Xq"

with open(sys.argv[1], encoding="utf-8") as file:
    cloud = json.load(file)

checks = Checks("huaweicloudsdkecs")
check = checks.check
access_key = cloud["access_key"]
servers = [server["id"] for server in cloud["servers"]]
first, second, third = servers


def make_client(secret=access_key["secret"], key_id=access_key["id"], project=cloud["project"]):
    return (
        ecs.EcsClient.new_builder()
        .with_http_config(HttpConfig(timeout=(5, 30)))
        .with_credentials(BasicCredentials(key_id, secret, project))
        .with_endpoint(cloud["endpoint"])
        .build()
    )


client = make_client()


def show(server_id):
    return client.show_server(ecs.ShowServerRequest(server_id=server_id)).server


def password(server_id):
    return client.show_server_password(ecs.ShowServerPasswordRequest(server_id=server_id)).password


def reset(server_id, new_password, is_checked=True):
    option = ecs.ResetServerPasswordOption(new_password=new_password, is_check_password=is_checked)
    body = ecs.ResetServerPasswordRequestBody(reset_password=option)
    return client.reset_server_password(ecs.ResetServerPasswordRequest(server_id=server_id, body=body))


def reset_batch(server_ids, new_password, dry_run):
    body = ecs.BatchResetServersPasswordRequestBody(
        new_password=new_password, dry_run=dry_run, servers=[ecs.ServerId(id=server_id) for server_id in server_ids]
    )
    answer = client.batch_reset_servers_password(ecs.BatchResetServersPasswordRequest(body=body))
    return [server.id for server in answer.response]


def run_job(job_id):
    def finished():
        job = client.show_job(ecs.ShowJobRequest(job_id=job_id))
        return job if job.status in ("SUCCESS", "FAIL") else None

    return eventually(finished)


def signed(method, path, query=(), body="", secret=access_key["secret"], headers=None):
    """A request as the SDK's signer leaves it, for somebody to tamper with."""
    address = urlparse(cloud["endpoint"])
    request = SdkRequest(
        method=method,
        schema=address.scheme,
        host=address.netloc,
        resource_path=path,
        query_params=list(query),
        header_params={"Content-Type": "application/json", "X-Project-Id": cloud["project"], **(headers or {})},
        body=body,
    )
    return Signer(BasicCredentials(access_key["id"], secret, cloud["project"])).sign(request)


def send(request, uri=None, body=None):
    return requests.request(
        request.method,
        f"{request.schema}://{request.host}{uri or request.uri}",
        headers=request.header_params,
        data=body if body is not None else request.body,
        timeout=30,
    )


def expect_refusal(answer, text):
    equal(answer.status_code, 401)
    content = answer.json()
    equal(content["error_code"], "APIGW.0301")
    assert text in content["error_msg"], content["error_msg"]
    equal(content["request_id"], answer.headers["X-Request-Id"])


server_path = f"/v1/{cloud['project']}/cloudservers/{first}"

with check("lists the servers, a page at a time"):
    pages = [
        client.list_servers_details(ecs.ListServersDetailsRequest(limit=2, offset=page)) for page in (1, 2)
    ]
    equal([page.count for page in pages], [3, 3])
    equal([[server.id for server in page.servers] for page in pages], [[first, second], [third]])

with check("lists the servers with a filter that must be encoded in query and signature"):
    answer = client.list_servers_details(ecs.ListServersDetailsRequest(name="a b/ü&=+*~", tags="k=v"))
    equal((answer.count, answer.servers), (0, []))

with check("lists the servers from a marker, and by ids of which one is unknown"):
    answer = client.list_servers_details(ecs.ListServersDetailsRequest(limit=1, marker=first))
    equal([server.id for server in answer.servers], [second])
    stranger = "00000000-0000-4000-8000-000000000000"
    answer = client.list_servers_details(ecs.ListServersDetailsRequest(server_id=f"{third},{stranger}"))
    found = {server.id: server for server in answer.servers}
    equal(set(found), {third, stranger})
    assert found[third].name and found[stranger].name is None and found[stranger].fault, found[stranger]

with check("lists and shows servers in OpenStack's form, too"):
    answer = client.nova_list_servers_details(ecs.NovaListServersDetailsRequest(limit=2))
    equal([server.id for server in answer.servers], [first, second])
    equal([link.rel for link in answer.servers_links], ["next"])
    server = client.nova_show_server(ecs.NovaShowServerRequest(server_id=first)).server
    equal((server.id, server.status, server.tenant_id), (first, "ACTIVE", cloud["project"]))

with check("shows a server with all that the password depends on"):
    server = show(first)
    equal((server.id, server.name), (first, cloud["servers"][0]["name"]))
    equal((server.status, server.metadata["os_type"]), ("ACTIVE", "Windows"))
    assert server.key_name, "no key pair"
    assert server.os_srv_us_glaunched_at, "no start"

with check("says that there is no such server in the words of the API"):
    error = raised(ClientRequestException, show, "00000000-0000-4000-8000-000000000000")
    equal((error.status_code, error.error_code), (404, "Ecs.0114"))
    assert error.request_id, "no request id"

with check("gets a password within ten minutes of the cloud's time, sealed so that the key file opens it"):
    sealed = eventually(lambda: password(first))
    with open(cloud["key"], "rb") as file:
        private_key = load_pem_private_key(file.read(), password=None)
    opened = private_key.decrypt(base64.b64decode(sealed, validate=True), padding.PKCS1v15()).decode("utf-8")
    assert len(opened) == 20 and opened.isascii() and opened.isalnum(), "not what a Windows image makes"

with check("finds the key pair of the server, and its public half matches the key file"):
    name = show(first).key_name
    pairs = client.nova_list_keypairs(ecs.NovaListKeypairsRequest()).keypairs
    assert name in [pair.keypair.name for pair in pairs], "not in the list"
    pair = client.nova_show_keypair(ecs.NovaShowKeypairRequest(keypair_name=name)).keypair
    text = private_key.public_key().public_bytes(Encoding.OpenSSH, PublicFormat.OpenSSH).decode()
    equal(pair.public_key.split()[:2], text.split())

with check("clears the record, after which it is empty"):
    client.delete_server_password(ecs.DeleteServerPasswordRequest(server_id=first))
    equal(password(first), "")

with check("reads the flag of the reset agent"):
    answer = client.show_reset_password_flag(ecs.ShowResetPasswordFlagRequest(server_id=first))
    equal(answer.resetpwd_flag, "True")

with check("resets a password"):
    equal(reset(first, NEW_PASSWORD).status_code, 204)

with check("resets a password that JSON has to escape, which the signature covers in its escaped form"):
    equal(reset(first, 'Ä%1_x"\\密', is_checked=False).status_code, 204)

with check("is told that a password is too weak"):
    error = raised(ClientRequestException, reset, first, "weak")
    equal((error.status_code, error.error_code), (400, "Ecs.0011"))

with check("tries a batch reset out"):
    equal(reset_batch([first, second], NEW_PASSWORD, dry_run=True), [first, second])

with check("resets a batch"):
    equal(reset_batch([first, second], NEW_PASSWORD, dry_run=False), [first, second])

with check("restarts servers as a job with a part for each, and sees them come back"):
    option = ecs.BatchRebootSeversOption(
        servers=[ecs.ServerId(id=server_id) for server_id in (first, second)], type="SOFT"
    )
    body = ecs.BatchRebootServersRequestBody(reboot=option)
    answer = client.batch_reboot_servers(ecs.BatchRebootServersRequest(body=body))
    job = run_job(answer.job_id)
    equal((job.status, job.entities.sub_jobs_total, len(job.entities.sub_jobs)), ("SUCCESS", 2, 2))
    equal({part.entities.server_id for part in job.entities.sub_jobs}, {first, second})
    equal([show(server_id).status for server_id in (first, second)], ["ACTIVE", "ACTIVE"])

with check("stops and starts a server, and may not stop it twice"):
    def stop():
        option = ecs.BatchStopServersOption(servers=[ecs.ServerId(id=second)], type="SOFT")
        body = ecs.BatchStopServersRequestBody(os_stop=option)
        return client.batch_stop_servers(ecs.BatchStopServersRequest(body=body)).job_id

    equal(run_job(stop()).status, "SUCCESS")
    equal(show(second).status, "SHUTOFF")
    error = raised(ClientRequestException, stop)
    equal((error.status_code, error.error_code), (400, "Ecs.0100"))
    option = ecs.BatchStartServersOption(servers=[ecs.ServerId(id=second)])
    body = ecs.BatchStartServersRequestBody(os_start=option)
    job = run_job(client.batch_start_servers(ecs.BatchStartServersRequest(body=body)).job_id)
    equal((job.status, show(second).status), ("SUCCESS", "ACTIVE"))

with check("is told that a job is unknown"):
    error = raised(ClientRequestException, client.show_job, ecs.ShowJobRequest(job_id="0" * 32))
    equal((error.status_code, error.error_code), (404, "Common.0011"))

with check("learns the project from the identity service, with a signed request"):
    credentials = BasicCredentials(access_key["id"], access_key["secret"]).with_iam_endpoint(cloud["endpoint"])
    regional = (
        ecs.EcsClient.new_builder()
        .with_http_config(HttpConfig(timeout=(5, 30)))
        .with_credentials(credentials)
        .with_region(Region(cloud["region"], cloud["endpoint"]))
        .build()
    )
    equal(regional.list_servers_details(ecs.ListServersDetailsRequest()).count, 3)
    equal(credentials.project_id, cloud["project"])

with check("is let in with what its signer signs outside its client"):
    equal(send(signed("GET", server_path, [("b", "2"), ("a", "x y")])).status_code, 200)

with check("is refused when the query was altered after signing"):
    request = signed("GET", f"/v1/{cloud['project']}/cloudservers/detail", [("limit", "1")])
    answer = send(request, uri=request.uri.replace("limit=1", "limit=2"))
    expect_refusal(answer, "verify aksk signature fail, canonicalRequest:GET|")

with check("is refused when the path was altered after signing"):
    expect_refusal(send(signed("GET", server_path), uri=server_path + "/os-server-password"), "verify aksk")

with check("is refused when the body was altered after signing"):
    body = json.dumps({"reset-password": {"new_password": NEW_PASSWORD}})
    request = signed("PUT", server_path + "/os-reset-password", body=body)
    expect_refusal(send(request, body=body.replace(NEW_PASSWORD, "Another-9Zz")), "verify aksk signature fail")

with check("is refused when its clock is 16 minutes off"):
    date = (datetime.now(timezone.utc) - timedelta(minutes=16)).strftime("%Y%m%dT%H%M%SZ")
    expect_refusal(send(signed("GET", server_path, headers={"X-Sdk-Date": date})), "signature expired")

with check("is refused with a key that the cloud does not know"):
    stranger = make_client(key_id="NOBODYSACCESSKEY0001")
    error = raised(ClientRequestException, stranger.show_server, ecs.ShowServerRequest(server_id=first))
    equal((error.status_code, error.error_code), (401, "APIGW.0301"))
    assert "ak not exist" in error.error_msg, error.error_msg

with check("is refused another project than the key's"):
    other = make_client(project="0" * 32)
    error = raised(ClientRequestException, other.show_server, ecs.ShowServerRequest(server_id=first))
    equal(error.status_code, 403)

# Last, for it concerns everybody who uses the key. The lock is short in real time, so a machine that is slow just
# then gets more than one chance to see it.
with check("is locked out after more than five wrong signatures, and let in again later"):
    def see_lock():
        show(first)
        wrong = make_client(secret="wrong" + access_key["secret"])
        for _ in range(6):
            error = raised(ClientRequestException, wrong.show_server, ecs.ShowServerRequest(server_id=first))
            equal((error.status_code, error.error_code), (401, "APIGW.0301"))
            assert "verify aksk signature fail" in error.error_msg, error.error_msg
        try:
            show(first)
        except ClientRequestException as error:
            equal((error.status_code, error.error_code), (401, "APIGW.0301"))
            assert "AK access failed to reach the limit" in error.error_msg, error.error_msg
            return True
        return False

    eventually(see_lock)

    def let_in():
        try:
            return show(first)
        except ClientRequestException:
            return None

    eventually(let_in)

checks.finish()
