package import Tabular
package import Timeline
package import Units

/// One relative change of a scenario, as `change` of scenario.yaml and the options of sweeps and questions say it.
package struct ScenarioChange: Hashable, Sendable {
  /// What is changed.
  package enum Kind: String, CaseIterable, Hashable, Sendable {
    /// Contacts offered.
    case volume
    /// Handle times.
    case handleTime = "handle-time"
    /// Paid time away from the queue.
    case shrinkage
    /// Prices of a paid hour.
    case wages
    /// Who works.
    case people
    /// What queues promise.
    case goals
    /// When queues are open.
    case open
    /// What shortage, surplus and the like weigh.
    case prices
    /// Shares of the demand network: of an arrow, or what a bot keeps.
    case flows
  }

  /// What is to be done.
  package enum Action: Hashable, Sendable {
    case number(NumberChange)
    /// A price of an hour to be.
    case price(Money)
    case goal(Goal)
    case hours(Hours)
    /// So many people like somebody, known by the id of the target.
    case add(Int)
    case remove
  }

  /// Parts of a goal to be; what is nil stays.
  package struct Goal: Hashable, Sendable {
    package var answered: NumberChange?
    package var within: Seconds?
    package var abandoned: Double?
    package var occupancy: Double?

    /// Nothing yet.
    package init(answered: NumberChange? = nil) { self.answered = answered }
  }

  /// Hours of some weekdays to be; others stay.
  package struct Hours: Hashable, Sendable {
    package var days: [Weekday]
    /// Minutes of the day on which they begin, at most 2880, by weekday; shape [7].
    package var week: [[Range<Int>]]
    package var closesOnHolidays: Bool?

    /// Hours of some weekdays.
    package init(days: [Weekday], week: [[Range<Int>]], closesOnHolidays: Bool? = nil) {
      self.days = days
      self.week = week
      self.closesOnHolidays = closesOnHolidays
    }
  }

  /// What is changed.
  package var kind: Kind
  /// Whose: an id, or a pattern with `*`. Of shrinkage `site.cause`, of prices the key.
  package var target: String
  /// What is to be done.
  package var action: Action
  /// First date; `nil` from the beginning on.
  package var from: CivilDate?
  /// Last date, included; `nil` without end.
  package var to: CivilDate?
  /// The change as it is written.
  package var text: String
  /// Where it is written.
  package var place: Place

  /// A change.
  package init(
    _ kind: Kind, _ target: String, _ action: Action, _ term: ChangeTerm? = nil, text: String, at place: Place
  ) {
    self.kind = kind
    self.target = target
    self.action = action
    self.from = term?.from
    self.to = term?.to
    self.text = text
    self.place = place
  }

  /// Reads one change from words: `x 1.10` for `*-phone` of `handle-time`.
  ///
  /// Opening hours are read as days and hours: `sat 09:00-17:00`, `mon closed`; or as `holidays closed`.
  package init(_ kind: Kind, _ target: String, _ words: String, at place: Place) throws(Misreading) {
    switch kind {
    case .open:
      let parts = words.split(separator: " ", maxSplits: 1).map(String.init)
      let key = parts.first.map { $0.hasSuffix(":") ? String($0.dropLast()) : $0 } ?? ""
      if parts.count == 2, key == "holidays" {
        let hours = Hours(
          days: [], week: [[Range<Int>]](repeating: [], count: 7), closesOnHolidays: try readHolidayWord(parts[1]))
        self.init(kind, target, .hours(hours), text: words, at: place)
        return
      }
      guard parts.count == 2, let days = readWeekdays(key) else {
        throw Misreading("\(words) are no opening hours", next: "Write days and hours, for example sat 09:00-17:00.")
      }
      var week = [[Range<Int>]](repeating: [], count: 7)
      for day in days { week[day.rawValue] = try readDayHours(parts[1]) }
      self.init(kind, target, .hours(Hours(days: days, week: week)), text: words, at: place)
    case .people:
      let term = try ChangeTerm(words)
      if term.what == "remove" || term.what == "leave" {
        self.init(kind, target, .remove, term, text: words, at: place)
        return
      }
      var cursor = TextCursor(term.what)
      _ = cursor.skip("+")
      guard let count = try cursor.number(), cursor.isAtEnd, count.value == count.value.rounded() else {
        throw Misreading("\(words) is no number of people", next: "Write for example +4 from 2026-04-13, or remove.")
      }
      try checkBound(count.value, words, .people)
      self.init(kind, target, .add(Int(count.value)), term, text: words, at: place)
    case .wages:
      let term = try ChangeTerm(words)
      let action: Action =
        term.what.contains("/") ? .price(try readHourlyPrice(term.what)) : .number(.times(try term.factor()))
      self.init(kind, target, action, term, text: words, at: place)
    case .volume, .handleTime:
      let term = try ChangeTerm(words)
      self.init(kind, target, .number(.times(try term.factor())), term, text: words, at: place)
    case .flows:
      let term = try ChangeTerm(words)
      self.init(kind, target, .number(try term.number(isShare: true)), term, text: words, at: place)
    case .shrinkage, .prices, .goals:
      let term = try ChangeTerm(words)
      if term.from != nil || term.to != nil {
        throw Misreading("\(words) has dates", next: "Leave them out: \(kind.rawValue) hold for the whole plan.")
      }
      let number = try term.number(isShare: kind != .prices)
      self.init(
        kind, target, kind == .goals ? .goal(Goal(answered: number)) : .number(number), term, text: words, at: place)
    }
  }
}
