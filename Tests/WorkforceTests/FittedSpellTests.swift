import Testing
import Timeline
import Workforce

/// Queues of shifts whose hours somebody changed in a table.
@Suite struct FittedSpellTests {
  private func at(_ hour: Int) -> Instant { Instant(secondsSinceEpoch: hour * 3600) }

  private func shift(_ agent: String, _ from: Int, _ to: Int) throws -> Shift {
    Shift(
      agent: agent, date: try #require(CivilDate(iso: "1970-01-01")), site: "s", start: at(from), end: at(to),
      paidMinutes: 60 * (to - from), breaks: [])
  }

  private func spell(_ agent: String, _ from: Int, _ to: Int, _ queues: [Int]) -> QueueSpell {
    QueueSpell(agent: agent, start: at(from), end: at(to), queues: queues)
  }

  @Test("a shift moved later or earlier keeps its queues to its new edges; everything else stays as it is")
  func moved() throws {
    var roster = Roster(
      shifts: [
        try shift("a", 9, 17), try shift("b", 8, 16), try shift("c", 7, 15), try shift("c", 30, 38),
        try shift("d", 9, 12),
      ],
      spells: [
        spell("a", 8, 12, [0]), spell("a", 12, 16, [1]), spell("b", 8, 10, [0]), spell("b", 10, 16, [1]),
        spell("c", 8, 16, [2]), spell("c", 30, 38, [0]), spell("d", 20, 24, [0]), spell("e", 1, 2, [3]),
      ])
    roster.fitSpells()
    #expect(
      roster.spells == [
        spell("a", 9, 12, [0]), spell("a", 12, 17, [1]), spell("b", 8, 10, [0]), spell("b", 10, 16, [1]),
        spell("c", 7, 15, [2]), spell("c", 30, 38, [0]), spell("d", 20, 24, [0]), spell("e", 1, 2, [3]),
      ])
    let fitted = roster
    roster.fitSpells()
    #expect(roster == fitted)
  }

  @Test("of two shifts that overlap each has its own stretches, however often they are read") func overlapping() throws
  {
    var roster = Roster(
      shifts: [try shift("a", 8, 16), try shift("a", 12, 20), try shift("b", 9, 17)],
      spells: [spell("a", 8, 16, [0]), spell("a", 12, 20, [1]), spell("b", 8, 16, [0])])
    for _ in 0..<3 {
      roster.fitSpells()
      #expect(roster.spells == [spell("a", 8, 16, [0]), spell("a", 12, 20, [1]), spell("b", 9, 17, [0])])
    }
  }
}
