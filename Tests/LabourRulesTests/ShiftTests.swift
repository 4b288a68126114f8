import LabourRules
import Testing
import Timeline
import Workforce

@Suite("One shift: start, length and breaks")
struct ShiftTests {
  /// One good shift on Tuesday 2026-03-24 from 08:00 to 16:30.
  private func oneShift() throws -> Centre {
    var centre = try Centre()
    try centre.work("2026-03-24")
    return centre
  }

  @Test("a shift that ends when it starts is no shift")
  func span() throws {
    let centre = try oneShift()
    #expect(centre.after { $0.shifts[0].end = $0.shifts[0].start }.broken.contains("span"))
    #expect(!centre.broken.contains("span"))
  }

  @Test("a shift starts on a step of the window; a minute later is a fault that names the nearest start")
  func start() throws {
    let centre = try oneShift()
    #expect(centre.violations.isEmpty)
    #expect(centre.after { $0.shifts[0].move(byMinutes: 30) }.violations.isEmpty)
    let late = centre.after { $0.shifts[0].move(byMinutes: 1) }
    #expect(
      late.violations.map(\.finding) == [
        "starts at 08:01, which is not a start of contract full-time; 1 min after 08:00"
      ])
  }

  @Test("the last start of a window is allowed, one step later is not")
  func lastStart() throws {
    var centre = try Centre()
    try centre.work("2026-03-24", at: "22:00")
    #expect(centre.violations.isEmpty)
    #expect(centre.after { $0.shifts[0].move(byMinutes: 30) }.broken == ["start"])
  }

  @Test(
    "a window may pass midnight or hold a whole day",
    arguments: [
      ("22:00", "02:00", "00:30", true), ("22:00", "02:00", "02:30", false), ("22:00", "24:00", "00:00", true),
      ("00:00", "24:00", "13:30", true), ("08:00", "08:00", "08:00", true), ("08:00", "08:00", "08:30", false),
    ])
  func windows(from: String, to: String, start: String, isAllowed: Bool) throws {
    var centre = try Centre()
    centre.contract.starts = [StartWindow(from: try time(from), to: try time(to), stepMinutes: 30)]
    try centre.work("2026-03-24", at: start)
    #expect(centre.broken == (isAllowed ? [] : ["start"]))
  }

  @Test("a start the clock skips cannot be had an hour later, unless that is a start itself")
  func skippedStart() throws {
    // In Madrid 02:30 does not exist on 2026-03-29; the roster was made with 03:30, the same clock a jump later.
    var centre = try Centre()
    centre.contract.starts = [StartWindow(from: try time("02:30"), to: try time("02:30"), stepMinutes: 30)]
    try centre.work("2026-03-28", at: "02:30", paid: 240)
    #expect(centre.violations.isEmpty)
    centre.shifts[0].move(byMinutes: 24 * 60)
    centre.shifts[0].date = try date("2026-03-29")
    #expect(centre.broken == ["start"])
    centre.contract.starts.append(StartWindow(from: try time("03:30"), to: try time("03:30"), stepMinutes: 30))
    #expect(centre.violations.isEmpty)
  }

  @Test("paid time is one of the contract's lengths; a minute more is none of them")
  func paidLength() throws {
    let longer = try oneShift().after { $0.shifts[0].lengthen(byMinutes: 1) }
    #expect(longer.broken == ["paid-length"])
    #expect(
      longer.violations[0].finding == "is paid 8 h 1 min for a shift, 1 min more than 8 h in contract full-time")
  }

  @Test("paid time is the span less unpaid breaks, to the minute")
  func paidTime() throws {
    let longer = try oneShift().after { $0.shifts[0].end = $0.shifts[0].end.advanced(bySeconds: 60) }
    #expect(longer.broken == ["paid-time"])
    #expect(
      longer.violations[0].finding
        == "is paid 8 h, 1 min less than 8 h 1 min of elapsed time less unpaid breaks")
  }

  @Test(
    "across the clock change paid time follows the elapsed hours",
    arguments: [
      ("2026-03-28", -60), ("2026-10-24", 60),
    ])
  func paidTimeAcrossTheChange(eve: String, minutesGained: Int) throws {
    var centre = try Centre(first: eve, weeks: 1)
    try centre.work(eve, at: "22:00")
    #expect(centre.violations.isEmpty)
    // Somebody keeps the shift's hours on the wall clock, 22:00 to 06:30, and still pays 8 h.
    centre.shifts[0].end = centre.shifts[0].end.advanced(bySeconds: minutesGained * 60)
    let zone = centre.scenario.sites[0].zone
    #expect(zone.local(at: centre.shifts[0].end).clockText == "06:30")
    #expect(centre.broken == ["paid-time"])
    // Paid as it passed, 7 h or 9 h, it needs a contract with such a shift.
    centre.shifts[0].paidMinutes += minutesGained
    centre.contract.shiftMinutes.append(480 + minutesGained)
    #expect(centre.violations.isEmpty)
  }

  @Test("a lunch is there, as long as the contract says, and unpaid")
  func lunch() throws {
    let centre = try oneShift()
    let missing = centre.after {
      $0.shifts[0].breaks.removeAll { $0.kind == .lunch }
      $0.shifts[0].end = $0.shifts[0].end.advanced(bySeconds: -30 * 60)
    }
    #expect(missing.violations.map(\.finding) == ["has 0 lunches, 1 fewer than 1 for a shift of 8 h paid"])
    let short = centre.after {
      $0.shifts[0].breaks[2].end = $0.shifts[0].breaks[2].end.advanced(bySeconds: -60)
      $0.shifts[0].end = $0.shifts[0].end.advanced(bySeconds: -60)
    }
    #expect(short.violations.map(\.finding) == ["has a lunch of 29 min, 1 min less than 30 min"])
    let paid = centre.after {
      $0.shifts[0].breaks[2].isPaid = true
      $0.shifts[0].end = $0.shifts[0].end.advanced(bySeconds: -30 * 60)
    }
    #expect(paid.violations.map(\.finding) == ["has a lunch that is paid instead of unpaid"])
  }

  @Test("the lunch begins with the shift length that asks for it")
  func lunchThreshold() throws {
    var centre = try Centre()
    try centre.work("2026-03-24", paid: 240)
    #expect(centre.violations.isEmpty)
    centre.contract.lunchFromMinutes = 240
    #expect(centre.broken == ["lunch"])
    centre.contract.lunchFromMinutes = 241
    #expect(centre.violations.isEmpty)
    // A shift too short for a lunch has none, not even an unpaid one on top.
    let start = centre.shifts[0].start
    centre.shifts[0].breaks.append(pause(.lunch, from: start, after: 120, minutes: 30))
    centre.shifts[0].end = centre.shifts[0].end.advanced(bySeconds: 30 * 60)
    #expect(centre.broken == ["lunch"])
  }

  @Test("short breaks are counted and measured")
  func shortBreaks() throws {
    let centre = try oneShift()
    #expect(
      centre.after { $0.shifts[0].breaks.removeFirst() }.violations.map(\.finding) == [
        "has 1 short break, 1 fewer than 2 for a shift of 8 h paid"
      ])
    let long = centre.after { $0.shifts[0].breaks[0].end = $0.shifts[0].breaks[0].end.advanced(bySeconds: 60) }
    #expect(long.violations.map(\.finding) == ["has a short break of 16 min, 1 min more than 15 min"])
    #expect(centre.after { $0.contract.breaks = nil }.broken == ["breaks"])
  }

  @Test("lunch and short breaks begin within their windows, to the minute")
  func breakWindows() throws {
    let centre = try oneShift()  // breaks after 60 and 90 minutes, lunch after 180
    func found(_ lunch: ClosedRange<Int>?, _ breaks: ClosedRange<Int>?) -> [String] {
      centre.after {
        $0.contract.lunch?.window = lunch
        $0.contract.breaks?.window = breaks
      }.violations.map { "\($0.finding) (\($0.rule))" }
    }
    #expect(found(180...180, 60...90).isEmpty)
    #expect(
      found(181...240, nil) == [
        "has a lunch that begins 3 h into the shift, 1 min before the earliest of 3 h 1 min (lunch-window)"
      ])
    #expect(
      found(nil, 60...89) == [
        "has a short break that begins 1 h 30 min into the shift, 1 min after the latest of 1 h 29 min (breaks-window)"
      ])
  }

  @Test("a break may end with its shift but not a minute after")
  func breakInside() throws {
    let centre = try oneShift()
    func lastBreak(endsBeforeEnd minutes: Int) -> Centre {
      centre.after {
        let end = $0.shifts[0].end.advanced(bySeconds: -minutes * 60)
        $0.shifts[0].breaks[1] = Break(kind: .rest, start: end.advanced(bySeconds: -900), end: end, isPaid: true)
      }
    }
    #expect(lastBreak(endsBeforeEnd: 0).violations.isEmpty)
    #expect(
      lastBreak(endsBeforeEnd: -1).violations.map(\.finding) == [
        "has a break at 16:16 that ends 1 min after the shift"
      ])
  }

  @Test("breaks may touch but not overlap")
  func breakOverlap() throws {
    let centre = try oneShift()
    func second(after minutes: Int) -> Centre {
      centre.after { $0.shifts[0].breaks[1] = pause(.rest, from: $0.shifts[0].start, after: minutes) }
    }
    #expect(second(after: 75).violations.isEmpty)
    #expect(
      second(after: 74).violations.map(\.finding) == [
        "has a break at 09:14 that overlaps the one before by 1 min"
      ])
  }
}
