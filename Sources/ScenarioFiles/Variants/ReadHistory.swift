import Workforce

/// A history as it was read, with all that decides how: scenarios that agree in that share it.
struct ReadHistory: Sendable {
  /// What the rows are read by.
  struct Terms: Hashable, Sendable {
    var file: String
    var bytes: [UInt8]
    var ids: [String]
    var hours: [OpeningHours]
    var intervalSeconds: Int

    /// Whether the rows are the same and read the same way, whatever the file is called from where it is read.
    func hasSame(as other: Terms) -> Bool {
      intervalSeconds == other.intervalSeconds && ids == other.ids && hours == other.hours && bytes == other.bytes
    }
  }

  /// What the gaps between them are filled by.
  struct GapTerms: Hashable, Sendable {
    var meaning: GapMeaning?
    var regions: [String?]
    var holidays: [Holiday]
  }

  var terms: Terms
  var reading: HistoryReading
  var gapTerms: GapTerms?
  var filled = ContactHistory(series: [])
  var gapNotes: [String] = []
  var quietQueues: Set<String> = []
}
