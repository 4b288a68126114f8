package import Tabular

/// What is known beforehand about a file: options, and the scenario it goes to.
package struct DraftHints: Sendable {
  /// The clock of times without an offset.
  package var zone: String?
  package var dateOrder: DateOrder?
  package var grain: Mapping.Grain?
  /// The queue of a file that names none.
  package var queueName: String?
  package var profile: Profile?
  /// How numbers are written, where the file does not tell.
  package var numbers: NumberMarks?
  /// The sheet of a workbook.
  package var sheet: String?

  package init() {}
}

/// A mapping made for a file, with what it was made from and what it leaves open.
package struct Draft: Sendable {
  /// One guess, with what it was guessed from.
  package struct Guess: Hashable, Sendable {
    /// The key of mapping.yaml.
    package var key: String
    package var text: String
  }

  package var mapping: Mapping
  /// The profile that the file is taken to have.
  package var profile: Profile?
  /// Why, as a sentence's end.
  package var why: String
  package var guesses: [Guess] = []
  /// What has to be answered before the file can be read.
  package var questions: [InputProblem] = []
  /// Columns that are not read.
  package var unread: [String] = []
  /// Names of queues in the sample and the ids they get.
  package var queueIds: [(name: String, id: String)] = []
}
