import AutomationCore

/// Something wrong, at a place in the text.
struct Finding {
    let code: Diagnostic.Code
    let message: String
    let hint: String?
    let offset: Int

    init(_ code: Diagnostic.Code, _ message: String, hint: String? = nil, at offset: Int) {
        self.code = code
        self.message = message
        self.hint = hint
        self.offset = offset
    }

    /// What the run would say too.
    init(_ code: Diagnostic.Code, _ error: AutomationError, at offset: Int) {
        self.init(code, error.description, hint: error.hint, at: offset)
    }
}
