import AutomationCore

/// Finds out where requests go: once, with the first one, for all.
///
/// An address comes from what was given, else from what came with the credential, else from the region. The project's
/// id comes from the first two in the same way, else the identity service is asked for the project that has the
/// region's name (`GET /v3/projects?name=`), as the published SDKs do.
actor EndpointResolver {
    /// Asks the identity service at an address for the ids of the projects with a name.
    typealias FindProject = @Sendable (_ name: String, _ endpoint: CloudEndpoint) async throws -> [String]

    private let location: CloudLocation
    private let credentials: CredentialProvider
    private let world: World
    private var projectID: String?
    private var isFinding = false
    private let finders = WaitingLine<Void>()

    /// Where all requests go when that was given completely, so that none of them has to wait here for its turn.
    nonisolated let given: CloudEndpoint?

    init(location: CloudLocation, credentials: CredentialProvider, world: World) {
        given = location.endpoint.flatMap { url in
            location.projectID.flatMap { try? CloudEndpoint(url: url, projectID: $0) }
        }
        self.location = location
        self.credentials = credentials
        self.world = world
    }

    /// Where the requests of an API go.
    ///
    /// - Throws: ``AutomationError`` of kind ``ErrorKind/input`` when nothing says where the cloud is; what the
    ///   credential's source or the identity service fails with; `CancellationError`.
    func endpoint(of api: CloudAPI, findProject: @escaping FindProject) async throws -> CloudEndpoint {
        let known = try await surroundings(of: api)
        guard let url = known.endpoint else {
            throw AutomationError(
                .input,
                "there is no cloud to call",
                hint: "give --region REGION or --endpoint URL, set LATCHKEY_ENDPOINT, or try it out with --simulate"
            )
        }
        guard api.root.contains("{project_id}") else { return try CloudEndpoint(url: url, projectID: known.projectID) }
        if let projectID = known.projectID { return try CloudEndpoint(url: url, projectID: projectID) }
        return try CloudEndpoint(url: url, projectID: try await foundProject(api, known, findProject))
    }

    /// What is given, completed by what came with the credential and what the region's table says.
    private func surroundings(of api: CloudAPI) async throws -> CredentialSurroundings {
        let isComplete = location.endpoint != nil && (location.projectID != nil || api == .nova)
        // Who has said everything is not kept waiting for a credential here; the request will ask for it.
        let resolved = isComplete ? nil : try await credentials.resolved()
        let region = location.region ?? resolved?.region
        // What belongs to a credential for one region says nothing about another.
        let isSameRegion = resolved?.region == nil || resolved?.region == region
        let table = location.endpoint == nil || location.identityEndpoint == nil ? region : nil
        let endpoint = location.endpoint ?? (isSameRegion ? resolved?.endpoint : nil)
        let identityEndpoint = location.identityEndpoint ?? (isSameRegion ? resolved?.identityEndpoint : nil)
        return CredentialSurroundings(
            projectID: location.projectID ?? (isSameRegion ? resolved?.projectID : nil),
            region: region,
            endpoint: try endpoint
                ?? table.map { try location.regionFile?.computeEndpoint(in: $0) ?? Region($0).computeEndpoint },
            // A region that is missing in the table matters only where its address is needed.
            identityEndpoint: identityEndpoint
                ?? table.flatMap { location.regionFile?.identityEndpoint(in: $0) ?? (try? Region($0).identityEndpoint) }
        )
    }

    private func foundProject(
        _ api: CloudAPI,
        _ known: CredentialSurroundings,
        _ find: @escaping FindProject
    ) async throws -> String {
        guard let region = known.region, let address = known.identityEndpoint else {
            throw AutomationError(
                .input,
                "the \(api.rawValue) API needs a project id",
                hint: "give --project ID, set OS_PROJECT_ID, or give --region REGION to have it looked up"
            )
        }
        while true {
            try Task.checkCancellation()
            if let projectID { return projectID }
            let ticket = finders.join()
            startFinding(region, address, find)
            try await finders.wait(ticket)
        }
    }

    /// Asks in a task of its own: it belongs to all who wait, so that none of them can cancel it.
    private func startFinding(_ region: String, _ address: String, _ find: @escaping FindProject) {
        guard !isFinding else { return }
        isFinding = true
        Task(executorPreference: world.executor) { await self.ask(region, address, find) }
    }

    private func ask(_ region: String, _ address: String, _ find: @escaping FindProject) async {
        do {
            let endpoint = try CloudEndpoint(url: address, projectID: nil)
            projectID = try Self.one(of: try await find(region, endpoint), region: region)
            isFinding = false
            finders.wake()
        } catch {
            isFinding = false
            finders.fail(error)
        }
    }

    private static func one(of ids: [String], region: String) throws(AutomationError) -> String {
        if ids.count == 1, let id = ids.first { return id }
        throw AutomationError(
            .input,
            ids.isEmpty
                ? "there is no project with the name of the region, \(region), that the credential may see"
                : "there are \(ids.count) projects with the name \(region): \(ids.joined(separator: ", "))",
            hint: "give --project ID"
        )
    }
}
