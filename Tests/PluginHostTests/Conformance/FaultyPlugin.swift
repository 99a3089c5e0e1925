import AutomationCore
import Foundation
import Synchronization

/// A plugin that has every slot, and one fault.
struct FaultyPlugin: Plugin {
    /// What has happened to it.
    final class State: Sendable {
        let isValidated = Mutex(false)
        let cleanUps = Mutex(0)
        let calls = Mutex(0)
        let running = Mutex(0)
    }

    let fault: Fault
    /// What is left of it when it has ended.
    let kept: KeptDocuments

    var manifest: PluginManifest {
        var manifest = PluginManifest(
            name: fault == .illegalName ? "Faulty One" : "faulty",
            version: "1",
            summary: "Has every slot.",
            options: [
                Parameter("token", fault == .shownToken ? .string : .secret, "who it is"),
                Parameter("level", fault == .optionOfAnyType ? .optional(.any) : .optional(.integer), "how loud"),
                Parameter("pace", .duration, "how fast", default: fault == .otherDefault ? "soon" : "5s"),
                Parameter("place", .choice(["here", "there"]), "where", default: "\"here\""),
            ],
            permissions: Grants(allowsSecrets: true)
        )
        if fault == .missingGrant { manifest.permissions.hosts = ["cmdb.example.com"] }
        return manifest
    }

    var modules: [HostModule] {
        modules(summary: fault == .undescribedParameter ? "" : "what is looked at")
    }

    private func modules(summary: String) -> [HostModule] {
        let look = HostFunction(
            fault == .illegalFunction ? "end" : "look",
            summary: "Says how long a secret is.",
            parameters: [Parameter(fault == .illegalParameter ? "The Secret" : "secret", .secret, summary)],
            returns: HostFunction.Result(.string, "its length"),
            effect: .read,
            body: .suspending { call in
                guard let secret = call.object("secret", as: Secret.self) else { return .none }
                return secret.withExposedText { text in
                    .string(fault == .revealingFunction ? String(text.reversed()) : "\(text.count)")
                }
            }
        )
        return [
            HostModule(
                name: fault == .builtInModule ? "json" : "faulty",
                summary: "Looks.",
                functions: fault == .twoFunctions ? [look, look] : [look]
            )
        ]
    }

    func provision(_ context: PluginContext) async throws -> PluginService {
        let token = context.options.secret("token") ?? Secret("")
        let (state, world, events) = (State(), context.run.world, context.run.events)
        switch fault {
        case .neededOption where context.options["level"].isNone:
            throw AutomationError(.plugin, "nothing cannot be compared with a number")
        case .refusedProvision: throw AutomationError(.plugin, "not today")
        case .revealingError where token.withExposedText({ !$0.hasPrefix("tok-") }):
            throw AutomationError(.plugin, "refused", hint: token.withExposedText { "is \($0) right?" })
        case .tellingRefusal: throw AutomationError(.plugin, token.withExposedText { "\($0) is no good" })
        case .loggedOption: token.withExposedText { events.receive(.log(.info, "with \($0)", server: nil)) }
        case .encodedOption:
            let text = token.withExposedText { Data($0.utf8).base64EncodedString() }
            events.receive(.log(.debug, "Authorization: \(text)", server: nil))
        case .nothingContributed: return PluginService()
        default: break
        }
        let contributed =
            switch fault {
            case .undeclaredModule: [] as [HostModule]
            case .undescribedContribution: modules(summary: "")
            default: modules
            }
        let slots = FaultySlots(
            fault: fault,
            state: state,
            world: world,
            events: events,
            documents: fault == .memoryStore ? KeptDocuments() : kept
        )
        return PluginService(
            modules: contributed,
            inventory: slots,
            secretStore: Self.store(fault, slots, world),
            credentials: slots,
            policy: slots,
            eventSink: slots,
            hook: slots,
            validate: {
                if fault == .refusedValidation { throw AutomationError(.connection, "nobody answers") }
                state.isValidated.withLock { $0 = true }
            },
            cleanUp: { await slots.cleanUp() }
        )
    }

    private static func store(_ fault: Fault, _ slots: FaultySlots, _ world: World) -> any SecretStore {
        let store = DocumentSecretStore(name: "the faulty one", documents: slots, world: world)
        return switch fault {
        case .forgetfulStore: ForgetfulStore(documents: slots.documents)
        case .trimmingStore:
            OtherReading(store) { secret in
                secret.map { Secret($0.withExposedText { $0.replacing("\n", with: "") }) }
            }
        case .silentStore:
            OtherReading(store) { _ in throw AutomationError(.secretStore, "the faulty one gives no password back") }
        default: store
        }
    }
}
