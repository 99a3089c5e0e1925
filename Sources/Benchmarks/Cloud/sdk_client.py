"""Gets passwords with the published Python SDK, opens them when there is a key, and prints how many a second.

Usage: sdk_client.py ENDPOINT PROJECT COUNT THREADS [KEY]
"""

import base64
import sys
import time
from concurrent.futures import ThreadPoolExecutor

from cryptography.hazmat.primitives.asymmetric import padding
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from huaweicloudsdkcore.auth.credentials import BasicCredentials
from huaweicloudsdkcore.http.http_config import HttpConfig
from huaweicloudsdkecs import v2 as ecs

endpoint, project, count, threads = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
private_key = None
if len(sys.argv) > 5:
    with open(sys.argv[5], "rb") as file:
        private_key = load_pem_private_key(file.read(), password=None)

client = (
    ecs.EcsClient.new_builder()
    .with_http_config(HttpConfig(timeout=(5, 30), pool_maxsize=threads))
    .with_credentials(BasicCredentials("BENCHMARKACCESSKEY01", "benchmark-secret", project))
    .with_endpoint(endpoint)
    .build()
)


def work(number):
    server_id = f"00000000-0000-4000-8000-{number:012x}"
    sealed = client.show_server_password(ecs.ShowServerPasswordRequest(server_id=server_id)).password
    if private_key:
        private_key.decrypt(base64.b64decode(sealed), padding.PKCS1v15())


with ThreadPoolExecutor(threads) as pool:
    # Imports on first use and connections, which are not what is measured.
    list(pool.map(work, range(threads)))
    start = time.monotonic()
    list(pool.map(work, range(count)))
    print(count / (time.monotonic() - start))
