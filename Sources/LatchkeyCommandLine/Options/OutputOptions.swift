import ArgumentParser

/// What is told, and how.
struct OutputOptions: ParsableArguments {
    @Flag(help: "Write the result as one JSON document.")
    var json = false

    @Flag(
        name: .shortAndLong,
        help: "Tell more: method, path, status, request id, attempt and duration of every request."
    )
    var verbose = false
}
