/// Where the services of the cloud are found.
///
/// All of them are at the address that the client has used: the simulator does not know by which of its addresses a
/// client can reach it.
struct ServiceCatalog {
    /// Scheme, host and port, such as `http://127.0.0.1:8774`.
    let address: String
    let configuration: SimulatorConfiguration

    /// Source: IAM API reference, answer to `POST /v3/auth/tokens`. That compute is at `/v2.1` is OpenStack's form;
    /// Huawei Cloud's own catalog has it at `/v2`.
    var body: JSONValue {
        let project = configuration.projectID
        return [
            entry("iam", type: "identity", path: "/v3", region: "*", digit: "1"),
            entry("nova", type: "compute", path: "/v2.1/\(project)", region: configuration.region, digit: "2"),
            entry("ecs", type: "ecs", path: "/v1/\(project)", region: configuration.region, digit: "3"),
        ]
    }

    private func entry(_ name: String, type: String, path: String, region: String, digit: String) -> JSONValue {
        let endpoint: JSONValue = [
            "id": .string(String(repeating: digit, count: 32)),
            "interface": "public",
            "region": .string(region),
            "region_id": .string(region),
            "url": .string(address + path),
        ]
        return [
            "endpoints": [endpoint],
            "id": .string(String(repeating: digit, count: 31) + "0"),
            "name": .string(name),
            "type": .string(type),
        ]
    }
}
