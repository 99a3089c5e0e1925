/// One kind of mistake that is looked for. It is told of everything in a script in the order of the text.
protocol Check {
    /// What it has found so far.
    var findings: [Finding] { get }

    mutating func call(_ call: CallSite, in script: Script)
    mutating func field(_ access: FieldAccess, in script: Script)
    /// A global name is read.
    mutating func global(_ name: Name, in script: Script)
    /// A function of the script gets a name in a table: `mt.__tostring = function`.
    mutating func function(_ body: FunctionBody, named name: Name, in script: Script)
    /// The whole script was looked at.
    mutating func finish(_ script: Script)
}

extension Check {
    mutating func call(_ call: CallSite, in script: Script) {}
    mutating func field(_ access: FieldAccess, in script: Script) {}
    mutating func global(_ name: Name, in script: Script) {}
    mutating func function(_ body: FunctionBody, named name: Name, in script: Script) {}
    mutating func finish(_ script: Script) {}
}
