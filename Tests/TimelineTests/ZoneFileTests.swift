import Chance
import Libc
import Testing
import Timeline

/// A zone file made up for a test: what RFC 8536 calls a version 2 file, with an empty 32-bit block.
struct MadeUpFile {
  /// Offset, whether the data calls it daylight time, and name.
  var kinds: [(offset: Int, isDaylight: Bool, name: String)]
  /// Second and index into `kinds`.
  var changes: [(second: Int, kind: Int)] = []
  var footer = ""
  var version = UInt8(ascii: "2")
  var leapSeconds = 0

  var bytes: [UInt8] {
    let names = kinds.map { Array($0.name.utf8) + [0] }
    let nameStarts = names.indices.map { index in names[..<index].joined().count }
    func header(_ counts: [Int]) -> [UInt8] {
      Array("TZif".utf8) + [version] + [UInt8](repeating: 0, count: 15) + counts.flatMap { bigEndian($0, size: 4) }
    }
    var bytes = header([0, 0, 0, 0, 0, 0])
    bytes += header([0, 0, leapSeconds, changes.count, kinds.count, names.joined().count])
    bytes += changes.flatMap { bigEndian($0.second, size: 8) }
    bytes += changes.map { UInt8($0.kind) }
    for (kind, start) in zip(kinds, nameStarts) {
      bytes += bigEndian(kind.offset, size: 4) + [kind.isDaylight ? 1 : 0, UInt8(start)]
    }
    bytes += names.joined()
    bytes += [UInt8](repeating: 0, count: leapSeconds * 12)
    return bytes + Array("\n\(footer)\n".utf8)
  }

  private func bigEndian(_ value: Int, size: Int) -> [UInt8] {
    (1...size).map { UInt8(truncatingIfNeeded: value >> ((size - $0) * 8)) }
  }
}

/// A folder of made-up zone files, removed afterwards.
final class MadeUpData {
  let data: ZoneData
  private var written: [String] = []

  init(_ name: String, _ bytes: [UInt8]) throws {
    var template = Array("/tmp/muster-zones-XXXXXX".utf8CString)
    data = ZoneData(folder: try #require(mkdtemp(&template).map { String(cString: $0) }))
    try write(name, bytes)
  }

  deinit {
    for name in written { unlink(data.folder + "/" + name) }
    rmdir(data.folder)
  }

  func write(_ name: String, _ bytes: [UInt8]) throws {
    let file = try #require(fopen(data.folder + "/" + name, "w"))
    fwrite(bytes, 1, bytes.count, file)
    fclose(file)
    written.append(name)
  }

  /// The zone that a file of these bytes describes.
  static func zone(_ bytes: [UInt8]) throws -> Zone {
    let folder = try MadeUpData("Test", bytes)
    return try withExtendedLifetime(folder) { try folder.data.zone(named: "Test") }
  }
}

@Suite("Zone files")
struct ZoneFileTests {
  private func zone(_ file: MadeUpFile) throws -> Zone { try MadeUpData.zone(file.bytes) }

  private func hours(_ zone: Zone, _ text: String) throws -> Double {
    Double(zone.offset(at: try instant(text))) / 3600
  }

  private let central = (offset: 3600, isDaylight: false, name: "CET")

  @Test("a file that lists nothing lives by its footer")
  func footerOnly() throws {
    let zone = try zone(MadeUpFile(kinds: [central], footer: "CET-1CEST,M3.5.0,M10.5.0/3"))
    #expect(try hours(zone, "2026-03-29T00:59:59Z") == 1)
    #expect(try hours(zone, "2026-03-29T01:00:00Z") == 2)
    #expect(try hours(zone, "2026-10-25T01:00:00Z") == 1)
    #expect(try zone.transitions(from: newYear(2026), to: newYear(2027)).map(\.abbreviation) == ["CEST", "CET"])
    let south = try self.zone(
      MadeUpFile(kinds: [(12 * 3600, false, "NZST")], footer: "NZST-12NZDT,M9.5.0,M4.1.0/3"))
    #expect(try hours(south, "2026-01-01T00:00:00Z") == 13)
    #expect(try hours(south, "2026-07-01T00:00:00Z") == 12)
  }

