extension Roster {
  /// People for whom two rosters are not the same: shifts, queues, duties, and what was withdrawn of them.
  ///
  /// Somebody for whom the same stands in another order may be among them.
  ///
  /// - Complexity: one look at each element of both.
  public func people(unlike other: Roster) -> Set<String> {
    var found = Set(
      Set(duties).symmetricDifference(other.duties).map(\.agent)
        + Set(cancelledDuties).symmetricDifference(other.cancelledDuties).map(\.agent))
    Self.collect(shifts, other.shifts, \.agent, into: &found)
    Self.collect(cancelled, other.cancelled, \.agent, into: &found)
    Self.collect(spells, other.spells, \.agent, into: &found)
    return found
  }

  /// The shifts of some people, in order.
  public func shifts(of people: Set<String>) -> [Shift] {
    people.isEmpty ? [] : shifts.filter { people.contains($0.agent) }
  }

  /// Goes through two lists by person side by side; whoever has an element without its like is found.
  private static func collect<Element: Equatable>(
    _ mine: [Element], _ theirs: [Element], _ agent: (Element) -> String, into found: inout Set<String>
  ) {
    var (one, other) = (0, 0)
    while one < mine.count || other < theirs.count {
      if one < mine.count, other < theirs.count, mine[one] == theirs[other] {
        one += 1
        other += 1
        continue
      }
      let next = [one < mine.count ? agent(mine[one]) : nil, other < theirs.count ? agent(theirs[other]) : nil]
      guard let person = next.compactMap(\.self).min() else { return }
      found.insert(person)
      while one < mine.count, agent(mine[one]) == person { one += 1 }
      while other < theirs.count, agent(theirs[other]) == person { other += 1 }
    }
  }
}
