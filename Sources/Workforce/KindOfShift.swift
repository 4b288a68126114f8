public import Timeline

/// A kind of shift: a name for those that start in a window of the day, for example `early` for 06:00 to 09:00.
public struct KindOfShift: Hashable, Sendable {
  /// What planners call it.
  public var name: String
  /// Earliest start.
  public var from: TimeOfDay
  /// Latest start, included; before `from` where the window passes midnight.
  public var to: TimeOfDay

  /// A name for starts.
  public init(name: String, from: TimeOfDay, to: TimeOfDay) {
    self.name = name
    self.from = from
    self.to = to
  }

  /// Whether a start lies in the window, in minutes after local midnight.
  public func holds(_ minute: Int) -> Bool {
    from.minutes <= to.minutes
      ? (from.minutes...to.minutes).contains(minute) : minute >= from.minutes || minute <= to.minutes
  }
}

/// Weeks that follow each other in a round, each with shifts of one kind.
public struct Rotation: Hashable, Sendable {
  /// The kind of each week of a round; `nil` for a week of any kind. At least one.
  public var weeks: [String?]
  /// First date of some first week.
  public var first: CivilDate

  /// A round of weeks.
  public init(weeks: [String?], first: CivilDate) {
    self.weeks = weeks
    self.first = first
  }

  /// The kind of the week of a date, or `nil` where any may be worked.
  ///
  /// - Parameter week: the week of the round, from 0, in which the person is at `first`.
  public func kind(on date: CivilDate, startingIn week: Int) -> String? {
    guard !weeks.isEmpty else { return nil }
    let days = date.days(since: first)
    let passed = days >= 0 ? days / 7 : (days - 6) / 7
    let place = (passed + week) % weeks.count
    return weeks[place < 0 ? place + weeks.count : place]
  }
}

/// Most shifts of a kind in a row.
public struct KindLimit: Hashable, Sendable {
  /// Name of the kind.
  public var kind: String
  /// Most of them in a row.
  public var most: Int

  /// A limit on a row.
  public init(kind: String, most: Int) {
    self.kind = kind
    self.most = most
  }
}

/// Kinds that may follow a kind on the next day; a day off may always.
public struct KindSuccession: Hashable, Sendable {
  /// Name of the kind.
  public var kind: String
  /// Kinds of the day after it.
  public var next: [String]

  /// What may follow a kind.
  public init(after kind: String, next: [String]) {
    self.kind = kind
    self.next = next
  }
}

extension [KindOfShift] {
  /// The kind of a start in minutes after local midnight; `nil` where it has no name. Where one kind ends as another begins, the
  /// start is of the one that begins there.
  public func name(ofStart minute: Int) -> String? {
    (first { $0.from.minutes == minute } ?? first { $0.holds(minute) })?.name
  }
}

extension Contract {
  /// The kind of a shift by its start in minutes after local midnight; `nil` where it has no name.
  public func kind(ofStart minute: Int) -> String? { kinds.name(ofStart: minute) }

  /// Kinds that rules of rows and successions name, in the order of `kinds`.
  public var ruledKinds: [String] {
    let named = Set(kindsInARow.map(\.kind) + kindSuccessions.flatMap { [$0.kind] + $0.next })
    return kinds.map(\.name).filter(named.contains)
  }
}

extension Scenario {
  /// The kind of a shift in the words of the person's contract; `nil` where it has none.
  public func kind(of shift: Shift) -> String? {
    guard let agent = agent(shift.agent), let contract = contract(agent.contract), !contract.kinds.isEmpty,
      let zone = site(shift.site)?.zone
    else { return nil }
    return contract.kind(ofStart: zone.local(at: shift.start).secondsOfDay / 60)
  }
}
