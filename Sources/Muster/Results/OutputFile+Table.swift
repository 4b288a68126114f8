import Files
import ScenarioFiles

extension OutputFile {
  /// A long table.
  init(name: String, _ table: TableParts) {
    self.init(name: name, parts: table.count) { table.part($0) }
  }
}
