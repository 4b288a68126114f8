import Chance
import Libc

/// Simulated annealing over single shifts on the exact interval cost, mixed with exact week responses around the worst intervals.
///
/// The temperature falls from `start` to `end` in proportion to a typical shortage price, then a last part at zero.
enum Annealing {
  static let (start, end) = (0.2, 0.03)
  /// Share of the moves at temperature zero.
  static let quench = 0.03
  /// Share of moves that are exact week responses.
  static let weekResponses: Float = 0.0005
  /// Share of week responses that look for people around the worst intervals.
  static let worstShare = 0.5
  /// Most people in one week response.
  static let mostPeople = 4

  /// -ln of evenly spread shares: an allowed rise is the temperature times one of these.
  static let rises: [Float] = (0..<4096).map { Float(-log((Double($0) + 0.5) / 4096)) }
}

extension RosterState {
  /// Tries one random move at a temperature.
  @inline(__always)
  mutating func randomMove(_ dice: inout XorshiftStar, allowed: Float) -> Bool {
    // Moves of whole weeks come on top, those of all starts together where they pay.
    switch dice.below(movesWeekStarts ? 110 : 105) {
    case 100..<105 where movesWeekStarts: return moveWeekStarts(&dice, allowed)
    case 100...: return swapWeeks(&dice, allowed)
    case 0..<50: return moveShift(&dice, allowed)
    case 50..<56: return moveLength(&dice, allowed)
    case 56..<62: return moveWeekShape(&dice, allowed)
    case 62..<76: return moveDay(&dice, allowed)
    case 76..<84: return swapShifts(&dice, allowed)
    case 84..<92: return swapDays(&dice, allowed)
    default: return nudgeTwo(&dice, allowed)
    }
  }

  /// A break layout of the start nearest to `slot`, or nil where the day offers no shift of that length.
  @inline(__always)
  private func pick(_ menu: Int, _ day: Int, _ length: Int, _ slot: Int, _ dice: inout XorshiftStar) -> Int32? {
    let slots = table.slots(menu, day, length)
    if slots.count == 0 { return nil }
    let place = min(max(slot, 0), Int(slots.count) - 1)
    let chosen = table.slots[Int(slots.first) + place]
    return chosen.count == 1 ? chosen.first : chosen.first + Int32(dice.below(Int(chosen.count)))
  }

  /// Somebody's shift of some day that may change; nil where the draw finds none.
  @inline(__always)
  private func drawShift(_ dice: inout XorshiftStar) -> (person: Int, day: Int, option: Int32)? {
    let person = dice.below(personCount)
    let day = drawDay(&dice)
    let option = tour(person)[day]
    return option >= 0 && mayChange(person, day) ? (person, day, option) : nil
  }

  @inline(__always)
  private func drawDay(_ dice: inout XorshiftStar) -> Int { activeDays.lowerBound + dice.below(activeDays.count) }

  @inline(__always)
  func drawWeek(_ dice: inout XorshiftStar) -> Int { activeWeeks.lowerBound + dice.below(activeWeeks.count) }

  @inline(__always)
  func drawDay(of week: Int, _ dice: inout XorshiftStar) -> Int {
    weekStart[week] + dice.below(weekStart[week + 1] - weekStart[week])
  }

  /// Two people who share a menu; nil where the draw finds none.
  @inline(__always)
  private func drawPair(_ dice: inout XorshiftStar) -> (first: Int, second: Int)? {
    let first = dice.below(personCount)
    // Where starts or shares have a price, more exchanges than these made plans dearer.
    if movesWeekStarts {
      let second = dice.below(personCount)
      return first != second && people[first].menu == people[second].menu ? (first, second) : nil
    }
    let (start, end) = (menuStart[people[first].menu], menuStart[people[first].menu + 1])
    let second = byMenu[start + dice.below(end - start)]
    return first != second ? (first, second) : nil
  }

  /// Another start or break layout for one shift.
  private mutating func moveShift(_ dice: inout XorshiftStar, _ allowed: Float) -> Bool {
    guard let (person, day, old) = drawShift(&dice) else { return false }
    let shift = table.shifts[Int(old)]
    var slot = Int(shift.slot)
    switch dice.below(10) {
    case 0..<3: break
    case 3..<6: slot += dice.below(2) == 0 ? 1 : -1
    case 6..<8: slot += (dice.below(2) == 0 ? 1 : -1) * (2 + dice.below(3))
    default:
      // Where starts should be near each other, another start of the week is more likely to be one than any.
      if people[person].unstablePrice != 0 {
        let other = tour(person)[drawDay(of: weekOf[day], &dice)]
        if other < 0 { return false }
        slot = nearestSlot(people[person].menu, day, Int(shift.length), Int(table.shifts[Int(other)].localStart))
        slot += dice.below(5) - 2
      } else {
        slot = dice.below(Int(table.slots(people[person].menu, day, Int(shift.length)).count))
      }
    }
    guard let option = pick(people[person].menu, day, Int(shift.length), slot, &dice), option != old else {
      return false
    }
    return replaceShift(person, day, option, allowed: allowed)
  }

