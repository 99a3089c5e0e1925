import AutomationCore

/// What Lua has no value for: null, which a table cannot hold, and a list without elements, which looks like `{}`.
enum Marker: String, HostObject {
    case null
    case emptyArray = "empty array"

    static let objectType = ObjectType(
        name: "marker",
        summary: "Stands for what Lua has no value for: json.null, json.empty_array."
    )

    var displayText: String { rawValue }

    var identity: String? { rawValue }

    /// The constants of a module that has them.
    static let constants = [
        ModuleConstant("null", .object(objectType.name), "null; compare with ==", value: .object(Marker.null)),
        ModuleConstant(
            "empty_array",
            .object(objectType.name),
            "a list without elements, which {} does not say",
            value: .object(Marker.emptyArray)
        ),
    ]
}
