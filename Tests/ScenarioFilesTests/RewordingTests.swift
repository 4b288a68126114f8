import Testing

/// Values that people write in their own way, and the edit that they are answered with.
@Suite("A value in another wording is answered with the edit")
struct RewordingTests {
  @Test("a wage of a month is not proposed as one of an hour")
  func wageOfAMonth() throws {
    let said = try SampleFolder.sound
      .replacing("cost: 18.50 EUR/h", with: "cost: 3000 EUR/month", in: "scenario.yaml").complaint()
    #expect(said.contains("3000 EUR/month") && !said.contains("3000 EUR/h"), "\(said)")
  }

  @Test(
    "scenario.yaml",
    arguments: [
      // Several values without brackets, inside braces and in quotes.
      ("starts: 07:00-13:00 every 30 min", "starts: 06:00, 14:00", "starts: [06:00, 14:00]"),
      ("starts: 07:00-13:00 every 30 min", "starts: 05:30, 13:30, 21:30", "starts: [05:30, 13:30, 21:30]"),
      ("starts: 07:00-13:00 every 30 min", "starts: \"06:30, 15:00\"", "starts: [06:30, 15:00]"),
      ("lengths: [8 h]", "lengths: 7 h, 9 h", "lengths: [7 h, 9 h]"),
      // Clock times and ranges.
      ("starts: 07:00-13:00 every 30 min", "starts: 07:00 to 13:00 every 30 min", "starts: 07:00-13:00 every 30 min"),
      ("starts: 07:00-13:00 every 30 min", "starts: 7.00-13.30 every 15 min", "starts: 07:00-13:30 every 15 min"),
      ("starts: 07:00-13:00 every 30 min", "starts: 7am-1pm every 30 min", "starts: 07:00-13:00 every 30 min"),
      ("starts: 07:00-13:00 every 30 min", "starts: 07:00-13:00 every 20", "starts: 07:00-13:00 every 20 min"),
      ("starts: 07:00-13:00 every 30 min", "starts: 07:00-13:00", "starts: 07:00-13:00 every 30 min"),
      ("mon-fri: 08:00-20:00", "mon-fri: 9-17", "mon-fri: 09:00-17:00"),
      ("mon-fri: 08:00-20:00", "mon-fri: 8am - 8pm", "mon-fri: 08:00-20:00"),
      ("mon-fri: 08:00-20:00", "mon-fri: 8.30 to 17.45", "mon-fri: 08:30-17:45"),
      ("mon-fri: 08:00-20:00", "mon-fri: 24/7", "mon-fri: 24 h"),
      // Days and whole groups.
      ("mon-fri: 08:00-20:00", "Monday to Friday: 08:00-20:00", "mon-fri in its place"),
      ("mon-fri: 08:00-20:00", "Mon\u{2013}Thu: 08:00-20:00", "mon-thu in its place"),
      ("mon-fri: 08:00-20:00", "weekdays: 08:00-20:00", "mon-fri in its place"),
      (
        "{ zone: Europe/Paris, mon-fri: 08:00-20:00, sat: 09:00-17:00 }", "mon-fri 9-17",
        "open: { mon-fri: 09:00-17:00 }"
      ),
      ("{ zone: Europe/Paris, mon-fri: 08:00-20:00, sat: 09:00-17:00 }", "24/7", "open: { daily: 24 h }"),
      ("{ answered: 80 %, within: 45 s }", "75/30", "goal: { answered: 75 %, within: 30 s }"),
      ("week: { hours: 40 h, days: 5 }", "week: 38 h", "week: { hours: 38 h, days: 5 }"),
      ("shrinkage: { absence: 6 %, training: 3 % }", "shrinkage: 12 %", "shrinkage: { absence: 12 % }"),
      // Units, shares and counts.
      ("patience: 90 s", "patience: 75", "patience: 75 s"),
      ("patience: 90 s", "patience: 1:30", "patience: 90 s"),
      ("patience: 90 s", "patience: 0:01:30", "patience: 90 s"),
      ("patience: 90 s", "patience: 2", "patience: 2 min"),
      // Seconds and minutes by what is likelier: nobody speaks for six hours, and no mail is promised in four minutes.
      ("patience: 90 s", "handle-time: 6:30", "handle-time: 390 s"),
      ("patience: 90 s", "handle-time: 390", "handle-time: 390 s"),
      ("patience: 90 s", "handle-time: 6", "handle-time: 6 min"),
      ("within: 4 h", "within: 4:00", "within: 4 h"),
      ("within: 4 h", "within: 24", "within: 24 h"),
      ("lengths: [8 h]", "lengths: [8h30]", "lengths: 8 h 30 min"),
      ("channel: chat", "channel: whatsapp", "channel: chat"),
      ("channel: email", "channel: web form", "channel: email"),
      ("hours: 40 h, days: 5", "hours: 40 h, days: 4-5", "days: 5"),
      ("interval: 30 min", "interval: 15", "interval: 15 min"),
      ("hours: 40 h, days: 5", "hours: 32 to 40 h, days: 5", "hours: 32-40 h"),
      ("hours: 40 h, days: 5", "hours: 40 h per week, days: 5", "hours: 40 h"),
      ("hours: 40 h, days: 5", "hours: 40 h, days: 5 days", "days: 5"),
      ("hours: 40 h, days: 5", "hours: 37,5 h, days: 5", "hours: 37.5 h"),
      ("rest: 11 h\n    days-in-a-row", "rest: 12 hrs\n    days-in-a-row", "rest: 12 h"),
      ("rest: 11 h\n    days-in-a-row", "rest: 12:30\n    days-in-a-row", "rest: 12 h 30 min"),
      ("rest: 11 h\n    days-in-a-row", "rest: \"11,5 h\"\n    days-in-a-row", "rest: 11.5 h"),
      ("days-in-a-row: 5", "weekends: 2/4", "weekends: 2 per 4 weeks"),
      ("days-in-a-row: 5", "weekends: 1 of 4", "weekends: 1 per 4 weeks"),
      ("concurrency: 3", "concurrency: two", "concurrency: 2"),
      ("weeks: 4", "weeks: 6 weeks", "weeks: 6"),
      ("first: 2026-03-23", "first: 06.04.2026", "first: 2026-04-06"),
      ("first: 2026-03-23", "first: 2026-4-6", "first: 2026-04-06"),
      ("first: 2026-03-23", "first: 3/23/2026", "first: 2026-03-23"),
      ("first: 2026-03-23", "first: 4/6/2026", "year, month and day"),
      ("answered: 80 %, within: 20 s", "answered: 0.85, within: 20 s", "85 % if that is what is meant."),
      // Breaks and prices.
      ("lunch: 30 min unpaid", "lunch: unpaid 45 min", "lunch: 45 min unpaid"),
      ("lunch: 30 min unpaid", "lunch: 0:45 unpaid", "lunch: 45 min unpaid"),
      ("lunch: 30 min unpaid", "lunch: 45 unpaid", "lunch: 45 min unpaid"),
      ("cost: 18.50 EUR/h", "cost: 21 \u{20AC}/h", "cost: 21 EUR/h"),
      ("cost: 18.50 EUR/h", "cost: USD 21.25 per hour", "cost: 21.25 USD/h"),
      ("cost: 18.50 EUR/h", "cost: \"21,25 eur/h\"", "cost: 21.25 EUR/h"),
      ("cost: 18.50 EUR/h", "cost: 21 EUR", "cost: 21 EUR/h"),
    ])
  func yaml(text: String, other: String, edit: String) throws {
    let said = try SampleFolder.sound.replacing(text, with: other, in: "scenario.yaml").complaint()
    #expect(said.contains("  next: Write \(edit)"), "\(said)")
  }

