import Foundation
import Testing

@testable import CloudPasswords

struct InjectionWindowsTests {
    @Test func `the windows are few, differ, and share out the whole prior`() {
        let windows = InjectionWindows.standard
        // What one look costs is in proportion.
        #expect(windows.ranges.count < 500)
        #expect(Set(windows.ranges).count == windows.ranges.count)
        #expect(abs(windows.logPriors.map(exp).reduce(0, +) - 1) < 1e-9)
        #expect(windows.ranges.allSatisfy { Double($0.upperBound) * InjectionWindows.step <= InjectionWindows.end })
    }

    @Test func `half the prior is on the documented window, and narrow ones are not excluded`() throws {
        let windows = InjectionWindows.standard
        let documented = try #require(windows.ranges.firstIndex(of: 20..<40))
        #expect((0.5...0.55).contains(exp(windows.logPriors[documented])))
        let narrow = try #require(windows.ranges.firstIndex(of: 28..<30))
        #expect(exp(windows.logPriors[narrow]) > 1e-4)
    }

    @Test func `no look is impossible under any window`() throws {
        let windows = InjectionWindows.standard
        for look in [
            InjectionObservation(emptyAt: nil, outcomeAt: .milliseconds(1), isReady: true),
            InjectionObservation(emptyAt: nil, outcomeAt: .seconds(1_000_000), isReady: false),
            InjectionObservation(emptyAt: .seconds(1199), outcomeAt: .seconds(1200), isReady: true),
        ] {
            let likelihoods = try #require(windows.logLikelihoods(of: look))
            #expect(likelihoods.allSatisfy { $0.isFinite && $0 <= 0 })
        }
    }

    @Test func `looks one after the other say as much as the whole interval`() throws {
        let windows = InjectionWindows.standard
        let ages: [Duration?] = [nil, .seconds(310), .seconds(377), .seconds(421), .seconds(460)]
        var sums = [Double](repeating: 0, count: windows.ranges.count)
        for (earlier, later) in zip(ages, ages.dropFirst()) {
            let look = InjectionObservation(
                emptyAt: earlier,
                outcomeAt: try #require(later),
                isReady: later == ages.last
            )
            sums.add(try #require(windows.logLikelihoods(of: look)))
        }
        let record = try #require(InjectionRecord(emptyAt: 421, readyAt: 460, date: SimulatedInjections.date))
        var replayed = [Double](repeating: 0, count: windows.ranges.count)
        for look in record.observations { replayed.add(try #require(windows.logLikelihoods(of: look))) }
        #expect(zip(sums, replayed).allSatisfy { abs($0 - $1) < 1e-9 })
    }
}
