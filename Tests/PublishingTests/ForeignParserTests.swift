import Foundation
import Publishing
import Testing
import Timeline
import Workforce

/// Reads calendars with other people's parsers: the program of the shared folder where that is here, else our own.
private let checker: URL = {
  var folder = URL(filePath: #filePath)
  while folder.path != "/", !FileManager.default.fileExists(atPath: folder.appending(path: "Package.swift").path) {
    folder.deleteLastPathComponent()
  }
  let named = ProcessInfo.processInfo.environment["MUSTER_SHARED"].map { URL(filePath: $0) }
  let shared = named ?? folder.deletingLastPathComponent().appending(path: "shared")
  let tool = shared.appending(path: "tools/check_calendars.py")
  return FileManager.default.fileExists(atPath: tool.path)
    ? tool : folder.appending(path: "Tests/Clients/check_events.py")
}()

private func run(_ arguments: [String]) -> (status: Int32, output: String)? {
  let process = Process()
  process.executableURL = URL(filePath: "/usr/bin/env")
  process.arguments = arguments
  let pipe = Pipe()
  process.standardOutput = pipe
  process.standardError = pipe
  guard (try? process.run()) != nil else { return nil }
  let output = pipe.fileHandleForReading.readDataToEndOfFile()
  process.waitUntilExit()
  return (process.terminationStatus, String(decoding: output, as: UTF8.self))
}

/// Whether the Python parsers that the checker asks are there; says what is missing.
private let canCheck: Bool = {
  guard run(["python3", "-c", "import icalendar, vobject"])?.status == 0 else {
    print("skipped: calendars are not read back by other parsers, python3 has no icalendar and vobject")
    return false
  }
  return true
}()

@Suite("Calendars read back by somebody else's parsers", .enabled(if: canCheck))
struct ForeignParserTests {
  /// Writes calendars and roster.csv into a fresh folder and asks the checker about them.
  private func check(_ files: [CalendarFile], _ cases: [Case]) throws -> (status: Int32, output: String) {
    var rows = ["agent,start,end,timezone,uid"]
    for one in cases {
      for shift in one.roster.shifts {
        let zone = try #require(one.scenario.site(shift.site)).zone
        let uid = ShiftIdentity.uid(of: shift, options: one.options)
        let times = [zone.isoText(at: shift.start), zone.isoText(at: shift.end)]
        rows.append(([shift.agent] + times + [zone.name, uid]).joined(separator: ","))
      }
    }
    return try check(files, rows: rows)
  }

  /// The same against rows of a table, its header first.
  private func check(_ files: [CalendarFile], rows: [String]) throws -> (status: Int32, output: String) {
    let folder = FileManager.default.temporaryDirectory.appending(path: "calendars-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try Data((rows.joined(separator: "\r\n") + "\r\n").utf8).write(to: folder.appending(path: "roster.csv"))
    for file in files { try Data(file.bytes).write(to: folder.appending(path: file.name)) }
    let paths = files.map { folder.appending(path: $0.name).path }
    let arguments =
      ["python3", checker.path] + paths + ["--strict", "--roster", folder.appending(path: "roster.csv").path]
    return try #require(run(arguments))
  }

  @Test("every awkward zone, through every change of its year, is read alike by three parsers and by Outlook's rules")
  func everyZone() throws {
    let cases = try awkwardZones.map { try Case(everyChangeIn: $0.name, year: $0.year) }
    let answer = try check(cases.flatMap { $0.people() }, cases)
    #expect(answer.status == 0, "\(answer.output)")
  }

  @Test("a team over several zones is read alike, and so is everything in UTC")
  func teamsAndUTC() throws {
    var centre = try Case(zones: awkwardZones.map(\.name), first: "2027-03-01", weeks: 5)
    for (number, zone) in awkwardZones.enumerated() {
      centre.hire("A\(number)", "Name \(number), 名前; “x”", site: zone.name, team: "Everyone", language: "pl")
      for day in 0..<35 {
        let start = try instant("2027-03-01T06:00Z").advanced(bySeconds: day * 86_400 + number * 1800)
        try centre.work("A\(number)", from: start, to: start.advanced(bySeconds: 30_600), queues: [number % 2])
      }
    }
    // A team's events have identities of their own, so they are held against the table by their times.
    var rows = ["agent,start,end,timezone"]
    for shift in centre.roster.shifts {
      let zone = try #require(centre.scenario.site(shift.site)).zone
      rows.append("\(shift.agent),\(zone.isoText(at: shift.start)),\(zone.isoText(at: shift.end)),\(zone.name)")
    }
    let team = try check(centre.teams(), rows: rows)
    #expect(team.status == 0, "\(team.output)")
    let both = try check(centre.teams() + centre.people(), [centre])
    #expect(!both.output.contains("is also the UID of"), "\(both.output)")
    var options = centre.options
    options.timeForm = .utc
    let plain = try check(centre.people(options), [centre])
    #expect(plain.status == 0, "\(plain.output)")
  }

  @Test("duties on call, one of them passed on, are read alike and match their table") func onCall() throws {
    var small = try Case(zones: ["Europe/Madrid"], first: "2026-03-23", weeks: 1)
    for (id, name) in [("A1", "Ana"), ("B2", "Bö")] { small.hire(id, name, site: "Europe/Madrid", language: "fr") }
    func duty(_ agent: String, _ day: Int) throws -> OnCallDuty {
      OnCallDuty(
        agent: agent, date: try date("2026-03-\(day)"), site: "Europe/Madrid", skill: "L1",
        start: try instant("2026-03-\(day)T19:00Z"), end: try instant("2026-03-\(day + 1)T06:00Z"))
    }
    small.roster.duties = try [duty("A1", 27), duty("B2", 28)]
    small.roster.cancelledDuties = try [duty("A1", 28)]
    small.roster.cancelledDuties[0].sequence = 1
    let zone = small.scenario.sites[0].zone
    var rows = ["agent_id,start,end,status"]
    for (duties, status) in [(small.roster.duties, "held"), (small.roster.cancelledDuties, "cancelled")] {
      for duty in duties {
        rows.append("\(duty.agent),\(zone.isoText(at: duty.start)),\(zone.isoText(at: duty.end)),\(status)")
      }
    }
    let files = RosterCalendars.onCall(of: small.roster, in: small.scenario, options: small.options)
    let answer = try check(files, rows: rows)
    #expect(answer.status == 0, "\(answer.output)")
    let wrong = try check(files, rows: Array(rows.dropLast(2) + rows.suffix(1)))
    #expect(wrong.status == 1)
  }

  @Test("days off and leave are dates to every parser, and reminders are where they should be")
  func wholeDays() throws {
    var small = try Case(zones: ["Europe/Madrid"], first: "2026-03-23", weeks: 1)
    small.hire("A1", "Ana", site: "Europe/Madrid", language: "ja")
    try small.work("A1", from: instant("2026-03-24T08:00Z"), to: instant("2026-03-24T16:00Z"))
    var options = small.options
    options.alarmMinutes = 30
    options.freeDays = FreeDays.all(of: small.roster, in: small.scenario, kinds: [.off])
    let people = try check(small.people(options), [small])
    #expect(people.status == 0, "\(people.output)")
    let file = try #require(RosterCalendars.freeDays(in: small.scenario, options: options).first)
    let place = FileManager.default.temporaryDirectory.appending(path: "days-\(UUID().uuidString).ics")
    defer { try? FileManager.default.removeItem(at: place) }
    try Data(file.bytes).write(to: place)
    // The checker wants hours of everything; the rest of what it looks at holds for whole days too.
    let structure = try #require(
      run(["python3", checker.path, place.path, "--strict", "--ignore", "alldate,parse-icalendar,parse-vobject"]))
    #expect(structure.status == 0, "\(structure.output)")
    let read = try #require(
      run([
        "python3", "-c",
        """
        import sys, icalendar, vobject
        text = open(sys.argv[1], newline='').read()
        one = [(str(e.decoded('DTSTART')), str(e.decoded('DTEND'))) for e in icalendar.Calendar.from_ical(text).walk('VEVENT')]
        two = [(str(e.dtstart.value), str(e.dtend.value)) for e in vobject.readOne(text).vevent_list]
        assert one == two
        print(*sum(one, ()))
        """, place.path,
      ]))
    #expect(read.output == "2026-03-23 2026-03-24 2026-03-25 2026-03-30\n", "\(read.output)")
  }

  @Test("a calendar without any shift is still one that parsers take")
  func empty() throws {
    var small = try Case(zones: ["Europe/Paris"])
    small.hire("A1", "Ana", site: "Europe/Paris")
    let answer = try check(small.people(), [])
    #expect(answer.status == 0, "\(answer.output)")
  }

  @Test("the checker does find a shift that is an hour off")
  func theCheckerChecks() throws {
    var small = try Case(everyChangeIn: "Europe/Berlin", year: 2027)
    let files = small.people()
    var shifts = small.roster.shifts
    shifts[0].end = shifts[0].end.advanced(bySeconds: 3600)
    small.roster = Roster(shifts: shifts)
    #expect(try check(files, [small]).status == 1)
  }
}
