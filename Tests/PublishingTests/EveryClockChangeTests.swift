import Foundation
import Publishing
import Testing
import Timeline
import Workforce

/// What a program printed; `nil` where it cannot be started or fails.
private func output(of program: String, _ arguments: [String], input: String? = nil) -> String? {
  let process = Process()
  process.executableURL = URL(filePath: "/usr/bin/env")
  process.arguments = [program] + arguments
  let place = FileManager.default.temporaryDirectory.appending(path: "zones-\(UUID().uuidString)")
  defer { try? FileManager.default.removeItem(at: place) }
  let output = Pipe()
  process.standardOutput = output
  process.standardError = FileHandle.nullDevice
  if let input {
    guard (try? Data(input.utf8).write(to: place)) != nil else { return nil }
    process.standardInput = try? FileHandle(forReadingFrom: place)
  }
  guard (try? process.run()) != nil else { return nil }
  let bytes = output.fileHandleForReading.readDataToEndOfFile()
  process.waitUntilExit()
  return process.terminationStatus == 0 ? String(decoding: bytes, as: UTF8.self) : nil
}

/// Whether the system says when clocks change.
private let canDump: Bool = {
  let answer = output(of: "zdump", ["-V", "-c", "2026,2027", "Europe/Paris"])
  let isThere = answer?.contains("gmtoff=3600") ?? false
  if !isThere { print("skipped: no zdump says when clocks change") }
  return isThere
}()

/// Every clock change of every zone from 2020 to 2040, by what the system's `zdump` says of them.
///
/// `zdump` and Python's `zoneinfo` read the same data with code of their own; everything else here is addition.
@Suite("Every clock change of every zone", .enabled(if: canDump))
struct EveryClockChangeTests {
  /// A change as `zdump` tells it.
  struct Change: Equatable {
    /// The first second of the new offset.
    var at: Int
    /// Seconds east of UTC before and after.
    var before: Int
    var after: Int
  }

  static let first = 2020
  static let last = 2040

