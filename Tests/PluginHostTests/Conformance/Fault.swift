/// A way to be a bad plugin, with the check that must notice it.
enum Fault: String, CaseIterable, Sendable {
    case none
    case illegalName, builtInModule, illegalFunction, illegalParameter, twoFunctions
    case undescribedParameter
    case optionOfAnyType
    case shownToken
    case missingGrant, forbiddenReach
    case refusedProvision, tellingRefusal, refusedValidation, nothingContributed, undeclaredModule
    case loggedOption, encodedOption, loggedPassword, revealingFunction, revealingError
    case deafInventory
    case oneAtATime
    case twiceTheSame, illegalID, otherEveryTime
    case emptyToken
    case repeatingPolicy, policyWithoutAnswer
    case complainingSink
    case otherVeto, failingAfter
    case forgetfulStore
    case hangingSecondCleanUp, complainingCleanUp, hangingAfterwards
    case cleanUpWaitsForValidation

    /// The name of the check; nil when nothing is wrong.
    var check: String? {
        switch self {
        case .none: nil
        case .illegalName, .builtInModule, .illegalFunction, .illegalParameter, .twoFunctions: "manifest"
        case .undescribedParameter: "descriptions"
        case .optionOfAnyType: "options"
        case .shownToken: "secret-options"
        case .missingGrant, .forbiddenReach: "permissions"
        case .refusedProvision, .tellingRefusal, .refusedValidation, .nothingContributed, .undeclaredModule: "life"
        case .loggedOption, .encodedOption, .loggedPassword, .revealingFunction, .revealingError: "secrets"
        case .deafInventory: "cancellation"
        case .oneAtATime: "concurrency"
        case .twiceTheSame, .illegalID, .otherEveryTime: "inventory"
        case .emptyToken: "credentials"
        case .repeatingPolicy, .policyWithoutAnswer: "policy"
        case .complainingSink: "event-sink"
        case .otherVeto, .failingAfter: "hook"
        case .forgetfulStore: "secret-store"
        case .hangingSecondCleanUp, .complainingCleanUp, .hangingAfterwards: "clean-up"
        case .cleanUpWaitsForValidation: "early-clean-up"
        }
    }
}
