import Chance
import Rostering
import Testing
import Timeline
import Workforce

/// A roster that goes on from a published one, against the rules said one shift at a time.
@Suite struct RevisionTests {
  private static let people = ["a", "b", "B", "c"]

  /// Some shifts of a few people on a few dates, some in two parts, with their queues.
  private func roster(_ dice: inout XorshiftStar, sequences: Int) -> Roster {
    var shifts: [Shift] = []
    var spells: [QueueSpell] = []
    for agent in Self.people {
      for day in 0..<4 {
        let date = CivilDate(daysSinceEpoch: 20_000 + day)
        for ordinal in 0..<dice.below(3) {
          let start = Instant(
            secondsSinceEpoch: date.daysSinceEpoch * 86_400 + (8 + 5 * ordinal + dice.below(2)) * 3600)
          let end = start.advanced(bySeconds: 4 * 3600)
          let sequence = dice.below(sequences)
          shifts.append(
            Shift(
              agent: agent, date: date, ordinal: ordinal, site: "s", start: start, end: end, paidMinutes: 240,
              breaks: [],
              sequence: sequence))
          spells.append(QueueSpell(agent: agent, start: start, end: end, queues: [dice.below(2)]))
        }
      }
    }
    return Roster(shifts: shifts, spells: spells)
  }

  private func isNamed(_ one: Shift, _ other: Shift) -> Bool {
    one.agent == other.agent && one.date == other.date && one.ordinal == other.ordinal
  }

  private func queues(of shift: Shift, in roster: Roster) -> [QueueSpell] {
    roster.spells.filter { $0.agent == shift.agent && $0.start >= shift.start && $0.end <= shift.end }
  }

  @Test("every shift is the one told, a change of it, or new; what is missing is cancelled; no sequence falls")
  func laws() {
    var dice = XorshiftStar(seed: 11)
    for round in 0..<300 {
      var told = roster(&dice, sequences: 4)
      // Some of the earlier revisions' withdrawn shifts come back, others do not.
      let earlier = roster(&dice, sequences: 6).shifts
      told.cancelled = earlier.filter { grave in !told.shifts.contains { isNamed($0, grave) } && dice.below(2) == 0 }
      let draft = roster(&dice, sequences: 1)
      var next = draft
      let differs = next.takeOver(shiftsOf: told)
      #expect(next.shifts.count == draft.shifts.count && next.spells == draft.spells)
      var isChanged = false
      for (shift, plain) in zip(next.shifts, draft.shifts) {
        let grave = told.cancelled.first { isNamed($0, shift) }
        guard let former = told.shifts.first(where: { isNamed($0, shift) }) else {
          isChanged = true
          #expect(shift.sequence == grave.map { $0.sequence + 1 } ?? 0, "\(round)")
          continue
        }
        let isSame =
          former.start == plain.start && former.end == plain.end
          && queues(of: former, in: told) == queues(of: plain, in: draft)
        isChanged = isChanged || !isSame
        #expect(shift.sequence == former.sequence + (isSame ? 0 : 1), "\(round): \(shift)")
      }
      let missing = told.shifts.filter { shift in !draft.shifts.contains { isNamed($0, shift) } }
      isChanged = isChanged || !missing.isEmpty
      #expect(differs == isChanged, "\(round)")
      let buried = told.cancelled.filter { grave in !draft.shifts.contains { isNamed($0, grave) } }
      #expect(next.cancelled.count == missing.count + buried.count, "\(round)")
      for shift in missing {
        #expect(
          next.cancelled.contains { isNamed($0, shift) && $0.sequence == shift.sequence + 1 }, "\(round): \(shift)")
      }
      for grave in buried { #expect(next.cancelled.contains(grave), "\(round): \(grave)") }
      let order = next.cancelled.map { ($0.agent, $0.start, $0.ordinal) }
      #expect(zip(order, order.dropFirst()).allSatisfy { $0 <= $1 })

      // The order in which somebody lists shifts is nothing that people were told.
      var shuffled = draft
      shuffled.shifts.reverse()
      var mixed = told
      mixed.shifts.reverse()
      let alsoDiffers = shuffled.takeOver(shiftsOf: mixed)
      #expect(alsoDiffers == differs)
      #expect(Array(shuffled.shifts.reversed()) == next.shifts && shuffled.cancelled == next.cancelled, "\(round)")
    }
  }

  @Test("the same roster again differs in nothing, and keeps its sequences")
  func same() {
    var dice = XorshiftStar(seed: 5)
    let told = roster(&dice, sequences: 4)
    var next = told
    for place in next.shifts.indices { next.shifts[place].sequence = 0 }
    let differs = next.takeOver(shiftsOf: told)
    #expect(!differs)
    #expect(next.shifts == told.shifts && next.cancelled.isEmpty)
  }
}
