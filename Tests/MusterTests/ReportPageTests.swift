import Foundation
import Testing

/// What the report of a plan says, read as a file.
@Suite struct ReportPageTests {
  private func remove(_ folder: URL) { try? FileManager.default.removeItem(at: folder) }

  private func page(_ plan: RosteredPlan, _ options: String...) throws -> String {
    let file = plan.folder.appending(path: "page.html")
    let arguments = ["report", plan.folder.path, "--file", file.path] + options
    let run = try Command.run(Command.products.appending(path: "muster").path, arguments)
    #expect(run.status == 0, "\(run.errors)")
    return try String(contentsOf: file, encoding: .utf8)
  }

  @Test("the report of a plan has the same bytes twice, and goes when the tables it tells of change")
  func staysWithItsPlan() throws {
    let plan = try RosteredPlan.centre()
    defer { remove(plan.folder) }
    let file = plan.folder.appending(path: "out/report.html")
    let first = try Command.muster("report", plan.folder.path)
    #expect(first.status == 0 && first.output.contains("report.html"), "\(first.errors)")
    let bytes = try Data(contentsOf: file)
    #expect(try Command.muster("report", plan.folder.path).status == 0)
    #expect(try Data(contentsOf: file) == bytes)
    #expect(try Command.muster("staff", plan.folder.path).status == 2, "there is no forecast to staff")
    #expect(FileManager.default.fileExists(atPath: file.path), "nothing was written")
    let other = try Command.muster("roster", plan.folder.path, "--effort", "quick")
    #expect(other.status <= 1, "\(other.errors)")
    #expect(!FileManager.default.fileExists(atPath: file.path), "the roster it told of is no more")
  }

  @Test("the page and the workbook say that somebody is away, and not why: sheets hang on walls")
  func awayIsNotWhy() throws {
    let plan = try RosteredPlan.centre()
    defer { remove(plan.folder) }
    let scenario = plan.folder.appending(path: "scenario.yaml")
    let text = try String(contentsOf: scenario, encoding: .utf8)
    try Data((text + "leave: leave.csv\n").utf8).write(to: scenario)
    try Data("agent,from,to,kind\nA0000,2026-03-07,2026-03-08,burnout\n".utf8)
      .write(to: plan.folder.appending(path: "leave.csv"))
    let page = try page(plan, "--language", "de")
    #expect(page.split(separator: "<td class=\"wa\">Abwesend").count == 3, "two days")
    #expect(!page.contains("burnout"))
    let file = plan.folder.appending(path: "week.xlsx").path
    let book = try Command.muster("export", plan.folder.path, "--xlsx", file, "--language", "de")
    #expect(book.status == 0, "\(book.errors)")
    let read = "import zipfile; z = zipfile.ZipFile('week.xlsx'); print([z.read(n) for n in z.namelist()])"
    let cells = try Command.shell("python3 -X utf8 -c \"\(read)\"", in: plan.folder)
    guard cells.status == 0 else {
      print("skipped: no python3 to open a workbook with")
      return
    }
    #expect(cells.output.contains("Abwesend") && !cells.output.contains("burnout"))
  }

  @Test("the page counts requests as request_answers.csv does: a wish for a start is not refused by a day off")
  func requests() throws {
    let plan = try RosteredPlan.centre()
    defer { remove(plan.folder) }
    let scenario = plan.folder.appending(path: "scenario.yaml")
    let text = try String(contentsOf: scenario, encoding: .utf8)
    try Data((text + "requests: requests.csv\n").utf8).write(to: scenario)
    let wishes = ["02,start 06:00-07:30", "03,start 10:00-11:00", "07,start 07:00-09:00"]
    try Data(("agent,date,wish\n" + wishes.map { "A0000,2026-03-\($0)\n" }.joined()).utf8)
      .write(to: plan.folder.appending(path: "requests.csv"))
    let cells = ["2", "1", "0"].map { "<td class=\"n\" data-v=\"\($0)\">\($0)</td>" }.joined()
    #expect(try page(plan).contains(cells), "two granted, one refused, no leave")
  }

