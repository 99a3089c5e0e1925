/// A way to be a bad plugin, with the check that must notice it.
enum Fault: String, CaseIterable, Sendable {
    case none
    case illegalName, builtInModule, illegalFunction, illegalParameter, twoFunctions
    case undescribedParameter
    case optionOfAnyType, otherDefault
    case neededOption
    case shownToken
    case missingGrant, forbiddenReach
    case refusedProvision, tellingRefusal, refusedValidation, nothingContributed, undeclaredModule
    case undescribedContribution
    case loggedOption, encodedOption, loggedPassword, revealingFunction, revealingError
    case deafInventory
    case oneAtATime
    case twiceTheSame, illegalID, otherEveryTime
    case emptyToken
    case repeatingPolicy, policyWithoutAnswer
    case complainingSink
    case otherVeto, failingAfter
    case forgetfulStore, trimmingStore, memoryStore, silentStore
    case hangingSecondCleanUp, complainingCleanUp, hangingAfterwards
    case cleanUpWaitsForValidation

    /// The names of the checks that fail, in order, and of no others.
    var checks: [String] {
        switch self {
        case .none, .silentStore: []
        case .illegalName, .builtInModule, .illegalFunction, .illegalParameter, .twoFunctions: ["manifest"]
        case .undescribedParameter: ["descriptions"]
        case .optionOfAnyType, .otherDefault: ["options"]
        case .neededOption: ["required-options"]
        case .shownToken: ["secret-options"]
        case .missingGrant, .forbiddenReach: ["permissions"]
        case .refusedProvision, .tellingRefusal, .refusedValidation, .nothingContributed, .undeclaredModule: ["life"]
        case .undescribedContribution: ["life"]
        case .loggedOption, .encodedOption, .loggedPassword, .revealingFunction, .revealingError: ["secrets"]
        // A call that nobody can end goes on after the plugin was cleaned up, too.
        case .deafInventory: ["cancellation", "clean-up"]
        case .oneAtATime: ["concurrency"]
        case .twiceTheSame, .illegalID, .otherEveryTime: ["inventory"]
        case .emptyToken: ["credentials"]
        case .repeatingPolicy: ["secrets", "policy"]
        case .policyWithoutAnswer: ["policy"]
        case .complainingSink: ["event-sink"]
        case .otherVeto, .failingAfter: ["hook"]
        case .forgetfulStore, .trimmingStore, .memoryStore: ["secret-store"]
        // What a sink has not got rid of yet is lost in it.
        case .complainingCleanUp: ["event-sink", "clean-up"]
        case .hangingSecondCleanUp, .hangingAfterwards: ["clean-up"]
        case .cleanUpWaitsForValidation: ["early-clean-up"]
        }
    }
}
