import Foundation

extension SimulatedServer {
    /// The server's details as they are shown. Source: ECS API reference, ShowServer; OpenStack Compute API, show
    /// server details.
    func body(family: APIFamily, projectID: String, call: RouteCall) -> JSONValue {
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
        add("image", image(family: family, call: call))
        add("flavor", flavor(family: family, call: call))
        add("addresses", addresses)
        add("security_groups", [["name": "default"]])
        add("locked", false)
        add("hostId", "c7145889b2e3202cd295ceddb1742ff8941b827b586861fd0acedf64")
        add("OS-EXT-STS:vm_state", isLaunched ? isRunning ? "active" : "stopped" : "building")
        add("OS-EXT-STS:task_state", taskState)
        add("OS-EXT-STS:power_state", .number(isLaunched ? isRunning ? 1 : 4 : 0))
        add("OS-EXT-AZ:availability_zone", "eu-west-101a")
        add("OS-SRV-USG:launched_at", isLaunched ? .string(CloudDate.withoutZone(launchedAt)) : nil)
        add("OS-SRV-USG:terminated_at", nil)
        if let userData { add("OS-EXT-SRV-ATTR:user_data", .string(userData)) }
        add("tags", .array(tags.map(JSONValue.string)))
        switch family {
        case .ecs:
            add("fault", nil)
            add("enterprise_project_id", "0")
        case .nova:
            add("links", links(call: call))
        }
        return .object(members)
    }

    /// The server as a list without details shows it. Source: OpenStack Compute API, list servers.
    func summary(call: RouteCall) -> JSONValue {
        ["id": .string(id), "name": .string(name), "links": links(call: call)]
    }

    private func links(call: RouteCall) -> JSONValue {
        [
            ["rel": "self", "href": .string(call.versionAddress + "/servers/\(id)")],
            ["rel": "bookmark", "href": .string(call.address + "/servers/\(id)")],
        ]
    }

    private var metadata: JSONValue {
        [
            "os_type": .string(operatingSystem.rawValue),
            "os_bit": "64",
            "image_name": .string(image.name),
            "metering.image_id": .string(image.id),
            "metering.imagetype": "gold",
            "EcmResStatus": "normal",
            "vpc_id": "0dae26c9-9a70-4392-93f3-87d53115d171",
        ]
    }

    private func image(family: APIFamily, call: RouteCall) -> JSONValue {
        switch family {
        case .ecs: ["id": .string(image.id)]
        case .nova:
            ["id": .string(image.id), "links": [bookmark(call.address + "/images/\(image.id)")]]
        }
    }

    /// Huawei's own form spells numbers as text; Nova's names the flavor up to 2.46 and describes it from 2.47 on.
    private func flavor(family: APIFamily, call: RouteCall) -> JSONValue {
        switch family {
        case .ecs:
            [
                "id": .string(flavor.id), "name": .string(flavor.id), "vcpus": .string(String(flavor.processors)),
                "ram": .string(String(flavor.memory)), "disk": "0",
            ]
        case .nova where call.microversion.minor >= 47:
            [
                "original_name": .string(flavor.id), "vcpus": .number(flavor.processors),
                "ram": .number(flavor.memory), "disk": 0, "ephemeral": 0, "swap": 0, "extra_specs": [:],
            ]
        case .nova:
            ["id": .string(flavor.id), "links": [bookmark(call.address + "/flavors/\(flavor.id)")]]
        }
    }

    private func bookmark(_ address: String) -> JSONValue {
        ["rel": "bookmark", "href": .string(address)]
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
