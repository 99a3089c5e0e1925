import CloudSimulator
import Foundation
import HTTPTypes
import Testing

@Suite struct ImageTests {
    private static let golden = SimulatedImage(
        id: "0d4f0f6a-3c0c-4a9a-9d0b-1f0f5c6f7a11",
        name: "golden-2025",
        injectionDelay: .seconds(60) ... .seconds(90)
    )
    private static let big = SimulatedFlavor(id: "c7.4xlarge.2", processors: 16, memory: 32_768)

    @Test func `Huawei's form shows the image, its name and the flavor`() throws {
        var fixture = try Fixture(servers: 0)
        let server = fixture.cloud.addServer(image: Self.golden, flavor: Self.big)
        #expect(server.imageID == Self.golden.id)
        #expect(server.flavorID == "c7.4xlarge.2")
        let answer = fixture.send(.get, fixture.ecsPath)
        #expect(answer["server/image/id"] == Self.golden.id)
        #expect(answer["server/metadata/image_name"] == "golden-2025")
        #expect(answer["server/metadata/metering.image_id"] == Self.golden.id)
        #expect(answer["server/flavor/id"] == "c7.4xlarge.2")
        #expect(answer["server/flavor/name"] == "c7.4xlarge.2")
        // Numbers are text here.
        #expect(answer.text.contains(#""vcpus":"16","ram":"32768","disk":"0""#))
    }

    @Test func `Nova's form links to both`() throws {
        var fixture = try Fixture(servers: 0)
        fixture.cloud.addServer(image: Self.golden, flavor: Self.big)
        let path = "/v2.1/\(fixture.project)/servers/\(fixture.id)"
        let answer = fixture.send(.get, path)
        #expect(answer["server/image/id"] == Self.golden.id)
        #expect(
            answer["server/image/links/0/href"] == "http://cloud.test/\(fixture.project)/images/\(Self.golden.id)"
        )
        #expect(answer["server/flavor/id"] == "c7.4xlarge.2")
        #expect(answer["server/flavor/name"] == nil)
        #expect(answer["server/links/0/href"] == "http://cloud.test" + path)
        #expect(answer["server/metadata/image_name"] == "golden-2025")
    }

    @Test func `an image has a delay of its own`() throws {
        var fixture = try Fixture(servers: 0) { $0.speed = 2 }
        for _ in 0..<50 {
            fixture.cloud.addServer(image: Self.golden)
            fixture.cloud.addServer()
        }
        let delays = fixture.cloud.servers.map { $0.injectedAt.timeIntervalSince($0.launchedAt) * 2 }
        for (index, delay) in delays.enumerated() {
            // Dates hold a tenth of a microsecond.
            let range = index.isMultiple(of: 2) ? 59.999...90.001 : 299.999...600.001
            #expect(range.contains(delay))
        }
        #expect(Set(delays).count > 50)
    }

    @Test func `the fleet is made from the configured image`() throws {
        let fixture = try Fixture(servers: 2) { $0.image = Self.golden }
        #expect(fixture.cloud.servers.map(\.imageID) == [Self.golden.id, Self.golden.id])
    }
}
