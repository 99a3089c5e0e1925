import AutomationCore
import Foundation
import Testing

struct ServerFieldsTests {
    @Test func `a server shows exactly the fields that are declared and known`() {
        let detail = ServerDetail(
            status: "ACTIVE",
            launchedAt: Date(timeIntervalSince1970: 1_800_000_000),
            osType: "Windows",
            keyName: "KeyPair-1",
            imageID: "image-1",
            flavorID: "s6.large.2",
            taskState: "rebooting",
            updatedAt: Date(timeIntervalSince1970: 1_800_000_060),
            isLocked: false
        )
        let known = Server(id: "s-1", name: "web-01", detail: detail).fields
        #expect(Set(known.keys) == Set(Server.objectType.fields.map(\.name)))
        #expect(String(describing: known["launched_at"]).contains("2027-01-15T08:00:00Z"))
        #expect(Array(Server(id: "s-1").fields.keys) == ["id"])
    }

    @Test func `people call it by its name, or else by its id`() {
        #expect(Server(id: "s-1", name: "web-01").label == "web-01")
        #expect(Server(id: "s-1").displayText == "s-1")
    }
}
