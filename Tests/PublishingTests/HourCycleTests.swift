import Foundation
import Publishing
import Testing
import Timeline
import Workforce

@Suite("Clocks of twelve hours, by language and region")
struct HourCycleTests {
  /// Shifts of people in Athens: from noon to midnight with a break of half an hour after noon, and from 23:30 to 07:00.
  private func centre(_ languages: [String]) throws -> Case {
    var small = try Case(zones: ["Europe/Athens"])
    for (place, language) in languages.enumerated() {
      small.hire("A\(place)", "Ira", site: "Europe/Athens", team: "T", language: language)
      let noon = try instant("2026-03-24T12:00+02:00")
      let pause = Break(kind: .lunch, start: noon, end: noon.advanced(bySeconds: 1800), isPaid: false)
      try small.work("A\(place)", from: noon, to: instant("2026-03-25T00:00+02:00"), breaks: [pause])
      try small.work("A\(place)", from: instant("2026-03-26T23:30+02:00"), to: instant("2026-03-27T07:00+02:00"))
    }
    return small
  }

  /// From noon to midnight, half an hour from noon, and from 23:30 to 07:00.
  private static let inLanguages = [
    ("en", "12:00–00:00", "12:00–12:30", "23:30–07:00"),
    ("en-GB", "12:00–00:00", "12:00–12:30", "23:30–07:00"),
    ("en-US", "12:00 PM–12:00 AM", "12:00 PM–12:30 PM", "11:30 PM–7:00 AM"),
    ("es-MX", "12:00 p. m.–12:00 a. m.", "12:00 p. m.–12:30 p. m.", "11:30 p. m.–7:00 a. m."),
    ("el", "12:00 μ.μ.–12:00 π.μ.", "12:00 μ.μ.–12:30 μ.μ.", "11:30 μ.μ.–7:00 π.μ."),
    ("ar", "12:00 م–12:00 ص", "12:00 م–12:30 م", "11:30 م–7:00 ص"),
  ]

  @Test("noon, midnight and a night in titles, texts and mail", arguments: inLanguages)
  func texts(language: String, day: String, pause: String, night: String) throws {
    let small = try centre([language])
    let file = try #require(small.people().first)
    // What belongs together is not broken over two lines.
    let (day, pause, night) = (joined(day), joined(pause), joined(night))
    #expect(zip(file.values("SUMMARY"), [day, night]).allSatisfy { $0.hasSuffix(" · " + $1) })
    let descriptions = file.values("DESCRIPTION").suffix(2)
    #expect(zip(descriptions, [day, night]).allSatisfy { $0.hasPrefix($1 + " Europe/Athens") }, "\(descriptions)")
    #expect(descriptions.first?.contains("\\n" + pause + " ") == true)
    // Right-to-left texts are in logical order and need no marks.
    let marks: Set<Unicode.Scalar> = ["\u{200E}", "\u{200F}", "\u{61C}", "\u{2066}", "\u{2067}", "\u{2069}"]
    #expect(!file.text.unicodeScalars.contains { marks.contains($0) })
    #expect(file.values("DTSTART").suffix(2) == ["20260324T120000", "20260326T233000"])

    let sender = RosterMail.Sender(
      from: try #require(MailAddress("plan@example.org")), date: try instant("2026-03-20T08:00Z"), publication: "1")
    let mail = RosterMail.drafts(
      of: small.roster, in: small.scenario, options: small.options, from: sender, dates: { date, _ in date.isoText },
      where: { _, _ in true })
    let parts = String(decoding: try #require(mail.first).bytes, as: UTF8.self).components(separatedBy: "\r\n\r\n")
    let body = try #require(parts.dropFirst(2).first?.components(separatedBy: "\r\n--").first)
    let text = String(
      decoding: try #require(Data(base64Encoded: body, options: .ignoreUnknownCharacters)), as: UTF8.self)
    #expect(text.contains(" \(day) (Europe/Athens)") && text.contains(" \(night) (Europe/Athens)"), "\(text)")

    let athens = try Zone(named: "Europe/Athens")
    let traded = small.roster.shifts.map { $0.clockText(in: athens, RosterCalendars.hourCycle(of: language)) }
    #expect(traded == [day, night].map { $0.replacing("–", with: "-") })
  }

  private func joined(_ text: String) -> String { text.replacing(" ", with: "\u{A0}") }

  @Test("a region decides, and a tag may ask for either clock")
  func tags() {
    let wanted = [
      "13:05": [
        "en", "en-GB", "en-IE", "en-ZA", "en-a-us", "es", "es-AR", "fr-CA", "ar-MA", "pt-BR", "zh-CN", "zh-TW", "",
        "el-u-hc-h23", "en-US-u-ca-gregory-hc-h23", "de-u-hc-h12", "tlh",
      ],
      "1:05 PM": [
        "en-US", "en_us", "en-CA", "en-AU", "en-NZ", "en-IN", "en-PH", "en-Latn-US", "en-GB-u-hc-h12", "tlh-US",
      ],
      "1:05 p. m.": ["es-MX", "es-CO", "es-US", "es-419"], "1:05 م": ["ar", "ar-EG"],
      "1:05 μ.μ.": ["el", "el-CY"], "下午1:05": ["zh-Hans-SG"], "ÖS 1:05": ["tr-CY"],
    ]
    for (text, tags) in wanted {
      for tag in tags { #expect(RosterCalendars.hourCycle(of: tag).text(47_100) == joined(text), "\(tag)") }
    }
    let twelve = RosterCalendars.languages.filter { RosterCalendars.hourCycle(of: $0) != .twentyFour }
    #expect(twelve == ["ar", "el"])
    let american = RosterCalendars.hourCycle(of: "en-US")
    #expect(
      [0, 59, 43_140, 43_200, 86_340, 86_400].map(american.text)
        == ["12:00 AM", "12:00 AM", "11:59 AM", "12:00 PM", "11:59 PM", "12:00 AM"].map(joined))
    #expect([0, 32_400, 86_340].map(HourCycle.twentyFour.text) == ["00:00", "09:00", "23:59"])
  }

  @Test(
    "a team reads the clock of most who read its language",
    arguments: [
      (["en-US", "en-IN", "en-GB"], "11:30 PM–7:00 AM"), (["en-US", "en"], "23:30–07:00"),
      (["en-US", "fr", "en-US"], "11:30 PM–7:00 AM"), (["el", "el-u-hc-h23"], "23:30–07:00"),
    ])
  func teams(languages: [String], night: String) throws {
    let file = try #require(try centre(languages).teams().first)
    #expect(file.values("SUMMARY").last?.hasSuffix(" · " + joined(night)) == true)
  }
}
