// Readers under libFuzzer, which mutates bytes towards code that none before them reached.
// In: bytes; the first chooses the reader. Out: nothing; a trap is the finding.

import ScenarioFiles
import Tabular
import Timeline
import Workforce

/// A sound scenario that stage files are read for.
private let scenario: Scenario? = {
  guard let zone = try? Zone(named: "Europe/Berlin") else { return nil }
  let goal = ServiceGoal(answered: 0.8, within: .seconds(20), clock: .wall)
  return Scenario(
    name: "fuzz", horizon: Horizon(first: CivilDate(daysSinceEpoch: 20_381), weeks: 1, intervalMinutes: 60),
    queues: [Queue(id: "calls", language: "de", channel: .phone, open: .always(zone: zone), goal: goal)],
    sites: [Site(id: "shop", zone: zone)], contracts: [],
    agents: [
      Agent(
        id: "ada", name: "", site: "shop", contract: "", languages: ["de"], skills: ["phone"], team: "",
        calendarLanguage: "de")
    ])
}()

/// One input of libFuzzer.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ data: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  guard count > 1, let scenario else { return 0 }
  let bytes = Array(UnsafeBufferPointer(start: data + 1, count: count - 1))
  do throws(InputError) {
    switch data[0] % 10 {
    case 0: _ = try ScenarioText.read(bytes)
    case 1: _ = try ForecastTable.read(bytes, for: scenario)
    case 2: _ = try RequirementTable.read(bytes, for: scenario)
    case 3: _ = try RosterTable.read(bytes, for: scenario)
    case 4: _ = try AssignmentsTable.read(bytes, for: scenario)
    case 5: _ = try OnCallTable.read(bytes, for: scenario)
    case 6: _ = try FlagsTable.read(bytes, for: scenario)
    case 7: _ = try ScenarioFolder.readRecent(bytes, file: "today.csv", for: scenario)
    case 8: _ = try LedgerTable.read(bytes)
    default: _ = try OverridesTable.read(bytes, for: scenario)
    }
  } catch {
    // The sentence is made too: it may not trap either.
    _ = error.description.utf8.count
  }
  return 0
}

/// The driver of libFuzzer, which calls back for every input.
@_silgen_name("LLVMFuzzerRunDriver")
private func runDriver(
  _ count: UnsafeMutablePointer<CInt>,
  _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
  _ body: @convention(c) (UnsafePointer<UInt8>, Int) -> CInt
) -> CInt

/// Where the program begins; the package manager gives every executable a `main` of this name.
@_cdecl("MusterFuzzCoverage_main")
public func start(_ count: CInt, _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>) -> CInt {
  var count = count
  var arguments = arguments
  return runDriver(&count, &arguments, fuzzOneInput)
}
