import Files
import ScenarioFiles

/// A decision was made on files that somebody changed meanwhile; nothing was written.
package struct ChangedMeanwhile: Error, Hashable, Sendable {
  /// The files that are not as they were seen.
  package var files: [String]

  /// Files by their names.
  package init(files: [String]) { self.files = files }
}

extension Planner {
  /// Holds the roster that somebody decided on against the one that is there.
  ///
  /// - Parameter hash: SHA-256 of the one that was seen; nothing is checked when nil.
  func checkSeen(_ hash: String?) throws(ChangedMeanwhile) {
    guard let hash else { return }
    if case .file(hash) = Disk.content(of: shownName(RosterTable.fileName)) { return }
    throw ChangedMeanwhile(files: ["out/\(RosterTable.fileName)"])
  }
}