  /// All changes of all zones, by zone.
  private static func dump(_ names: [String]) throws -> [String: [Change]] {
    let text = try #require(output(of: "zdump", ["-V", "-c", "\(first),\(last + 1)"] + names))
    let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    var found: [String: [Change]] = [:]
    var open: (zone: String, at: Int, offset: Int)?
    for line in text.split(separator: "\n") {
      // Zone  Sun Mar 29 00:59:59 2020 UT = Sun Mar 29 01:59:59 2020 CET isdst=0 gmtoff=3600
      let words = line.split(separator: " ", omittingEmptySubsequences: true).map(String.init)
      guard words.count > 6, let month = months.firstIndex(of: words[2]), let day = Int(words[3]),
        let year = Int(words[5]), let offset = words.last.flatMap({ Int($0.dropFirst("gmtoff=".count)) })
      else { continue }
      let clock = words[4].split(separator: ":").compactMap { Int($0) }
      let date = try #require(CivilDate(year: year, month: month + 1, day: day))
      let days = date.days(since: try #require(CivilDate(year: 1970, month: 1, day: 1)))
      let seconds: Int = clock.reduce(0) { 60 * $0 + $1 }
      let at = days * 86_400 + seconds
      if let before = open, before.zone == words[0], before.at + 1 == at {
        found[words[0], default: []].append(Change(at: at, before: before.offset, after: offset))
        open = nil
      } else {
        open = (words[0], at, offset)
      }
    }
    return found
  }

  private static func instant(_ seconds: Int) -> Instant { Instant(secondsSinceEpoch: seconds) }

  @Test(
    "instants, clock readings and elapsed hours agree on both sides of each, and so do calendars of shifts across them")
  func all() throws {
    let names = Zone.names()
    let dumped = try Self.dump(names)
    let begin = Zone.utc.startOfDay(try date("\(Self.first)-01-01"))
    let end = Zone.utc.startOfDay(try date("\(Self.last + 1)-01-01"))
    var (faults, changes, readings, asked) = ([String](), 0, 0, "")
    for name in names {
      let zone = try Zone(named: name)
      let told = (dumped[name] ?? []).filter { $0.before != $0.after }
      changes += told.count
      let ours = zone.transitions(from: begin, to: end).filter { $0.offsetBefore != $0.offsetAfter }.map {
        Change(at: $0.instant.secondsSinceEpoch, before: $0.offsetBefore, after: $0.offsetAfter)
      }
      if ours != told { faults.append("\(name): \(ours.count) changes here, \(told.count) there") }
      /// The offset at a moment, by what zdump said.
      func offset(_ at: Int) -> Int {
        told.last { $0.at <= at }?.after ?? told.first?.before ?? zone.offset(at: begin)
      }
      for change in told {
        let (start, stop) = (change.at - 4 * 3600, change.at + 3 * 3600)
        for at in [start, change.at - 1, change.at, stop] {
          let local = zone.local(at: Self.instant(at)).secondsSinceEpoch
          if zone.offset(at: Self.instant(at)) != offset(at) || local != at + offset(at) {
            faults.append("\(name) at \(at): \(zone.offset(at: Self.instant(at))), not \(offset(at))")
          }
          asked += "\(name) \(at) \(offset(at))\n"
        }
        // A reading that the clock leaves out, or shows twice, is said to be so.
        let between = LocalDateTime(secondsSinceEpoch: change.at + min(change.before, change.after))
        switch zone.resolve(between) {
        case .once: faults.append("\(name) at \(change.at): \(between) is taken for a time of its own")
        default: break
        }
      }
      if told.isEmpty { asked += "\(name) \(begin.secondsSinceEpoch + 86_400) \(zone.offset(at: begin))\n" }
      let read = try calendar(zone, told, offset, &faults)
      readings += read
    }
    #expect(faults.isEmpty, "\(faults.count) faults: \(faults.prefix(20).joined(separator: "; "))")
    #expect(names.count > 400 && changes > 5000, "\(names.count) zones, \(changes) changes")
    print("\(names.count) zones, \(changes) changes, \(readings) shifts read back")
    let program = """
      import sys, zoneinfo, datetime
      zoneinfo.reset_tzpath(to=[sys.argv[1]])
      wrong = 0
      for line in sys.stdin:
          name, at, offset = line.split()
          there = datetime.datetime.fromtimestamp(int(at), zoneinfo.ZoneInfo(name)).utcoffset()
          wrong += there.total_seconds() != int(offset)
      print(wrong)
      """
    guard let answer = output(of: "python3", ["-c", program, try ZoneData.system().folder], input: asked) else {
      print("skipped: no python3 with zoneinfo is asked about the same moments")
      return
    }
    #expect(answer == "0\n", "\(answer)")
  }

  /// Writes a calendar of a shift across, up to and from each change, and reads it back with offsets that zdump told.
  private func calendar(
    _ zone: Zone, _ told: [Change], _ offset: (Int) -> Int, _ faults: inout [String]
  ) throws -> Int {
    var small = try Case(zones: [zone.name], first: "\(Self.first)-01-06")
    small.hire("A1", "Ana", site: zone.name)
    var shifts: [Shift] = []
    func work(_ start: Int, _ hours: Int) {
      let (from, to) = (Self.instant(start), Self.instant(start + hours * 3600))
      shifts.append(
        Shift(
          agent: "A1", date: zone.local(at: from).date, ordinal: shifts.count, site: zone.name, start: from, end: to,
          paidMinutes: hours * 60, breaks: []))
    }
    for change in told {
      work(change.at - 4 * 3600, 7)
      work(change.at - 8 * 3600, 8)
      work(change.at, 6)
    }
    if told.isEmpty { work(1_767_225_600, 8) }
    small.roster = Roster(shifts: shifts)
    let file = try #require(small.people().first)
    let events = file.writtenEvents
    let inOrder = shifts.sorted { ($0.start, $0.ordinal) < ($1.start, $1.ordinal) }
    guard events.count == shifts.count else {
      faults.append("\(zone.name): \(events.count) events of \(shifts.count)")
      return 0
    }
    for (event, shift) in zip(events, inOrder) {
      for (stamp, moment) in [(event.start, shift.start), (event.end, shift.end)] {
        // Every moment whose clock reading it is.
        let read =
          stamp.isUTC
          ? [stamp.seconds]
          : Set(
            [-1, 1].map { stamp.seconds - offset(stamp.seconds + $0 * 86_400) }
          ).filter { $0 + offset($0) == stamp.seconds }
        if Array(read) != [moment.secondsSinceEpoch] {
          faults.append("\(zone.name): \(stamp) is read as \(Array(read)), not \(moment.secondsSinceEpoch)")
        }
      }
      let (from, to) = (shift.start.secondsSinceEpoch, shift.end.secondsSinceEpoch)
      let says = event.text.contains("it lasts \((to - from) / 3600) h")
      if says != (offset(from) != offset(to)) {
        faults.append("\(zone.name) at \(from): the text says \(says ? "" : "not ")that the clock changes")
      }
    }
    return shifts.count
  }
}

extension CalendarFile {
  /// A time as it is written.
  fileprivate struct Stamp {
    /// On its clock or in UTC, as if that were UTC.
    var seconds: Int
    var isUTC: Bool
  }

  /// An event as far as it says when it is.
  fileprivate struct WrittenEvent {
    var start: Stamp
    var end: Stamp
    var text: String
  }

  /// Every event, in the order of the file; one without both times is left out.
  fileprivate var writtenEvents: [WrittenEvent] {
    var found: [WrittenEvent] = []
    var open: [String: Substring] = [:]
    for line in lines {
      if line == "BEGIN:VEVENT" { open = [:] }
      if line == "END:VEVENT", let start = stamp(open["DTSTART"]), let end = stamp(open["DTEND"]) {
        found.append(WrittenEvent(start: start, end: end, text: String(open["DESCRIPTION"] ?? "")))
      }
      for name in ["DTSTART", "DTEND", "DESCRIPTION"] where line.hasPrefix(name) {
        // A description has colons of its own, and no parameter of a time has one.
        open[name] = line[(line.firstIndex(of: ":") ?? line.startIndex)...].dropFirst()
      }
    }
    return found
  }

  private func stamp(_ text: Substring?) -> Stamp? {
    guard let text else { return nil }
    let digits = text.utf8.filter { 48...57 ~= $0 }.map { Int($0) - 48 }
    guard digits.count == 14 else { return nil }
    func number(_ from: Int, _ count: Int) -> Int { digits[from..<from + count].reduce(0) { 10 * $0 + $1 } }
    guard let date = CivilDate(year: number(0, 4), month: number(4, 2), day: number(6, 2)),
      let epoch = CivilDate(year: 1970, month: 1, day: 1)
    else { return nil }
    let clock = number(8, 2) * 3600 + number(10, 2) * 60 + number(12, 2)
    return Stamp(seconds: date.days(since: epoch) * 86_400 + clock, isUTC: text.hasSuffix("Z"))
  }
}
