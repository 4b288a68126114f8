import Testing
import Timeline

@Suite("Instants")
struct InstantTests {
  @Test("an instant is written in UTC and read back")
  func roundTrip() throws {
    let instant = Instant(secondsSinceEpoch: 1_774_746_000)
    #expect(instant.isoText == "2026-03-29T01:00:00Z")
    #expect(Instant(iso: instant.isoText) == instant)
    #expect("\(Instant(secondsSinceEpoch: 0))" == "1970-01-01T00:00:00Z")
    #expect(Instant(secondsSinceEpoch: -1).isoText == "1969-12-31T23:59:59Z")
    for step in stride(from: -62_000_000_000, through: 200_000_000_000, by: 1_234_567_891) {
      #expect(Instant(iso: Instant(secondsSinceEpoch: step).isoText)?.secondsSinceEpoch == step)
    }
  }

  @Test(
    "the same moment may be written with any offset",
    arguments: [
      "2026-03-29T01:00:00Z", "2026-03-29T01:00Z", "2026-03-29 01:00z", "2026-03-29t03:00:00+02:00",
      "2026-03-29T03:00+0200", "2026-03-29T03:00+02", "2026-03-28T22:15:00.999-02:45", "2026-03-29T06:45+05:45",
      "2026-03-28T24:00-01:00",
    ])
  func offsets(text: String) {
    #expect(Instant(iso: text) == Instant(secondsSinceEpoch: 1_774_746_000))
  }

  @Test(
    "text that is not a whole ISO 8601 time with an offset is refused",
    arguments: [
      "", "2026", "2026-03-29", "2026-03-29T01:00", "2026-03-29T01:00:00", "2026-02-29T01:00Z", "2026-13-01T01:00Z",
      "2026-03-00T01:00Z", "2026-03-29T25:00Z", "2026-03-29T24:01Z", "2026-03-29T01:60Z", "2026-03-29T01:00:60Z",
      "2026-03-29T1:00Z", "2026-03-29T01:00Zx", "2026-03-29T01:00+2", "2026-03-29T01:00+02:", "2026-03-29T01:00+02:60",
      "2026-03-29T01:00+24:00", "2026-03-29T01:00:00.Z", "26-03-29T01:00Z", "29.03.2026 01:00Z", "2026-03-29T01:00 Z",
      "２０２６-03-29T01:00Z", "2026-03-29T-1:00Z",
    ])
  func refused(text: String) {
    #expect(Instant(iso: text) == nil)
  }

  @Test("elapsed seconds are added and taken apart")
  func arithmetic() {
    let start = Instant(secondsSinceEpoch: 100)
    #expect(start.advanced(bySeconds: 50).seconds(since: start) == 50)
    #expect(start.advanced(bySeconds: -50) < start)
  }

  @Test("text without an offset is a local time and not a moment")
  func written() {
    #expect(
      WrittenTime(iso: "2026-10-25T02:30")
        == LocalDateTime(iso: "2026-10-25T02:30:00").map(WrittenTime.local))
    #expect(
      WrittenTime(iso: "2026-10-25T02:30+02:00")
        == .instant(Instant(secondsSinceEpoch: 1_792_888_200), offset: 7200))
    #expect(LocalDateTime(iso: "2026-10-25T02:30Z") == nil)
  }

  @Test("an offset is written as ISO 8601 has it")
  func offsetTexts() {
    #expect(offsetText(0) == "+00:00")
    #expect(offsetText(20_700) == "+05:45")
    #expect(offsetText(-12_600) == "-03:30")
    #expect(offsetText(3208) == "+00:53:28")
  }
}
