import ArgumentParser
import AutomationCore

/// A duration as people write it: `90s`, `10m`, or a number of seconds.
struct DurationOption: ExpressibleByArgument {
    let duration: Duration

    init?(argument: String) {
        guard let duration = DurationText.parse(argument), duration > .zero else { return nil }
        self.duration = duration
    }
}