  /// Another paid length for one shift, or two shifts of a week exchange lengths.
  private mutating func moveLength(_ dice: inout XorshiftStar, _ allowed: Float) -> Bool {
    guard let (person, day, old) = drawShift(&dice) else { return false }
    let menu = people[person].menu
    let shift = table.shifts[Int(old)]
    var length = dice.below(table.lengths[menu].count)
    var second = -1
    if dice.below(2) == 0 {
      second = drawDay(of: weekOf[day], &dice)
      let other = tour(person)[second]
      if second == day || other < 0 || !mayChange(person, second) { return false }
      length = Int(table.shifts[Int(other)].length)
    }
    if length == Int(shift.length) { return false }
    changeCount = 0
    guard let option = pickNear(person, day, shift, length, &dice) else { return false }
    propose(person, day, option)
    if second >= 0 {
      let other = table.shifts[Int(tour(person)[second])]
      guard let option = pickNear(person, second, other, Int(shift.length), &dice) else { return false }
      propose(person, second, option)
    }
    return settle(allowed: allowed)
  }

  /// A shift of another length that starts or ends near an old one.
  @inline(__always)
  private func pickNear(
    _ person: Int, _ day: Int, _ old: ShiftTable.Shift, _ length: Int, _ dice: inout XorshiftStar
  ) -> Int32? {
    let menu = people[person].menu
    var minute = Int(old.localStart)
    if dice.below(2) == 0 { minute -= table.lengths[menu][length] - Int(old.paid) }
    let slot = nearestSlot(menu, day, length, minute)
    return pick(menu, day, length, slot + dice.below(3) - 1, &dice)
  }

  /// The slot whose local start is nearest to a minute, assuming starts a constant step apart.
  @inline(__always)
  private func nearestSlot(_ menu: Int, _ day: Int, _ length: Int, _ minute: Int) -> Int {
    let slots = table.slots(menu, day, length)
    if slots.count < 2 { return 0 }
    let first = Int(table.shifts[Int(table.slots[Int(slots.first)].first)].localStart)
    let last = Int(table.shifts[Int(table.slots[Int(slots.first + slots.count - 1)].first)].localStart)
    let span = max(1, last - first)
    let offset = min(max(0, minute - first), span)
    return (offset * (Int(slots.count) - 1) + span / 2) / span
  }

  /// The number of days and the lengths of one week together: five shorter days become four longer ones and the like.
  private mutating func moveWeekShape(_ dice: inout XorshiftStar, _ allowed: Float) -> Bool {
    let person = dice.below(personCount)
    let week = drawWeek(&dice)
    let menu = people[person].menu
    let tour = tour(person)
    var worked: (Int, Int) = (0, 0)
    var dropCandidate = -1
    var addCandidate = -1
    for day in weekStart[week]..<weekStart[week + 1] {
      if !mayChange(person, day) { if tour[day] >= 0 { return false } else { continue } }
      if tour[day] >= 0 {
        worked.0 += 1
        if dice.below(worked.0) == 0 { dropCandidate = day }
      } else {
        worked.1 += 1
        if dice.below(worked.1) == 0 { addCandidate = day }
      }
    }
    if worked.0 == 0 { return false }
    let limits = weeks[person * weekCount + week]
    let drops = worked.0 >= Int(limits.mostDays) || dice.below(2) == 0
    let drop = drops ? dropCandidate : -1
    let add = drops ? -1 : addCandidate
    if !drops && add < 0 { return false }
    let count = worked.0 + (drops ? -1 : 1)
    if count <= 0 { return false }
    // All shifts of the new week mostly have one length.
    let usual = dice.below(table.lengths[menu].count)
    changeCount = 0
    var minutes = 0
    let reference = Int(table.shifts[Int(tour[dropCandidate])].localStart)
    for day in weekStart[week]..<weekStart[week + 1] {
      let old = tour[day]
      if day == drop {
        propose(person, day, RosterProblem.off)
        continue
      }
      if old < 0 && day != add { continue }
      let length = dice.below(3) == 0 ? dice.below(table.lengths[menu].count) : usual
      minutes += table.lengths[menu][length]
      if old >= 0 {
        let shift = table.shifts[Int(old)]
        if Int(shift.length) == length { continue }
        guard let option = pickNear(person, day, shift, length, &dice) else { return false }
        propose(person, day, option)
      } else {
        guard let option = pick(menu, day, length, nearestSlot(menu, day, length, reference), &dice) else {
          return false
        }
        propose(person, day, option)
      }
    }
    if minutes < Int(limits.leastMinutes) || minutes > Int(limits.mostMinutes) || changeCount == 0 { return false }
    return settle(allowed: allowed)
  }

