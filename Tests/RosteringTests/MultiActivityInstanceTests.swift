import Foundation
import Testing

/// Rosters of a small multi-activity instance written here, checked rule by rule by code that knows only the two files.
@Suite("A multi-activity instance, from file to roster")
struct MultiActivityInstanceTests {
  private static let days = 3
  private static let perDay = 96
  private static let tasks = 2

  /// Four people work eight hours on three days: two early shifts that change tasks at 10:00, a late one and a night.
  private static let planted = (0..<days).flatMap { day in
    [
      "A,\(day),\(day * 1440),\(day * 1440 + 240),1", "A,\(day),\(day * 1440 + 240),\(day * 1440 + 480),2",
      "B,\(day),\(day * 1440),\(day * 1440 + 240),2", "B,\(day),\(day * 1440 + 240),\(day * 1440 + 480),1",
      "C,\(day),\(day * 1440 + 480),\(day * 1440 + 720),1", "C,\(day),\(day * 1440 + 720),\(day * 1440 + 960),2",
      "D,\(day),\(day * 1440 + 960),\(day * 1440 + 1140),2", "D,\(day),\(day * 1440 + 1140),\(day * 1440 + 1440),1",
    ]
  }

  /// Quarters of an hour in which the demand asks for nobody although the planted roster has somebody: its surplus.
  private static func isSpare(_ quarter: Int, _ task: Int) -> Bool { (quarter + task) % 8 == 3 }

  private static var staff: [String: ClosedRange<Int>] {
    ["A": 1440...1440, "B": 1440...1560, "C": 1440...1440, "D": 1380...1500]
  }

  /// Shape [quarters][tasks]: people wanted.
  private static var wanted: [Int] {
    var wanted = [Int](repeating: 0, count: days * perDay * tasks)
    for stay in stays(of: planted.joined(separator: "\n")) {
      for quarter in stay.start / 15..<stay.end / 15 where !isSpare(quarter, stay.task) {
        wanted[quarter * tasks + stay.task - 1] += 1
      }
    }
    return wanted
  }

  /// The instance as text; a cover row names the calendar day, so the hours before 06:00 belong to the next one.
  private static var instance: String {
    var text = "# four people\nSECTION_HORIZON\n\(days)\n\nSECTION_TASKS\n\(tasks)\n\nSECTION_STAFF\n# ID, Min, Max\n"
    for (name, minutes) in staff.sorted(by: { $0.key < $1.key }) {
      text += "\(name),\(minutes.lowerBound),\(minutes.upperBound)\n"
    }
    text += "\nSECTION_COVER\n"
    func clock(_ minute: Int) -> String { String(format: "%02d:%02d", minute / 60 % 24, minute % 60) }
    for (place, people) in wanted.enumerated() {
      let minute = place / tasks * 15 + 360
      text +=
        "\(minute / 1440 + 1),\(clock(minute))-\(clock(minute + 15)),\(place % tasks + 1),\(people),\(people)\n"
    }
    return text
  }

  private struct Stay {
    var name: String
    var day: Int
    var start: Int
    var end: Int
    var task: Int
  }

  private static func stays(of table: String) -> [Stay] {
    table.split(separator: "\n").compactMap { line in
      let fields = line.split(separator: ",")
      guard fields.count == 5, let day = Int(fields[1]), let start = Int(fields[2]), let end = Int(fields[3]),
        let task = Int(fields[4])
      else { return nil }
      return Stay(name: String(fields[0]), day: day, start: start, end: end, task: task)
    }
  }

  /// What a roster breaks, in words, and its cost. Times are minutes after 06:00 of the first day.
  private static func judge(_ table: String) -> (broken: [String], cost: Int) {
    var broken: [String] = []
    var people = [Int](repeating: 0, count: wanted.count)
    let all = stays(of: table)
    for name in Set(all.map(\.name)) where staff[name] == nil { broken.append("nobody is called \(name)") }
    for (name, minutes) in staff.sorted(by: { $0.key < $1.key }) {
      var total = 0
      var lastEnd: Int?
      var worked: [Int] = []
      for day in 0..<days {
        let shift = all.filter { $0.name == name && $0.day == day }.sorted { $0.start < $1.start }
        guard let first = shift.first, let last = shift.last else { continue }
        for (one, next) in zip(shift, shift.dropFirst()) {
          if one.end != next.start { broken.append("\(name) leaves a gap on day \(day)") }
          if one.task == next.task { broken.append("\(name) changes from a task to itself on day \(day)") }
        }
        for stay in shift {
          if stay.end - stay.start < 60 { broken.append("\(name) stays under an hour on day \(day)") }
          if stay.start % 15 != 0 || stay.end % 15 != 0 { broken.append("\(name) is off the grid on day \(day)") }
          for quarter in stay.start / 15..<stay.end / 15 { people[quarter * tasks + stay.task - 1] += 1 }
        }
        let length = last.end - first.start
        if !(360...600).contains(length) { broken.append("\(name) works \(length) minutes on day \(day)") }
        let start = first.start - day * 1440 + 360
        if !(360...600).contains(start) && !(840...1080).contains(start) && !(1200...1440).contains(start) {
          broken.append("\(name) starts at minute \(start) of day \(day)")
        }
        if last.end > days * 1440 { broken.append("\(name) works past the horizon") }
        if let lastEnd, first.start - lastEnd < 840 { broken.append("\(name) rests too little before day \(day)") }
        lastEnd = last.end
        total += length
        worked.append(day)
      }
      for day in worked where (day...day + 5).allSatisfy(worked.contains) {
        broken.append("\(name) works six days from day \(day)")
      }
      if !minutes.contains(total) { broken.append("\(name) works \(total) minutes in all") }
    }
    var cost = 0
    for (place, people) in people.enumerated() {
      if people < wanted[place] { broken.append("quarter \(place / tasks), task \(place % tasks + 1) is short") }
      cost += max(0, people - wanted[place]) * max(0, people - wanted[place])
    }
    return (broken, cost)
  }