  @Test("a queue of which more hang up than its goal lets is missed on the page, as muster plan says")
  func hangUps() throws {
    let plan = try RosteredPlan.centre()
    defer { remove(plan.folder) }
    let scenario = plan.folder.appending(path: "scenario.yaml")
    let text = try String(contentsOf: scenario, encoding: .utf8)
    let goal = "goal: { answered: 80 %, within: 20 s } }"
    #expect(text.contains(goal))
    let first = text.replacing(
      goal, with: "patience: 60 s, goal: { answered: 5 %, within: 20 s, abandoned: 0.5 % } }", maxReplacements: 1)
    let promises = "promises: [heads <= 1, hours short >= 0 h, paid hours <= 10 h a week]\n"
    try Data((first + promises).utf8).write(to: scenario)
    let needed = try String(contentsOf: plan.folder.appending(path: "out/requirement.csv"), encoding: .utf8)
    let rows = needed.split(separator: "\n").enumerated().map {
      $0.offset == 0 ? $0.element + ",offered,average_handle_seconds" : $0.element + ",60,300"
    }
    try Data(rows.joined(separator: "\n").utf8).write(to: plan.folder.appending(path: "out/requirement.csv"))
    let page = try page(plan)
    #expect(page.contains("Queues expected to keep their goal: 1 of 2."))
    #expect(page.contains("\u{2068}q0\u{2069}: Hang up "), "what to look at first")
    #expect(page.contains("Promises kept: 1 of 3."))
    for broken in ["heads &lt;= 1\u{2069} – ", "paid hours &lt;= 10 h a week\u{2069} – "] {
      #expect(page.contains("Promise broken: \u{2068}\(broken)"))
    }
    #expect(page.contains("data-c=\"expected_abandoned_share\"") && page.contains("&gt; 0.5%"))
  }

  @Test("a headcount plan, a comparison and a tornado that lie beside the plan are drawn, with their figures as tables")
  func besideThePlan() throws {
    let plan = try RosteredPlan.centre()
    defer { remove(plan.folder) }
    #expect(!(try page(plan)).contains("id=\"months\""), "nothing lies beside it")
    func write(_ name: String, _ text: String) throws {
      let file = plan.folder.appending(path: name)
      try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file)
    }
    try write(
      "headcount_heads.csv",
      "month,class,site,heads\n2026-01-01,fr,lyon,10.5\n2026-01-01,en,bonn,2\n2026-01-01,it,bonn,1\n2026-02-01,fr,lyon,12.25\n"
    )
    try write(
      "headcount_money.csv",
      """
      month,source,kind,amount,currency,amount_paid
      2026-01-01,lyon:fr,wages,41000.5,EUR,41000.5
      2026-01-01,lyon:en,wages,1000,EUR,1000
      2026-02-01,lyon:fr,hiring,-250,EUR,-250

      """)
    try write(
      "compare.csv",
      """
      other,scope,id,month,measure,unit,part,value
      more <b>,queue,fr,2026-01-01,gross hours,hours,base,100
      more <b>,queue,en,2026-01-01,gross hours,hours,base,20.5
      more <b>,queue,fr,2026-01-01,gross hours,hours,handle time,12.25
      more <b>,queue,fr,2026-01-01,gross hours,hours,volume,-2

      """)
    try write(
      "sweep/tornado.csv",
      "measure,unit,driver,low,high,effect_low,effect_high\ngross hours,hours,volume,0.9,1.1,-310.5,322\n")
    let text = try page(plan, "--language", "de")
    for (name, value) in [
      ("wages", "42000.50"), ("hiring", "-250.00"), ("heads of a site", "3.00"), ("heads", "13.50"),
      ("base", "120.50"), ("driver", "12.25"), ("other", "130.75"), ("tornado", "-310.50"),
    ] { #expect(text.contains("data-v=\"\(value)\""), "\(name)") }
    for words in ["Personalplan und Budget", "Löhne", "Bearbeitungszeit", "more &lt;b&gt;", "−310,5 / +322,0"] {
      #expect(text.contains(words), "\(words)")
    }
    try write("compare.csv", "other,measure,unit,part,value\nmore,gross hours,hours,base,much\n")
    let refused = try Command.muster("report", plan.folder.path)
    #expect(refused.status == 2 && refused.errors.contains("compare.csv:2"), "\(refused.errors)")
  }

