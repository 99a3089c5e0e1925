import ArgumentParser

/// How the result is written.
struct ResultOptions: ParsableArguments {
    @Flag(help: "Write the result as one JSON document.")
    var json = false
}