  /// The folder that holds Package.swift.
  private static var root: URL {
    var folder = URL(filePath: #filePath)
    while folder.path != "/", !FileManager.default.fileExists(atPath: folder.appending(path: "Package.swift").path) {
      folder.deleteLastPathComponent()
    }
    return folder
  }

  private static var command: URL { root.appending(path: ".build/release/muster-benchmark") }

  private static func isReady() -> Bool {
    if FileManager.default.fileExists(atPath: command.path) { return true }
    print("skipped: there is no \(command.path)")
    return false
  }

  /// Rosters the instance; what the command says and the roster it writes.
  private static func solve(threads: Int) throws -> (said: String, roster: String) {
    let folder = FileManager.default.temporaryDirectory.appending(path: "muster-activities-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let (input, output) = (folder.appending(path: "instance.txt"), folder.appending(path: "roster.csv"))
    try instance.write(to: input, atomically: true, encoding: .utf8)
    let process = Process()
    process.executableURL = command
    process.arguments = [
      input.path, "--clock", "effort", "--seconds", "0.4", "--threads", "\(threads)", "--out", output.path,
    ]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let said = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return (said, try String(contentsOf: output, encoding: .utf8))
  }

  @Test(
    "the roster keeps every rule and costs what the command says, on one thread as on two",
    .enabled(if: MultiActivityInstanceTests.isReady()))
  func rosterKeepsRules() throws {
    let one = try Self.solve(threads: 1)
    let judged = Self.judge(one.roster)
    #expect(judged.broken.isEmpty, "\(judged.broken.joined(separator: "; "))")
    #expect(one.said.contains("cost=\(judged.cost) rules_broken=0"), "\(one.said)")
    // D may work an hour less than planted, so the least surplus is at most the planted one.
    let planted = Self.judge(Self.planted.joined(separator: "\n"))
    #expect(judged.cost <= planted.cost)
    // Everybody works at least their minutes, and what is not wanted costs one a quarter or more.
    let spare = Self.staff.values.reduce(0) { $0 + $1.lowerBound / 15 } - Self.wanted.reduce(0, +)
    let bound = try #require(
      one.said.split(separator: " ").first { $0.hasPrefix("bound=") }.flatMap { Int($0.dropFirst(6)) })
    #expect((spare...judged.cost).contains(bound), "\(one.said)")
    #expect(one.said.contains("proof=optimal") == (bound == judged.cost))
    #expect(try Self.solve(threads: 2).roster == one.roster)
  }

  @Test("the check itself finds a short stay, a short rest, a wrong start and a missing person")
  func checkFindsBreaches() {
    #expect(Self.judge(Self.planted.joined(separator: "\n")).broken.isEmpty)
    func broken(_ line: String, by other: String) -> String {
      let table = Self.planted.joined(separator: "\n")
      #expect(table.contains(line))
      return Self.judge(table.replacingOccurrences(of: line, with: other)).broken.joined(separator: "; ")
    }
    #expect(broken("A,0,0,240,1\nA,0,240,480,2", by: "A,0,0,30,1\nA,0,30,480,2").contains("under an hour"))
    #expect(broken("C,1,1920,2160,1", by: "C,1,1800,2160,1").contains("C starts at minute 720"))
    #expect(
      broken("C,1,1920,2160,1\nC,1,2160,2400,2", by: "C,1,1440,1920,1").contains("C rests too little before day 1"))
    #expect(broken("D,2,3840,4020,2", by: "D,2,3900,4020,2").contains("is short"))
    #expect(broken("B,2,3120,3360,1", by: "B,2,3120,3360,2").contains("itself"))
  }
}