  @Test("with --back-tests each queue's figures stand beside its forecast, as muster backtest prints them")
  func backTests() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "back-tests-\(UUID().uuidString)")
    defer { remove(folder) }
    #expect(try Command.muster("example", "europe-support", folder.path).status == 0)
    #expect(try Command.muster("forecast", folder.path).status == 0)
    let tests = try Command.muster("backtest", folder.path, "--json")
    let found = try #require(try JSONSerialization.jsonObject(with: Data(tests.output.utf8)) as? [String: Any])
    let lines = try #require(found["lines"] as? [[String: Any]])
    let file = folder.appending(path: "page.html")
    #expect(try Command.muster("report", folder.path, "--back-tests", "--file", file.path).status == 0)
    let text = try String(contentsOf: file, encoding: .utf8)
    var shown = 0
    for line in lines
    where line["queue"] != nil && line["dates"] as? String == "all" && line["method"] as? String == "ours" {
      let error = try #require(line["wape"] as? Double) / 100
      #expect(text.contains("data-v=\"\(String(format: "%.4f", error))\""), "\(line)")
      shown += 1
    }
    #expect(shown > 0)
  }

  @Test("every language fills every gap, names its own tag, and runs in its own direction", arguments: tags)
  func inEveryLanguage(tag: String) throws {
    let plan = try RosteredPlan.centre()
    defer { remove(plan.folder) }
    let text = try page(plan, "--language", tag)
    #expect(
      text.hasPrefix("<!DOCTYPE html>\n<html lang=\"\(tag)\"\(["ar", "he"].contains(tag) ? " dir=\"rtl\"" : "")>"))
    let shown = text.prefix(upTo: try #require(text.range(of: "<script")).lowerBound)
    #expect(shown.firstMatch(of: /\{\w\}/) == nil, "a gap is left open")
    #expect(!shown.contains("\"<"), "a tag is not closed")
    #expect(!shown.contains("http:") && !shown.contains("https:"))
  }

  private static let tags = [
    "en", "ar", "bg", "ca", "cs", "da", "de", "el", "es", "fi", "fr", "he", "hu", "it", "ja", "nl", "no", "pl", "pt",
    "pt-BR", "ro", "sv", "tr", "uk", "zh-Hans",
  ]

  @Test("a region's tag takes its language, and a tag of none is refused with the languages that there are")
  func otherTags() throws {
    let plan = try RosteredPlan.centre()
    defer { remove(plan.folder) }
    #expect(try page(plan, "--language", "de-AT").contains("<html lang=\"de\">"))
    #expect(try page(plan, "--language", "nb").contains("<html lang=\"no\">"))
    let (plain, american) = (hours(try page(plan)), hours(try page(plan, "--language", "en-US")))
    #expect(plain.contains("22:00–06:30") && Set(plain).count > 1, "\(plain)")
    #expect(
      american
        == plain.map { text in
          text.replacing(/(\d\d):(\d\d)/) { time in
            let hour = Int(time.output.1) ?? 0
            return "\(hour % 12 == 0 ? 12 : hour % 12):\(time.output.2)\u{A0}\(hour < 12 ? "AM" : "PM")"
          }
        })
    let refused = try Command.muster("report", plan.folder.path, "--language", "xx")
    #expect(refused.status == 2 && refused.errors.contains("--language needs one of en, ar"), "\(refused.errors)")
  }

  /// What the cells of shifts show.
  private func hours(_ page: String) -> [String] {
    page.matches(of: /<td class="w[dln]">([^<]+)/).map { String($0.output.1) }
  }

  @Test("names stay out where they are not wanted, and no text of a file becomes markup")
  func names() throws {
    let plan = try RosteredPlan.centre(names: RosteredPlan.trickyNames)
    defer { remove(plan.folder) }
    let shown = try page(plan)
    #expect(shown.contains("Anna &lt;script&gt;window.ran = 1&lt;/script&gt;"))
    #expect(shown.components(separatedBy: "<script").count == 4, "two pieces of data and the script of the page")
    #expect(!shown.contains("</script>window"))
    let plain = try page(plan, "--no-names")
    #expect(!plain.contains("Anna") && plain.contains("A000"))
  }

  @Test("where there is nothing to tell of, or nowhere to put it, a sentence says so and nothing is written")
  func refusals() throws {
    let plan = try RosteredPlan.centre()
    defer { remove(plan.folder) }
    let nowhere = try Command.muster("report", plan.folder.path, "--file", plan.folder.path + "/no/where.html")
    #expect(nowhere.status == 2 && nowhere.errors.contains("there is no folder"), "\(nowhere.errors)")
    try FileManager.default.removeItem(at: plan.folder.appending(path: "out"))
    let empty = try Command.muster("report", plan.folder.path, "--file", plan.folder.path + "/page.html")
    #expect(empty.status == 2 && empty.errors.contains("Run muster plan"), "\(empty.errors)")
    #expect(!FileManager.default.fileExists(atPath: plan.folder.path + "/page.html"))
  }

  @Test("the pictures of the README are those of the example's report")
  func pictures() throws {
    let folder = try PlannedExample.copy("europe-support")
    defer { remove(folder.deletingLastPathComponent()) }
    let file = folder.appending(path: "page.html")
    #expect(try Command.muster("report", folder.path, "--file", file.path).status == 0)
    let text = try String(contentsOf: file, encoding: .utf8)
    let sheet = try #require(text.firstMatch(of: /<style>(.*?)<\/style>/.dotMatchesNewlines())).1
    // How high the pages of a team are is nothing to a chart.
    let style = sheet.split(separator: "\n", omittingEmptySubsequences: false).filter { !$0.hasPrefix(".rows") }
      .joined(separator: "\n")
    for part in ["forecast", "coverage"] {
      let section = text[try #require(text.range(of: "<section id=\"\(part)\"")).upperBound...]
      let figure = section[try #require(section.range(of: "<figcaption><bdi>fr-phone</bdi>")).upperBound...]
      let chart = try #require(figure.firstMatch(of: /<svg class="chart[^>]*>.*?<\/svg>/.dotMatchesNewlines())).0
      let end = try #require(chart.firstIndex(of: ">"))
      #expect(!chart.contains("\"<"), "a tag is not closed")
      let name = "xmlns=\"http://www.w3.org/2000/svg\""
      let inside = chart[chart.index(after: end)...]
      try check("\(chart[..<end]) \(name)><style>\(style)</style>\(inside)\n", is: part)
    }
    let colours = try #require(style.range(of: "\n*{box-sizing")).lowerBound
    try check(try RosterPicture(report: text).svg(colours: String(style[..<colours])), is: "roster")
  }

  /// Holds a picture against the one of the documentation, which MUSTER_WRITE_DOCS=1 writes.
  private func check(_ picture: String, is name: String) throws {
    let place = Command.repository.appending(path: "docs/images/\(name).svg")
    if ProcessInfo.processInfo.environment["MUSTER_WRITE_DOCS"] != nil {
      try picture.write(to: place, atomically: true, encoding: .utf8)
    }
    #expect(
      try String(contentsOf: place, encoding: .utf8) == picture, "MUSTER_WRITE_DOCS=1 writes docs/images/\(name).svg")
  }

  @Test("a thousand people, four weeks and fifty queues fit into 25 MB, sixty people into 3 MB")
  func size() throws {
    for (people, queues, most) in [(1000, 50, 25_000_000), (60, 12, 3_000_000)] {
      let plan = try RosteredPlan.centre(people: people, queues: queues, weeks: 4)
      defer { remove(plan.folder) }
      let bytes = try page(plan).utf8.count
      print("report of \(people) people and \(queues) queues: \(bytes) bytes")
      #expect(bytes < most)
    }
  }
}

