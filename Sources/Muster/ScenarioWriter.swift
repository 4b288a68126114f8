import Examples
import ScenarioFiles
public import Tabular
import Timeline

/// Makes new scenario folders: examples, and first scenarios from a history file.
public enum ScenarioWriter {
  /// What was made.
  public struct Result: Encodable, Sendable {
    /// The folder.
    public var folder: String
    /// The files in it.
    public var files: [String]
    /// Sentences about what was found in the history and made up to fit it.
    public var notes: [String]

    /// The result as lines for a terminal.
    public var text: String {
      let next = "Next: muster plan \(folder)"
      return (["Wrote \(files.joined(separator: ", ")) into \(folder)"] + notes + [next]).joined(separator: "\n") + "\n"
    }
  }

  /// Names of the examples.
  public static var exampleNames: [String] { Example.all.map(\.name) }

  /// Writes an example scenario.
  ///
  /// - Throws: `InputError` when there is no such example or the folder holds a scenario already.
  public static func writeExample(_ name: String, folder: String) throws(InputError) -> Result {
    guard let example = Example.named(name) else {
      throw InputError(
        Place(file: name), "there is no example of this name",
        next: "Use one of \(exampleNames.joined(separator: ", ")).")
    }
    do {
      return try write(example.files(), into: folder, notes: [example.summary])
    } catch let error as InputError {
      throw error
    } catch {
      throw InputError(
        Place(file: name), "the example needs time zone data: \(error)", next: "Install the package tzdata.")
    }
  }

  /// Writes a first scenario from a history file.
  ///
  /// - Parameters:
  ///   - folder: the folder to make; its last part is the scenario's name.
  ///   - historyFile: the history.
  ///   - zone: IANA name of the operation's zone; without one starts need an offset.
  /// - Throws: `InputError` when the history cannot be read, the zone is unknown or the folder holds a scenario already.
  public static func initialise(folder: String, historyFile: String, zone: String?) throws(InputError) -> Result {
    var clock: Zone?
    if let zone {
      do throws(ZoneError) {
        clock = try Zone(named: zone)
      } catch {
        throw InputError(Place(file: "--zone"), error.message, next: error.next)
      }
    }
    let bytes = try FileAccess.read(historyFile)
    let name = folder.split(separator: "/").last.map(String.init) ?? folder
    let sketch = try ScenarioInit.sketch(history: bytes, file: historyFile, name: name, zone: clock)
    return try write(
      sketch.files.map { ($0.name, $0.bytes) }, into: folder,
      notes: sketch.notes.map { "Note: \($0)" } + ["Goals, contracts and people are made up to fit the history: edit them, then run muster check \(folder)"])
  }

  /// Writes files into a folder that does not hold a scenario yet.
  static func write(
    _ files: [(name: String, bytes: [UInt8])], into folder: String, notes: [String]
  ) throws(InputError) -> Result {
    let scenario = "\(folder)/\(ScenarioFolder.scenarioFile)"
    if FileAccess.exists(scenario) {
      throw InputError(
        Place(file: scenario), "the folder holds a scenario already",
        next: "Name another folder, or move this one away first.")
    }
    try FileAccess.makeFolder(folder)
    // scenario.yaml last: a folder without it is not a scenario, so an interrupted run can be repeated.
    for file in files where file.name != ScenarioFolder.scenarioFile {
      try FileAccess.write(file.bytes, to: "\(folder)/\(file.name)")
    }
    for file in files where file.name == ScenarioFolder.scenarioFile {
      try FileAccess.write(file.bytes, to: scenario)
    }
    return Result(folder: folder, files: files.map(\.name), notes: notes)
  }
}
