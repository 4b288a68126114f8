import Testing
import Timeline

@Suite("Zone data")
struct ZoneDataTests {
  @Test(
    "an unknown zone names the nearest valid ones",
    arguments: [
      ("Europe/Berln", "Europe/Berlin"), ("europe/berlin", "Europe/Berlin"), ("Berlin", "Europe/Berlin"),
      ("Asia/Katmandoo", "Asia/Katmandu"), ("America/Mexico", "America/Mexico_City"),
    ])
  func nearest(wrong: String, right: String) throws {
    let error = try #require(throws: ZoneError.self) { try Zone(named: wrong) }
    guard case .unknown(let name, let nearest) = error else {
      Issue.record("\(error)")
      return
    }
    #expect(name == wrong)
    #expect(nearest.contains { $0.hasPrefix(right) }, "\(nearest)")
    #expect(nearest.count <= 3)
    #expect(error.message == "there is no time zone \(wrong)")
    #expect(error.next.hasPrefix("Did you mean "))
  }

  @Test(
    "an unknown zone that looks like none still says what to write: a continent is no likeness, and Etc/GMT+1 is behind UTC",
    arguments: ["Qqqq/Zzzz", "Europe/Barcelona", "GMT+1", "UTC+2"])
  func hopeless(wrong: String) throws {
    let error = try #require(throws: ZoneError.self) { try Zone(named: wrong) }
    #expect(error == .unknown(name: wrong, nearest: []))
    #expect(error.next == "Write an IANA name, for example Europe/Berlin.")
  }

  @Test(
    "text that would leave the data folder, or is no name, is refused before any file is opened",
    arguments: [
      "", "/etc/passwd", "../../../etc/passwd", "Europe/../Europe/Berlin", "Europe//Berlin", "Europe/Berlin/", "./UTC",
      "Europe/Berlin\0", "Europe Berlin", "tzdata.zi", "Zürich", "+VERSION", "Europe/Ber\nlin",
      "/usr/share/zoneinfo/Europe/Berlin", String(repeating: "A", count: 65),
    ])
  func notAName(text: String) throws {
    let error = try #require(throws: ZoneError.self) { try Zone(named: text) }
    #expect(error == .notAName(text: text))
  }

  @Test(
    "copies, folders and other files of the data folder are no zones",
    arguments: ["posix/Europe/Berlin", "right/Europe/Berlin", "Europe", "localtime", "posixrules"])
  func copies(name: String) throws {
    let error = try #require(throws: ZoneError.self) { try Zone(named: name) }
    guard case .unknown = error else {
      Issue.record("\(error)")
      return
    }
  }

  @Test("a folder without data knows no zone and no version")
  func noData() throws {
    let data = ZoneData(folder: "/nonexistent")
    #expect(data.version() == "unknown")
    #expect(data.names().isEmpty)
    #expect(throws: ZoneError.unknown(name: "UTC", nearest: [])) { try data.zone(named: "UTC") }
  }

  @Test("the system's data has a version and every name in it can be read")
  func everyName() throws {
    let names = Zone.names()
    #expect(names.count > 400)
    #expect(names == names.sorted())
    #expect(names.contains("America/Argentina/Buenos_Aires"))
    #expect(!names.contains { $0.hasPrefix("posix") || $0.hasPrefix("right") })
    #expect(Zone.dataVersion() != "unknown")
    for name in names { #expect(throws: Never.self) { try Zone(named: name) } }
  }
}