  @Test("the footer counts only behind the last listed change, and only where it agrees with it")
  func agreement() throws {
    let winter = try instant("2026-11-01T09:00:00Z").secondsSinceEpoch
    let spring = try instant("2026-03-08T10:00:00Z").secondsSinceEpoch
    let kinds = [(-8 * 3600, false, "PST"), (-7 * 3600, true, "PDT"), (-7 * 3600, false, "MST")]
    // As Vancouver in 2026: a footer that is not true for the months before.
    let vancouver = try zone(MadeUpFile(kinds: kinds, changes: [(spring, 1), (winter, 2)], footer: "MST7"))
    #expect(try hours(vancouver, "2026-02-01T00:00:00Z") == -8)
    #expect(try hours(vancouver, "2026-12-01T00:00:00Z") == -7)
    #expect(try hours(vancouver, "2150-01-01T00:00:00Z") == -7)
    let changes = try vancouver.transitions(from: newYear(2026), to: newYear(2027))
    #expect(changes.map(\.abbreviation) == ["PDT", "MST"])
    #expect(changes.map(\.offsetBefore) == [-8 * 3600, -7 * 3600])
    #expect(changes.map(\.isDaylight) == [true, false])
    // A footer that contradicts the last listed change is not believed.
    let wrong = try zone(
      MadeUpFile(kinds: kinds, changes: [(spring, 1), (winter, 2)], footer: "EST5EDT,M3.2.0,M11.1.0"))
    #expect(try hours(wrong, "2026-12-01T00:00:00Z") == -7)
    #expect(try hours(wrong, "2150-07-01T00:00:00Z") == -7)
    #expect(try wrong.transitions(from: newYear(2027), to: newYear(2200)).isEmpty)
  }

  @Test(
    "footers of every form are understood",
    arguments: [
      // Text, an instant, and hours east of UTC just before and from then on.
      ("CET-1", "2026-07-01T00:00:00Z", 1.0, 1.0), ("<+0545>-5:45", "2026-07-01T00:00:00Z", 5.75, 5.75),
      ("<-03>3", "2026-07-01T00:00:00Z", -3, -3), ("LMT-0:53:28", "2026-07-01T00:00:00Z", 0.8911, 0.8911),
      ("CET-1CEST,M3.5.0,M10.5.0/3", "2050-03-27T01:00:00Z", 1, 2),
      ("IST-1GMT0,M10.5.0,M3.5.0/1", "2050-03-27T01:00:00Z", 0, 1),
      ("IST-1GMT0,M10.5.0,M3.5.0/1", "2050-10-30T01:00:00Z", 1, 0),
      ("<+1030>-10:30<+11>-11,M10.1.0,M4.1.0", "2050-10-01T15:30:00Z", 10.5, 11),
      ("IST-2IDT,M3.4.4/26,M10.5.0", "2050-03-25T00:00:00Z", 2, 3),
      ("<-02>2<-01>,M3.5.0/-1,M10.5.0/0", "2050-03-27T01:00:00Z", -2, -1),
      ("EET-2EEST,M4.5.5/0,M10.5.4/24", "2050-10-27T21:00:00Z", 3, 2),
      ("<-04>4<-03>,M9.1.6/24,M4.1.6/24", "2050-09-04T04:00:00Z", -4, -3),
      // Day 60 of a year without 29 February is 1 March, by either count.
      ("AAA0BBB,J60/0,J100", "2050-03-01T00:00:00Z", 0, 1), ("AAA0BBB,J60/0,J100", "2052-03-01T00:00:00Z", 0, 1),
      ("AAA0BBB,59/0,100", "2050-03-01T00:00:00Z", 0, 1), ("AAA0BBB,59/0,100", "2052-02-29T00:00:00Z", 0, 1),
      ("AAA0BBB-1:30,J60/0:30:15,J100", "2050-03-01T00:30:15Z", 0, 1.5),
      // A change of the new year's rule that falls into the old year.
      ("AAA0BBB,0/-24,J100", "2049-12-31T00:00:00Z", 0, 1),
      // Daylight time all year.
      ("EST5EDT,0/0,J365/25", "2050-01-01T05:00:00Z", -4, -4), ("EST5EDT,0/0,J365/25", "2050-07-01T00:00:00Z", -4, -4),
    ])
  func footers(footer: String, change: String, before: Double, after: Double) throws {
    // 2150 asks the rule itself, 2050 the table made from it; the calendar repeats after 400 years.
    for offset in [0, 146_097 * 86_400] {
      let kind = (Int((before * 3600).rounded()), false, "X")
      let zone = try zone(MadeUpFile(kinds: [kind], footer: footer))
      let moment = try instant(change).advanced(bySeconds: offset)
      #expect(zone.offset(at: moment.advanced(bySeconds: -1)) == Int((before * 3600).rounded()))
      #expect(zone.offset(at: moment) == Int((after * 3600).rounded()))
    }
  }

  @Test(
    "a footer that is not understood is not believed",
    arguments: [
      "", "CET", "CET-1CEST", "CET-1CEST,M3.5.0", "CET-1CEST,M13.5.0,M10.5.0", "CET-1CEST,M3.6.0,M10.5.0",
      "CET-1CEST,M3.5.7,M10.5.0", "CET-1CEST,J0,J100", "CET-1CEST,J366,J100", "CET-1CEST,366,100", "<CET-1", "CET-1:60",
      "CET-1CEST,M3.5.0,M10.5.0x", "CET-1CEST,M3.5.0/168,M10.5.0", "12-1", "CET-1CEST,Mx,My", "CET--1",
    ])
  func badFooters(footer: String) throws {
    let zone = try zone(MadeUpFile(kinds: [central], footer: footer))
    #expect(try zone.transitions(from: newYear(1900), to: newYear(2200)).isEmpty)
    #expect(try hours(zone, "2026-07-01T00:00:00Z") == 1)
  }