  @Test("an id of two entries is answered with what an id is, not with another wording of it")
  func ids() throws {
    let claims = "activities:\n  - { id: fr-phone, people: 1, open: { mon-fri: 09:00-17:00 } }\nsites:\n"
    for (text, other, kind) in [
      ("id: en-chat", "id: fr-phone", "queue"), ("id: paris", "id: barcelona", "site"),
      ("id: part-time", "id: full-time", "contract"), ("sites:\n", claims, "queue"),
    ] {
      let said = try SampleFolder.sound.replacing(text, with: other, in: "scenario.yaml").complaint()
      #expect(said.contains("is the id of two \(kind)s\n  next: Give each \(kind) an id of its own."), "\(said)")
      #expect(!said.contains("every 30 min"), "\(said)")
    }
  }

  @Test("what is glued to a colon, and a colon in a text, are answered with the line")
  func yamlLines() throws {
    for (text, other, edit) in [
      ("patience: 90 s", "patience:90 s", "Write a blank behind the colon: patience: 90 s"),
      ("name: Europe", "name: Europe: north", "Put quotes round a text with a colon: name: \"Europe: north"),
    ] {
      let said = try SampleFolder.sound.replacing(text, with: other, in: "scenario.yaml").complaint()
      #expect(said.contains("not valid YAML") && said.contains("  next: \(edit)"), "\(said)")
    }
  }