  /// A shift moves to a day off of the same week.
  private mutating func moveDay(_ dice: inout XorshiftStar, _ allowed: Float) -> Bool {
    guard let (person, day, old) = drawShift(&dice) else { return false }
    let goal = drawDay(of: weekOf[day], &dice)
    if tour(person)[goal] >= 0 || !mayChange(person, goal) { return false }
    let shift = table.shifts[Int(old)]
    let menu = people[person].menu
    var slot = Int(shift.slot)
    switch dice.below(3) {
    case 1: slot += dice.below(5) - 2
    case 2: slot = dice.below(max(1, Int(table.slots(menu, goal, Int(shift.length)).count)))
    default: break
    }
    guard let option = pick(menu, goal, Int(shift.length), slot, &dice) else { return false }
    changeCount = 0
    propose(person, day, RosterProblem.off)
    propose(person, goal, option)
    return settle(allowed: allowed)
  }

  /// Two people who share a menu exchange shifts of equal length on one day.
  private mutating func swapShifts(_ dice: inout XorshiftStar, _ allowed: Float) -> Bool {
    guard let (first, second) = drawPair(&dice) else { return false }
    let day = drawDay(&dice)
    let (a, b) = (tour(first)[day], tour(second)[day])
    if a < 0 || b < 0 || table.shifts[Int(a)].paid != table.shifts[Int(b)].paid { return false }
    return proposeExchange(first, second, days: day..<day + 1) && settle(allowed: allowed)
  }

  /// Two people who share a menu exchange a worked day of one week: each takes over the other's.
  private mutating func swapDays(_ dice: inout XorshiftStar, _ allowed: Float) -> Bool {
    guard let (first, second) = drawPair(&dice) else { return false }
    let day = drawDay(&dice)
    let other = drawDay(of: weekOf[day], &dice)
    if day == other { return false }
    let (a, b) = (tour(first)[day], tour(second)[other])
    if a < 0 || b < 0 || tour(first)[other] >= 0 || tour(second)[day] >= 0 { return false }
    if !mayChange(first, day) || !mayChange(second, day) { return false }
    if !mayChange(first, other) || !mayChange(second, other) { return false }
    changeCount = 0
    propose(first, day, RosterProblem.off)
    propose(first, other, b)
    propose(second, other, RosterProblem.off)
    propose(second, day, a)
    return settle(allowed: allowed)
  }

  /// All shifts of a week start earlier or later together, by a little or at the usual time of somebody with the same menu.
  private mutating func moveWeekStarts(_ dice: inout XorshiftStar, _ allowed: Float) -> Bool {
    let person = dice.below(personCount)
    let week = drawWeek(&dice)
    let menu = people[person].menu
    let tour = tour(person)
    let step = (dice.below(2) == 0 ? 1 : -1) * (1 + dice.below(4))
    var goal: Int?
    if dice.below(2) == 0 {
      let other = dice.below(personCount)
      let day = drawDay(of: week, &dice)
      if people[other].menu != menu || self.tour(other)[day] < 0 { return false }
      goal = Int(table.shifts[Int(self.tour(other)[day])].localStart)
    }
    changeCount = 0
    for day in weekStart[week]..<weekStart[week + 1] where tour[day] >= 0 {
      if !mayChange(person, day) { return false }
      let shift = table.shifts[Int(tour[day])]
      let slot = goal.map { nearestSlot(menu, day, Int(shift.length), $0) } ?? Int(shift.slot) + step
      guard let option = pick(menu, day, Int(shift.length), slot, &dice) else { return false }
      if option != tour[day] { propose(person, day, option) }
    }
    return changeCount > 0 && settle(allowed: allowed)
  }

  /// Two people who share a menu exchange a whole week.
  private mutating func swapWeeks(_ dice: inout XorshiftStar, _ allowed: Float) -> Bool {
    guard let (first, second) = drawPair(&dice) else { return false }
    let week = drawWeek(&dice)
    return proposeExchange(first, second, days: weekStart[week]..<weekStart[week + 1]) && settle(allowed: allowed)
  }

  /// Proposes that two people exchange some days; false where a day may not change or nothing would.
  mutating func proposeExchange(_ first: Int, _ second: Int, days: Range<Int>) -> Bool {
    changeCount = 0
    for day in days {
      let (a, b) = (tour(first)[day], tour(second)[day])
      if a == b { continue }
      if !mayChange(first, day) || !mayChange(second, day) { return false }
      propose(first, day, b)
      propose(second, day, a)
    }
    return changeCount > 0
  }

  /// Two people's shifts of one day shift a little, each its own way.
  private mutating func nudgeTwo(_ dice: inout XorshiftStar, _ allowed: Float) -> Bool {
    let (first, second) = (dice.below(personCount), dice.below(personCount))
    if first == second { return false }
    let day = drawDay(&dice)
    let (a, b) = (tour(first)[day], tour(second)[day])
    if a < 0 || b < 0 || !mayChange(first, day) || !mayChange(second, day) { return false }
    let (shiftA, shiftB) = (table.shifts[Int(a)], table.shifts[Int(b)])
    guard
      let newA = pick(people[first].menu, day, Int(shiftA.length), Int(shiftA.slot) + dice.below(5) - 2, &dice),
      let newB = pick(people[second].menu, day, Int(shiftB.length), Int(shiftB.slot) + dice.below(5) - 2, &dice),
      newA != a, newB != b
    else { return false }
    changeCount = 0
    propose(first, day, newA)
    propose(second, day, newB)
    return settle(allowed: allowed)
  }
}