/// A scenario with a roster written by hand, to be shown and not planned.
struct RosteredPlan {
  let folder: URL

  /// Names that look like markup, quotes, and marks that turn the direction of text.
  static let trickyNames = [
    "Anna <script>window.ran = 1</script>", "</script><script>window.ran = 2</script>", "O'Neil \"Bo\" & Söhne",
    "<img src=x onerror=window.ran=3>", "\u{202E}retrograde\u{202C} Kim", "عمر \u{200F}(ليل)", "=1+1", "{0} ${1} `x`",
  ]

  /// People of some zones in teams of twenty, each with an eight-hour shift on five days a week, some over midnight.
  ///
  /// - Parameter zones: one site each; people are shared out over them.
  static func centre(
    people: Int = 8, queues: Int = 2, weeks: Int = 1, first: String = "2026-03-02", zones: [String] = ["Europe/Berlin"],
    names: [String] = []
  ) throws -> RosteredPlan {
    let folder = try Command.temporaryFolder()
    func write(_ name: String, _ text: String) throws {
      try text.write(to: folder.appending(path: name), atomically: true, encoding: .utf8)
    }
    try FileManager.default.createDirectory(at: folder.appending(path: "out"), withIntermediateDirectories: true)
    let sites = zones.indices.map { "  - { id: s\($0), zone: \(zones[$0]) }\n" }.joined()
    let queueLines = (0..<queues).map {
      "  - { id: q\($0), language: en, channel: phone, open: { zone: \(zones[0]), mon-sun: 00:00-24:00 }, "
        + "goal: { answered: 80 %, within: 20 s } }\n"
    }.joined()
    try write(
      "scenario.yaml",
      """
      name: Shown "and" <not> planned
      horizon: { first: \(first), weeks: \(weeks), interval: 30 min }
      agents: agents.csv
      queues:
      \(queueLines)sites:
      \(sites)contracts:
        - id: full
          week: { hours: 40 h, days: 5 }
          shifts: { lengths: [8 h], starts: [00:00, 06:00, 14:00, 22:00], lunch: 30 min unpaid }
          rest: 11 h
          cost: 18 EUR/h

      """)
    var agents = "id,name,site,contract,languages,skills,team\n"
    var roster = "agent_id,start_utc,end_utc\n"
    var breaks = "agent_id,date,ordinal,kind,start_utc,end_utc,paid\n"
    var assignments = "agent_id,start_utc,end_utc,queues\n"
    let format = ISO8601DateFormatter()
    let start = try #require(format.date(from: "\(first)T00:00:00Z"))
    for person in 0..<people {
      let id = "A\(String(format: "%04d", person))"
      let name = names.isEmpty ? "Person \(person)" : names[person % names.count]
      let quoted = "\"\(name.replacingOccurrences(of: "\"", with: "\"\""))\""
      agents += "\(id),\(quoted),s\(person % zones.count),full,en,phone L1,team \(person / 20)\n"
      for day in 0..<weeks * 7 where (day + person) % 7 < 5 {
        // Hours of UTC spread over the day, so that some shift crosses every change of a clock.
        let from = start.addingTimeInterval(Double(day * 86_400 + (6 + person % 4 * 5) % 24 * 3600))
        let to = from.addingTimeInterval(8.5 * 3600)
        let local = DateFormatter()
        local.timeZone = TimeZone(identifier: zones[person % zones.count])
        local.dateFormat = "yyyy-MM-dd"
        let noon = from.addingTimeInterval(4 * 3600)
        roster += "\(id),\(format.string(from: from)),\(format.string(from: to))\n"
        breaks += "\(id),\(local.string(from: from)),0,lunch,\(format.string(from: noon)),"
        breaks += "\(format.string(from: noon.addingTimeInterval(1800))),false\n"
        assignments += "\(id),\(format.string(from: from)),\(format.string(from: to)),q\((person + day) % queues)\n"
      }
    }
    let coverage = Self.coverage(queues, weeks, start)
    // The need stands in both tables.
    let requirement = coverage.split(separator: "\n").map {
      $0.replacing("required_agents", with: "net_agents").split(separator: ",").prefix(3).joined(separator: ",")
    }
    let needed = requirement.joined(separator: "\n")
    try write("agents.csv", agents)
    for (name, text) in [
      ("roster", roster), ("breaks", breaks), ("assignments", assignments), ("coverage", coverage),
      ("requirement", needed),
    ] { try write("out/\(name).csv", text) }
    return RosteredPlan(folder: folder)
  }

  /// Made-up needs and people of every interval.
  private static func coverage(_ queues: Int, _ weeks: Int, _ start: Date) -> String {
    var text = "queue,start_utc,required_agents,rostered_agents,expected_service_level\n"
    let format = ISO8601DateFormatter()
    let starts = (48..<(weeks * 7 - 1) * 48).map { format.string(from: start.addingTimeInterval(Double($0) * 1800)) }
    for queue in 0..<queues {
      for (interval, moment) in starts.enumerated() {
        let required = 3 + Double((interval * 7 + queue * 13) % 400) / 73
        let rostered = 2.5 + Double((interval * 11 + queue * 5) % 500) / 71
        text += "q\(queue),\(moment),\(String(format: "%.4f,%.4f", required, rostered)),0.8125\n"
      }
    }
    return text
  }
}