  @Test("a comma in a name is told, not that its pieces are no site and no contract")
  func commaInName() throws {
    let said = try SampleFolder.sound.replacing("Ana Pérez", with: "Pérez, Ana", in: "agents.csv").complaint()
    #expect(said.contains("Put quotes around text that contains a comma"), "\(said)")
    #expect(!said.contains("there is no site"), "\(said)")
  }

  @Test("a wish for a kind of shift is answered with the starts of that kind")
  func wishForKind() throws {
    let said = try SampleFolder.sound
      .replacing("sites:\n", with: "kinds: { late: 13:00-16:00 }\nsites:\n", in: "scenario.yaml")
      .replacing("start 07:00-09:00", with: "late", in: "requests.csv").complaint()
    #expect(said.contains("Write start 13:00-16:00, the starts of late."), "\(said)")
  }

  @Test("a step is proposed for times alone") func steps() throws {
    let said = try SampleFolder.sound.replacing("id: fr-phone", with: "id: \"*\"", in: "scenario.yaml").complaint()
    #expect(said.contains("cannot be the id of a queue\n  next: Leave out"), "\(said)")
  }

  @Test("a key with a wrong letter is one fault, not one more for the key that is missing")
  func oneFault() throws {
    for (text, other) in [("language: fr", "languages: fr"), ("cost: 18.50", "costs: 18.50"), ("weeks: 4", "week: 4")] {
      let said = try SampleFolder.sound.replacing(text, with: other, in: "scenario.yaml").complaint()
      #expect(said.contains("Did you mean \(text.prefix { $0 != ":" })?"), "\(said)")
      #expect(!said.contains("has no \(text.prefix { $0 != ":" })\n"), "\(said)")
    }
  }

  @Test("several names with one wrong letter are all named, each once, however long the table")
  func severalNames() throws {
    var folder = SampleFolder.sound
    var rows = "start,queue,offered\n"
    for hour in 8..<20 {
      for name in ["fr-phome", "en-cat", "de-emails"] {
        for minute in ["00", "30"] { rows += "2026-03-02T\(hour < 10 ? "0" : "")\(hour):\(minute)+01:00,\(name),5\n" }
      }
    }
    folder["history.csv"] = rows
    let said = try folder.complaint()
    #expect(said.split(separator: "\n").count == 6, "\(said)")
    for (wrong, right) in [("fr-phome", "fr-phone"), ("en-cat", "en-chat"), ("de-emails", "de-email")] {
      #expect(said.contains("there is no queue \(wrong)\n  next: Did you mean \(right)"), "\(said)")
    }
  }

  @Test(
    "words of a cell that are not separated by blanks",
    arguments: [
      ("fr en,phone chat L1", "\"fr, en\",phone chat L1", "fr en"),
      ("fr en,phone chat L1", "fr/en,phone chat L1", "fr en"),
      ("fr en,phone chat L1", "FR EN,phone chat L1", "fr en"),
      ("fr en,phone chat L1", "fr en,\"phone,chat,L1\"", "phone chat L1"),
      ("fr en,phone chat L1", "fr en,phone/chat/L1", "phone chat L1"),
      ("fr en,phone chat L1", "fr en,Phone Chat L1", "phone chat L1"),
    ])
  func cells(text: String, other: String, edit: String) throws {
    let said = try SampleFolder.sound.replacing(text, with: other, in: "agents.csv").complaint()
    #expect(said.hasPrefix("agents.csv:2, column ") && said.contains("  next: Write \(edit)"), "\(said)")
    #expect(said.split(separator: "\n").count == 2, "the cause alone: \(said)")
  }
}
