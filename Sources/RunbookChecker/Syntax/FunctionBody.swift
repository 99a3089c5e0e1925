/// A function as it is written.
final class FunctionBody {
    /// Its parameters; `self` is among them where a colon has declared it.
    let parameters: [Name]
    let block: Block

    init(parameters: [Name], block: Block) {
        self.parameters = parameters
        self.block = block
    }
}