  @Test("a file from before all time is read in no time")
  func bigBang() throws {
    let file = MadeUpFile(kinds: [central], changes: [(-(1 << 59), 0)], footer: "CET-1CEST,M3.5.0,M10.5.0/3")
    #expect(try hours(zone(file), "2026-07-01T00:00:00Z") == 2)
  }

  @Test("files that cannot be right are refused with a reason")
  func damaged() throws {
    let good = MadeUpFile(kinds: [central], changes: [(5, 0)])
    func reason(_ bytes: [UInt8]) throws -> String {
      let error = try #require(throws: ZoneError.self) { try MadeUpData.zone(bytes) }
      guard case .damaged("Test", _, let reason) = error else { return "\(error)" }
      #expect(error.next == "Install the system's time zone data (package tzdata).")
      return reason
    }
    func changed(_ change: (inout MadeUpFile) -> Void) -> [UInt8] {
      var file = good
      change(&file)
      return file.bytes
    }
    #expect(try reason([]) == "it is not a TZif file")
    #expect(try reason(Array("# not a zone\n".utf8)) == "it is not a TZif file")
    #expect(try reason(Array(good.bytes.prefix(44))) == "it is not a TZif file")
    #expect(try reason(Array(good.bytes.prefix(100))) == "it is cut short")
    #expect(try reason(changed { $0.version = 0 }) == "it has no 64-bit block")
    #expect(try reason(changed { $0.leapSeconds = 1 }) == "it counts leap seconds")
    #expect(try reason(changed { $0.kinds = [] }) == "it has no offsets")
    #expect(try reason(changed { $0.changes = [(5, 1)] }) == "a change has an unknown offset")
    #expect(try reason(changed { $0.changes = [(5, 0), (5, 0)] }) == "its changes are not in order")
    #expect(try reason(changed { $0.changes = [(.max, 0)] }) == "a change is before or after all time")
    #expect(try reason(changed { $0.kinds = [(93_600, false, "X")] }) == "an offset or a name is out of range")
  }

  @Test("no damage to a file's bytes crashes the reader or the clock", arguments: 0..<200)
  func fuzz(seed: UInt64) throws {
    var generator = SplitMix64(seed: seed)
    let file = MadeUpFile(
      kinds: [central, (7200, true, "CEST")],
      changes: [(1_000_000, 1), (9_000_000, 0), (20_000_000, 1), (30_000_000, 0)],
      footer: "CET-1CEST,M3.5.0,M10.5.0/3")
    var bytes = file.bytes
    for _ in 0..<Int.random(in: 1...4, using: &generator) {
      bytes[Int.random(in: 0..<bytes.count, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
    }
    if seed % 5 == 0 { bytes.removeLast(Int.random(in: 0..<bytes.count, using: &generator)) }
    guard let zone = try? MadeUpData.zone(bytes) else { return }
    var date = try date("1965-01-01")
    while date < (try self.date("2110-01-01")) {
      let start = zone.startOfDay(date)
      #expect(zone.local(at: start).date >= date, "seed \(seed)")
      date = date.advanced(byDays: 97)
    }
  }

  private func date(_ text: String) throws -> CivilDate { try #require(CivilDate(iso: text)) }

  @Test("only zone files are listed, and the version is read from either place")
  func folder() throws {
    let folder = try MadeUpData("Test", MadeUpFile(kinds: [central]).bytes)
    try folder.write("readme", Array("no zone\n".utf8))
    try folder.write("localtime", MadeUpFile(kinds: [central]).bytes)
    #expect(folder.data.names() == ["Test"])
    #expect(folder.data.version() == "unknown")
    try folder.write("+VERSION", Array("2024a\n".utf8))
    #expect(folder.data.version() == "2024a")
    try folder.write("tzdata.zi", Array("# version 2026f\n# This zic input file\n".utf8))
    #expect(folder.data.version() == "2026f")
    #expect(throws: ZoneError.unknown(name: "Tset", nearest: [])) { try folder.data.zone(named: "Tset") }
    #expect(throws: ZoneError.unknown(name: "Tests", nearest: ["Test"])) { try folder.data.zone(named: "Tests") }
    guard
      case .damaged(_, _, "it is not a TZif file")? = #expect(
        throws: ZoneError.self, performing: { try folder.data.zone(named: "readme") })
    else {
      Issue.record("a text file is read as a zone")
      return
    }
  }
}
