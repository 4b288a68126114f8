import Timeline

/// What a synthetic history is made of.
struct HistoryModel: Sendable {
  /// Seed of every draw.
  let seed: UInt64
  /// First local date with rows.
  let first: CivilDate
  /// Last local date with rows.
  let last: CivilDate
  /// The queues, in the order of `scenario.yaml`.
  let queues: [QueueModel]
  /// Holidays of every region, by date, then region.
  let holidays: [PublicHoliday]
  /// Campaigns and outages, past and coming.
  let events: [EventModel]
  /// Hours in which something broke.
  let disturbances: [Disturbance]
  /// Hours that the telephone system failed to record.
  let gaps: [Gap]
  /// Hours whose contacts were counted and not timed.
  let untimed: [Gap]

  /// `holidays.csv`.
  var holidaysTable: String {
    "date,region,name\n" + holidays.map { "\($0.date.isoText),\($0.region),\($0.name)\n" }.joined()
  }

  /// `events.csv`.
  var eventsTable: String {
    let rows = events.map { "\($0.from.isoText),\($0.to.isoText),\($0.queue),\($0.stated),\($0.note)\n" }
    return "from,to,queue,factor,note\n" + rows.joined()
  }
}

/// Something known that moves the volume of a queue for some dates.
struct EventModel: Sendable {
  /// First date.
  let from: CivilDate
  /// Last date, included.
  let to: CivilDate
  /// Id of the queue, or `*` for all.
  let queue: String
  /// What it did to the volume in the history; 1 for an event to come and for one that a `Disturbance` describes.
  let effect: Double
  /// The factor that `events.csv` states; empty where the planner does not know.
  let stated: String
  /// What it was.
  let note: String
}

/// Hours of a day in which something broke and customers noticed.
struct Disturbance: Sendable {
  /// Local date of each queue.
  let date: CivilDate
  /// Minutes after local midnight.
  let minutes: Range<Int>
  /// Contacts over those of ordinary hours.
  let offered: Double
  /// Share of contacts that hang up on top of the ordinary share, where people hang up at all.
  let abandoned: Double
}

/// Hours of which something was not recorded although the queue was open.
struct Gap: Sendable {
  /// Id of the queue; `nil` for all.
  let queue: String?
  /// Local date.
  let date: CivilDate
  /// Minutes after local midnight.
  let minutes: Range<Int>

  /// Whether the gap holds an interval of a queue.
  func holds(_ queue: String, _ date: CivilDate, _ minute: Int) -> Bool {
    (self.queue == nil || self.queue == queue) && self.date == date && minutes.contains(minute)
  }
}
