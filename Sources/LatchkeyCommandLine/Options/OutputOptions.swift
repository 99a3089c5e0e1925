import ArgumentParser

/// What is told beside the result.
struct OutputOptions: ParsableArguments {
    @Flag(
        name: .shortAndLong,
        help: "Tell more: method, path, status, request id, attempt and duration of every request."
    )
    var verbose = false
}
