import Examples
import ScenarioFiles
import Tabular
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
  public static func writeExample(_ name: String, folder: String) throws -> Result {
    guard let example = Example.named(name) else {
      throw InputError(
        Place(file: name), "there is no example of this name",
        next: "Use one of \(exampleNames.joined(separator: ", ")).")
    }
    let files: [(name: String, bytes: [UInt8])]
    do throws(ZoneError) {
      files = try example.files()
    } catch {
      throw InputError(
        Place(file: name), "the example needs time zone data: \(error)", next: "Install the package tzdata.")
    }
    return try write(files, into: folder, notes: [example.summary])
  }

  /// Writes a first scenario from a history file.
  ///
  /// - Parameters:
  ///   - folder: the folder to make; its last part is the scenario's name.
  ///   - historyFile: the history.
  ///   - zone: IANA name of the operation's zone; without one starts need an offset.
  /// - Throws: `InputError` when the history cannot be read, the zone is unknown or the folder holds a scenario already.
  public static func initialise(folder: String, historyFile: String, zone: String?) throws -> Result {
    var clock: Zone?
    if let zone {
      do throws(ZoneError) {
        clock = try Zone(named: zone)
      } catch {
        throw InputError(Place(file: "--zone"), error.message, next: error.next)
      }
    }
    let bytes = try FileAccess.read(historyFile)
    let name = FileAccess.folderName(folder)
    let sketch = try ScenarioInit.sketch(history: bytes, file: historyFile, name: name, zone: clock)
    return try write(
      sketch.files.map { ($0.name, $0.bytes) }, into: folder,
      notes: sketch.warnings.map { "warning: \($0.description)" } + sketch.notes.map { "Note: \($0)" } + [
        "Goals, contracts and people are made up to fit the history: edit them, then run muster check \(folder)"
      ])
  }

  /// Writes files into a folder that does not hold a scenario yet.
  static func write(
    _ files: [(name: String, bytes: [UInt8])], into folder: String, notes: [String]
  ) throws -> Result {
    let scenario = "\(folder)/\(ScenarioFolder.scenarioFile)"
    if FileAccess.exists(scenario) {
      // It may be the one of a run like this that was killed at its very end.
      OutputFolder.tidy(folder)
      throw InputError(
        Place(file: scenario), "the folder holds a scenario already",
        next: "Name another folder, or move this one away first.")
    }
    // scenario.yaml last: a folder without it is not a scenario.
    let ordered =
      files.filter { $0.name != ScenarioFolder.scenarioFile } + files.filter { $0.name == ScenarioFolder.scenarioFile }
    try OutputFolder.make(ordered.map { OutputFile(name: $0.name, bytes: $0.bytes) }, in: folder)
    return Result(folder: folder, files: files.map(\.name), notes: notes)
  }
}
