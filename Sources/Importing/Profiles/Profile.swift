/// The form of one product's export: how it is recognised and what its columns mean.
///
/// Names of columns are compared by their words, so `QueueName`, `queue_name` and `Queue name` are one. What a profile
/// leaves open (separator, encoding, order of dates, units without a word, marks in numbers) is found out from the file.
package struct Profile: Sendable {
  /// What is known of the form.
  package enum Evidence: String, Sendable {
    /// Files of the product were seen.
    case files = "seen files"
    /// Only its documentation, or what others say of it.
    case documentation = "documentation only"
  }

  /// A part of the handle time.
  struct Part: Sendable {
    var column: String
    var unit: DurationUnit?
    var aggregate: Mapping.Aggregate?

    init(_ column: String, _ unit: DurationUnit? = nil, _ aggregate: Mapping.Aggregate? = nil) {
      self.column = column
      self.unit = unit
      self.aggregate = aggregate
    }
  }

  /// What a column of a file without a header holds.
  enum Cell: Sendable {
    case any, time, clock, number
    case word(Set<String>)
  }

  /// Its name on the command line.
  package let id: String
  /// The product and the report.
  package let title: String
  /// What is known of the form.
  package let evidence: Evidence
  let grain: Mapping.Grain
  /// Sets of names of which one must be there altogether.
  var knownBy: [[String]] = []
  /// Names of the columns of a file without a header, in order.
  var columns: [String] = []
  /// What the first of them hold.
  var cells: [Cell] = []
  /// Choices of columns for date and time; the first that is there altogether is taken.
  var start: [[String]] = []
  var zone: String?
  /// Columns that together name the queue; those that are not there are left out. Bars part names of which the first counts.
  var queue: [String] = []
  var offered: [[String]] = []
  var handled: [[String]] = []
  var abandoned: [[String]] = []
  /// Choices of columns of handle time; the first that is there altogether is taken.
  var handleTime: [[Part]] = []
  var contactId: [String] = []
  var isHandled: [Mapping.Claim] = []
  var isAbandoned: [Mapping.Claim] = []
  var wait: [Part] = []
  var filters: [Mapping.Filter] = []

  init(_ id: String, _ title: String, _ evidence: Evidence, _ grain: Mapping.Grain) {
    self.id = id
    self.title = title
    self.evidence = evidence
    self.grain = grain
  }

  /// The same profile with its columns filled in.
  func with(_ change: (inout Profile) -> Void) -> Profile {
    var profile = self
    change(&profile)
    return profile
  }

  /// All profiles, in the order in which they are tried: those with more columns to know them by come first.
  package static let all: [Profile] = [
    amazonConnect, amazonMetrics, amazonContacts, genesysView, genesysHistory, genesysInteractions, genesysOthers, nice,
    niceDetail, niceIEX, five9Calls, five9Interval, avaya, cisco, ciscoCalls, teleopti, calabrioForecast, verint,
    talkdesk, aircall, ringCentral, twilio, threeCXQueue, threeCXCalls, asteriskCDR, asteriskMaster, queueLog,
    freeSwitch, zendeskTickets, zendeskExplore, zendeskExploreTickets, intercom, salesforce, salesforceCases, jira,
    freshdesk, hubSpot, muster,
  ]

  /// The profile of a name.
  package static func named(_ id: String) -> Profile? { all.first { $0.id == id } }

  /// The profile that a sample fits best, and the columns that tell.
  static func recognised(in sample: Sample) -> (profile: Profile, why: String)? {
    let names = Set(sample.columns.map { ColumnName($0) }.flatMap { [$0.text, $0.core] })
    var best: (profile: Profile, why: String, weight: Int)?
    for profile in all {
      if sample.headerLine > 0 {
        for known in profile.knownBy where known.allSatisfy({ names.contains(ColumnName($0).text) }) {
          if known.count > best?.weight ?? 0 {
            best = (profile, "it has the columns \(known.joined(separator: ", "))", known.count)
          }
        }
      } else if !profile.cells.isEmpty, profile.fits(sample), profile.cells.count > best?.weight ?? 0 {
        best = (
          profile, "it has no header, and its first \(profile.cells.count) columns hold what such files have there",
          profile.cells.count
        )
      }
    }
    return best.map { ($0.profile, $0.why) }
  }

  /// Whether the columns of a file without a header hold what this profile's do.
  func fits(_ sample: Sample) -> Bool {
    guard sample.columns.count >= cells.count, sample.rowCount > 0 else { return false }
    let rows = sample.rows(atMost: 200)
    return cells.enumerated().allSatisfy { column, cell in
      let hits = rows.count { row in
        sample.withCell(row, column) { bytes in
          switch cell {
          case .any: return true
          case .time:
            return DateOrder.allCases.contains { TimeReader(order: $0).read(bytes)?.day != nil }
          case .clock: return TimeReader(isClock: true).read(bytes)?.second != nil
          case .number: return NumberMarksPlain.number(bytes) != nil
          case .word(let words): return words.contains(cellText(bytes).lowercased())
          }
        }
      }
      return Double(hits) >= 0.9 * Double(rows.count)
    }
  }
}
