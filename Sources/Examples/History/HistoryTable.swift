import Timeline

/// Makes `history.csv` from a model.
enum HistoryTable {
  /// One interval of one queue.
  struct Row: Sendable {
    /// First instant.
    let start: Instant
    /// Index of the queue.
    let queue: Int
    /// Contacts that arrived.
    let offered: Int
    /// Contacts that hung up.
    let abandoned: Int
    /// Talk, hold and wrap-up of the handled contacts, whole seconds; `nil` where they were not timed.
    let handleSeconds: Int?
  }

  /// Length of an interval.
  static let intervalSeconds = 1800

  /// The whole file: a header and one row an open interval and queue, by start, then queue.
  static func bytes(of model: HistoryModel) throws(ZoneError) -> [UInt8] {
    var zones: [Zone] = []
    var rows: [Row] = []
    for (index, queue) in model.queues.enumerated() {
      let zone = try Zone(named: queue.zone)
      zones.append(zone)
      var series = QueueHistory(model: model, queue: index, zone: zone)
      rows += series.rows()
    }
    rows.sort { ($0.start, $0.queue) < ($1.start, $1.queue) }
    var text = Array("start,queue,offered,handled,abandoned,handle_seconds_total\n".utf8)
    for row in rows {
      let zone = zones[row.queue]
      let offset = zone.offset(at: row.start)
      text += zone.local(at: row.start).minuteText.utf8
      text += offsetText(offset).utf8
      text += ",\(model.queues[row.queue].id),\(row.offered),\(row.offered - row.abandoned)".utf8
      text += ",\(row.abandoned),\(row.handleSeconds.map { "\($0)" } ?? "")\n".utf8
    }
    return text
  }
}
