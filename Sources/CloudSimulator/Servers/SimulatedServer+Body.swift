import Foundation

extension SimulatedServer {
    /// The server's details as they are shown. Source: ECS API reference, ShowServer.
    func body(family: APIFamily, projectID: String) -> JSONValue {
        var members: [JSONValue.Member] = []
        func add(_ name: String, _ value: JSONValue) { members.append(.init(name: name, value: value)) }

        add("id", .string(id))
        add("name", .string(name))
        add("status", .string(status))
        add("tenant_id", .string(projectID))
        add("created", .string(CloudDate.toTheSecond(launchedAt.addingTimeInterval(-60))))
        add("updated", .string(CloudDate.toTheSecond(updatedAt)))
        add("key_name", .optional(keyPair?.name))
        add("metadata", metadata)
        add("image", ["id": .string(imageID)])
        add("flavor", ["id": "s6.large.2", "name": "s6.large.2", "vcpus": "2", "ram": "4096", "disk": "0"])
        add("addresses", addresses)
        add("security_groups", [["name": "default"]])
        add("locked", false)
        add("tags", [])
        add("hostId", "c7145889b2e3202cd295ceddb1742ff8941b827b586861fd0acedf64")
        add("OS-EXT-STS:vm_state", isLaunched ? isRunning ? "active" : "stopped" : "building")
        add("OS-EXT-STS:task_state", taskState)
        add("OS-EXT-STS:power_state", .number(isLaunched ? isRunning ? 1 : 4 : 0))
        add("OS-EXT-AZ:availability_zone", "eu-west-101a")
        add("OS-SRV-USG:launched_at", isLaunched ? .string(CloudDate.withoutZone(launchedAt)) : nil)
        add("OS-SRV-USG:terminated_at", nil)
        if let userData { add("OS-EXT-SRV-ATTR:user_data", .string(userData)) }
        if family == .ecs { add("enterprise_project_id", "0") }
        return .object(members)
    }

    private var metadata: JSONValue {
        [
            "os_type": .string(operatingSystem.rawValue),
            "os_bit": "64",
            "image_name": operatingSystem == .windows ? "Windows Server 2022 Datacenter 64bit" : "Debian 12 64bit",
            "metering.imagetype": "gold",
            "EcmResStatus": "normal",
            "vpc_id": "0dae26c9-9a70-4392-93f3-87d53115d171",
        ]
    }

    private var imageID: String {
        operatingSystem == .windows
            ? "1ce5800a-e487-4c1b-b264-3353a39e2b4b" : "55534eaa-533a-419d-9b40-ec427ea7195a"
    }

    private var addresses: JSONValue {
        [
            "0dae26c9-9a70-4392-93f3-87d53115d171": [
                ["addr": .string(address), "version": "4", "OS-EXT-IPS:type": "fixed"]
            ]
        ]
    }

    private var taskState: JSONValue {
        guard isLaunched else { return "spawning" }
        guard let transition else { return nil }
        switch transition.action {
        case .reboot: return transition.isHard ? "rebooting_hard" : "rebooting"
        case .start: return "powering-on"
        case .stop: return "powering-off"
        }
    }
}
