import Foundation
import Publishing
import Testing
import Timeline
import Workforce

@Suite("Text in calendars: escaping, folding, languages, names of files")
struct CalendarTextTests {
  /// The calendar of one person with this name and one shift.
  private func calendar(name: String, language: String = "en") throws -> CalendarFile {
    var small = try Case(zones: ["Europe/Paris"])
    small.hire("A1", name, site: "Europe/Paris", team: "T", language: language)
    try small.work("A1", from: instant("2026-03-23T06:00Z"), to: instant("2026-03-23T12:00Z"), queues: [0])
    return try #require(small.people().first)
  }

  @Test(
    "backslash, semicolon, comma and line break are escaped, colons and quotes are not, controls vanish",
    arguments: [
      ("a\\b;c,d", "a\\\\b\\;c\\,d"), ("a\nb\r\nc\rd", "a\\nb\\nc\\nd"), ("\"a\": b", "\"a\": b"),
      ("a\u{7}\tb\u{7F}", "a  b "), ("", ""),
    ])
  func escaping(name: String, written: String) throws {
    #expect(try calendar(name: name).values("NAME") == ["Shifts: " + written])
  }

  @Test("a revised shift has its sequence and a later stamp; a cancelled one stays, cancelled, and is not counted")
  func revisions() throws {
    var small = try Case(zones: ["Europe/Paris"])
    small.hire("A1", "Ana", site: "Europe/Paris", team: "T")
    try small.work("A1", from: instant("2026-03-23T06:00Z"), to: instant("2026-03-23T12:00Z"), queues: [0])
    let plain = try #require(small.people().first)
    #expect(plain.values("SEQUENCE") == ["0"])
    var moved = small.roster.shifts[0]
    moved.sequence = 2
    var gone = moved
    gone.date = gone.date.advanced(byDays: 1)
    gone.start = gone.start.advanced(bySeconds: 86_400)
    gone.end = gone.end.advanced(bySeconds: 86_400)
    gone.sequence = 1
    small.roster = Roster(shifts: [moved], spells: small.roster.spells, cancelled: [gone])
    let file = try #require(small.people().first)
    #expect(file.values("SEQUENCE") == ["2", "1"])
    #expect(file.values("STATUS") == ["CONFIRMED", "CANCELLED"])
    #expect(file.values("TRANSP") == ["OPAQUE", "TRANSPARENT"])
    #expect(file.values("UID").first == plain.values("UID").first)
    #expect(file.values("LAST-MODIFIED") == ["20260323T000200Z", "20260323T000100Z"])
    #expect(file.values("SUMMARY") == ["Shift · fr-phone", "Cancelled: Shift"])
    #expect(file.eventCount == 1)
  }

  @Test("a shift that ends at midnight or after it has its hours in the summary, one that begins there has not")
  func hoursOverMidnight() throws {
    var small = try Case(zones: ["Europe/Paris"])
    small.hire("A1", "Ana", site: "Europe/Paris", team: "T")
    for (start, end) in [
      ("2026-03-23T16:00+01:00", "2026-03-24T00:00+01:00"), ("2026-03-25T00:00+01:00", "2026-03-25T08:00+01:00"),
      ("2026-03-28T22:00+01:00", "2026-03-29T06:00+02:00"),
    ] {
      try small.work("A1", from: instant(start), to: instant(end))
    }
    let file = try #require(small.people().first)
    #expect(
      file.values("SUMMARY") == ["Shift · 16:00–00:00", "Night shift", "Night shift · 22:00–06:00"])
  }

  @Test(
    "no line is longer than 75 octets, and none cuts a character",
    arguments: [
      String(repeating: "x", count: 300), String(repeating: "ü", count: 100), String(repeating: "日本語", count: 60),
      String(repeating: "👩‍👩‍👧‍👦", count: 20), String(repeating: "e\u{301}", count: 90),
      "a" + String(repeating: "\u{301}", count: 200), String(repeating: "مناوبة ", count: 30),
    ])
  func folding(name: String) throws {
    let file = try calendar(name: name)
    let physical = file.bytes.split(separator: 10, omittingEmptySubsequences: false).dropLast()
    for line in physical {
      #expect(line.last == 13)
      #expect(line.count <= 76)
      #expect(String(validating: line, as: UTF8.self) != nil)
    }
    #expect(file.values("NAME") == ["Shifts: " + name])
  }

  @Test("a line of exactly 75 octets is not folded, one of 76 is")
  func foldingEdge() throws {
    let exact = try calendar(name: String(repeating: "x", count: 75 - "NAME:Shifts: ".utf8.count))
    #expect(exact.physicalLines.contains { $0.hasPrefix("NAME:") && $0.utf8.count == 75 })
    let more = try calendar(name: String(repeating: "x", count: 76 - "NAME:Shifts: ".utf8.count))
    let index = try #require(more.physicalLines.firstIndex { $0.hasPrefix("NAME:") })
    #expect(more.physicalLines[index + 1] == " x")
  }

  @Test(
    "each person reads their language; an unknown region gives its base, an unknown language English",
    arguments: [
      ("en", "en", "Shift"), ("fr", "fr", "Poste"), ("de-AT", "de", "Schicht"), ("es-MX", "es", "Turno"),
      ("it", "it", "Turno"), ("pt", "pt", "Turno"), ("pt-BR", "pt-BR", "Turno"), ("pt_br", "pt-BR", "Turno"),
      ("PT-PT", "pt", "Turno"), ("nl-BE", "nl", "Dienst"), ("pl", "pl", "Zmiana"), ("tlh", "en", "Shift"),
      ("", "en", "Shift"), ("ar-EG", "ar", "مناوبة"), ("bg", "bg", "Смяна"), ("ca", "ca", "Torn"),
      ("cs", "cs", "Směna"),
      ("da", "da", "Vagt"), ("el", "el", "Βάρδια"), ("fi", "fi", "Työvuoro"), ("he", "he", "משמרת"),
      ("iw", "he", "משמרת"), ("hu", "hu", "Műszak"), ("ja", "ja", "シフト"), ("no", "no", "Vakt"),
      ("nb-NO", "no", "Vakt"), ("nn", "no", "Vakt"), ("ro", "ro", "Tură"), ("sv-FI", "sv", "Arbetspass"),
      ("tr", "tr", "Vardiya"),
      ("uk", "uk", "Зміна"), ("zh-Hans-SG", "zh-Hans", "班次"), ("zh-CN", "zh-Hans", "班次"), ("zh-TW", "en", "Shift"),
    ])
  func languages(tag: String, used: String, word: String) throws {
    let file = try calendar(name: "Ana", language: tag)
    #expect(file.lines.contains("SUMMARY;LANGUAGE=\(used):\(word) · fr-phone"))
    #expect(!file.text.contains("{0}"))
  }

  @Test("file names are safe, and differ even where ids differ only in case or in lost letters")
  func fileNames() throws {
    var small = try Case(zones: ["Europe/Paris"])
    for id in ["A1", "a1", "../etc/passwd", "é", "è", "CON", "", "x y", "ok-1"] {
      small.hire(id, "N", site: "Europe/Paris")
    }
    let names = small.people().map(\.name)
    #expect(Set(names.map { $0.lowercased() }).count == names.count)
    for name in names {
      #expect(name.hasSuffix(".ics"))
      #expect(!name.hasPrefix("."))
      #expect(name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "._-".contains($0)) })
    }
    #expect(names.last == "ok-1.ics")
    #expect(names[7] == "x-y.ics")
    #expect(names[5] != "CON.ics")
  }
}
