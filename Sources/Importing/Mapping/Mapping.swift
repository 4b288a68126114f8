package import Tabular
package import Timeline

/// What the columns of an export mean: all that is needed to read it. `mapping.yaml` is its written form.
package struct Mapping: Hashable, Sendable {
  /// What a record of the file is.
  package enum Grain: String, CaseIterable, Hashable, Sendable {
    /// Sums or means of a queue and interval.
    case interval
    /// A call, chat, conversation or ticket, or one leg of it.
    case contact
    /// One event of a contact's way, as Asterisk's `queue_log` has them.
    case queueLog = "queue-log"
  }

  /// Whether a number is of all contacts of a row or of one.
  package enum Aggregate: String, CaseIterable, Hashable, Sendable {
    case sum
    case mean
  }

  /// A column of handle time, or a part of it; parts are added up.
  package struct HandleColumn: Hashable, Sendable {
    package var column: String
    package var unit: DurationUnit
    /// Of an interval's contacts; single contacts have sums.
    package var aggregate: Aggregate

    package init(_ column: String, _ unit: DurationUnit, _ aggregate: Aggregate = .sum) {
      self.column = column
      self.unit = unit
      self.aggregate = aggregate
    }
  }

  /// What makes a claim about a contact true.
  package struct Claim: Hashable, Sendable {
    package var column: String
    /// Words of the cell, in lower case; empty where any text, time or length above 0 will do.
    package var words: [String]

    package init(_ column: String, words: [String] = []) {
      self.column = column
      self.words = words
    }
  }

  /// Which records count.
  package struct Filter: Hashable, Sendable {
    package var column: String
    /// Words of the cell, in lower case.
    package var words: [String]
    /// Whether records with such a word are kept, or dropped.
    package var keeps: Bool

    package init(_ column: String, keeps words: [String]) {
      self.column = column
      self.words = words
      keeps = true
    }

    package init(_ column: String, drops words: [String]) {
      self.column = column
      self.words = words
      keeps = false
    }
  }

  package var grain: Grain
  /// The byte between cells; nil to find out.
  package var delimiter: UInt8?
  /// Line of the header, 0 for none; nil to find out.
  package var headerLine: Int?
  /// One column with date and time, or one of each; that of the clock alone where `date` is of all rows.
  package var start: [String] = []
  /// The date of all rows, where it stands above them.
  package var date: CivilDate?
  package var dateOrder: DateOrder?
  package var hasRanges = false
  /// Minutes after its start at which an interval's time stands, where it is that of the end; 0 for times of starts.
  package var endsAfterMinutes = 0
  /// Columns that are written in the first of some rows and left out in those below it.
  package var writtenOnce: [String] = []
  /// IANA name of the clock of times without an offset.
  package var zone: String?
  /// A column that names the clock of each row.
  package var zoneColumn: String?
  /// Columns whose texts together name the queue.
  package var queue: [String] = []
  /// The id of all contacts, where no column says a queue.
  package var queueName: String?
  /// Whether each sheet of a workbook is of the queue that it is named for.
  package var isBySheet = false
  /// Names in the file and ids; other names become ids by themselves.
  package var queues: [String: String] = [:]
  package var offered: [String] = []
  package var handled: [String] = []
  package var abandoned: [String] = []
  package var handleTime: [HandleColumn] = []
  /// What identifies a contact.
  package var id: String?
  package var isHandled: Claim?
  package var isAbandoned: Claim?
  /// Time in the queue of a contact.
  package var wait: HandleColumn?
  /// Abandoned contacts that waited for less do not count; 0 s counts all.
  package var shortAbandonSeconds = 0
  package var filters: [Filter] = []
  /// How numbers are written, where the file does not tell.
  package var numbers: NumberMarks?

  package init(_ grain: Grain) { self.grain = grain }

  /// Whether the last column of the start has clocks alone.
  var startIsClock: Bool { start.count == 2 || date != nil }

  /// All columns that are read, each once.
  var columns: [String] {
    var seen: Set<String> = []
    let all =
      start + [zoneColumn, id, isHandled?.column, isAbandoned?.column, wait?.column].compactMap { $0 } + queue
      + offered + handled + abandoned + handleTime.map(\.column) + filters.map(\.column)
    return all.filter { seen.insert($0).inserted }
  }
}
