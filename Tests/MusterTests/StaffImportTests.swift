import Foundation
import Muster
import Tabular
import Testing

/// Exports of people and of leave, in forms that personnel and workforce systems write.
@Suite("people and leave are imported")
struct StaffImportTests {
  static let scenario = """
    name: Desk
    horizon: { first: 2026-03-23, weeks: 1, interval: 30 min }
    history: history.csv
    agents: agents.csv
    leave: leave.csv
    queues:
      - { id: de-phone, language: de, channel: phone, open: { zone: Europe/Berlin, mon-fri: 08:00-18:00 }, goal: { answered: 80 %, within: 20 s } }
      - { id: en-phone, language: en, channel: phone, open: { zone: Europe/Berlin, mon-fri: 08:00-18:00 }, goal: { answered: 80 %, within: 20 s } }
      - { id: de-email, language: de, channel: email, open: { zone: Europe/Berlin, mon-fri: 08:00-18:00 }, goal: { answered: 90 %, within: 4 h, clock: business } }
    sites:
      - { id: berlin, zone: Europe/Berlin }
      - { id: lyon, zone: Europe/Paris }
    contracts:
      - { id: full-time, week: { hours: 40 h, days: 5 }, shifts: { lengths: [8 h], starts: 08:00-10:00 every 30 min }, cost: 20 EUR/h }
      - { id: part-time, week: { hours: 20 h, days: 5 }, shifts: { lengths: [4 h], starts: 08:00-14:00 every 30 min }, cost: 20 EUR/h }

    """

  /// Title line, semicolons, Windows-1252, two names, levels of languages, a leaver, a total, and much that is nobody's business.
  static let german = """
    Personalliste, Stand 01.03.2026
    Personalnummer;Vorname;Nachname;E-Mail;Geburtsdatum;Standort;Vertragsart;Sprachen;Skills;Eintrittsdatum;Austrittsdatum;Status
    1001;Jörg;Zzyzxmann;joerg@example.org;01.02.1980;Berlin;Full-Time;Deutsch (Muttersprache), Englisch (C1);Telefon, Mail, Fax;15.04.2019;31.12.9999;aktiv
    1002;Ada;Qwertzova;ada@example.org;03.05.1991;Lyon;Part-Time;Englisch (C2), Deutsch (A2);Voice;01.07.2024;;aktiv
    1003;Bo;Gone;bo@example.org;03.05.1991;Lyon;Part-Time;Deutsch;Voice;01.07.2020;28.02.2026;ausgeschieden
    Summe;;;;;;;;;;;

    """

  func folder(_ body: (URL) throws -> Void) throws {
    let folder = try Command.temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    try Data(Self.scenario.utf8).write(to: folder.appending(path: "scenario.yaml"))
    try body(folder)
  }

  func text(_ folder: URL, _ name: String) throws -> String {
    try String(contentsOf: folder.appending(path: name), encoding: .utf8)
  }

  func run(
    _ export: String, _ folder: URL, kind: StaffImporter.Kind = .people, mapping: String? = nil,
    encoding: String.Encoding = .utf8, change: (inout StaffImporter.Request) -> Void = { _ in }
  ) throws -> StaffImporter.Result {
    let file = folder.appending(path: "export.csv")
    try #require(export.data(using: encoding)).write(to: file)
    var request = StaffImporter.Request(files: [file.path])
    request.folder = folder.path
    if let mapping {
      try Data(mapping.utf8).write(to: folder.appending(path: "mapping.yaml"))
      request.mapping = folder.appending(path: "mapping.yaml").path
    }
    change(&request)
    return try StaffImporter.run(request, of: kind)
  }

  @Test("a German list of personnel becomes the table of people, and nothing else of it is kept")
  func germanList() throws {
    try folder { folder in
      let mapping = """
        rows: people
        id: Personalnummer
        name: [Vorname, Nachname]
        site: Standort
        contract: Vertragsart
        languages: Sprachen
        skills: Skills
        from: Eintrittsdatum
        to: Austrittsdatum
        drop: { Status: [ausgeschieden] }
        names: { skills: { Fax: none } }
        """
      let result = try run(Self.german, folder, mapping: mapping, encoding: .windowsCP1252)
      #expect(result.added == ["1001", "1002"])
      #expect(
        try text(folder, "agents.csv") == """
          id,name,site,contract,languages,skills,team,calendar_language,from,to\r
          1001,Jörg Zzyzxmann,berlin,full-time,de en,phone email L1,,,2019-04-15,\r
          1002,Ada Qwertzova,lyon,part-time,en,phone L1,,,2024-07-01,\r

          """)
      let everything = try text(folder, "agents.csv") + result.text
      for word in ["example.org", "1980", "1991", "Gone"] { #expect(!everything.contains(word)) }
      #expect(!result.text.contains("Zzyzx") && result.text.contains("1 Status is \"ausgeschieden\""))
      #expect(result.text.contains("1 languages at a beginner's level are left out"))
      #expect(result.text.contains("not read  2 columns: E-Mail, Geburtsdatum"))
    }
  }

  @Test("a drafted mapping says what each column is taken for, and is read as it stands")
  func draft() throws {
    try folder { folder in
      let file = folder.appending(path: "export.csv")
      try Data(Self.german.utf8).write(to: file)
      var request = StaffImporter.Request(files: [file.path])
      request.folder = folder.path
      let path = folder.appending(path: "people.yaml").path
      try StaffImporter.draft(request, of: .people, to: path)
      let drafted = try text(folder, "people.yaml")
      let lines = drafted.split(separator: "\n").map(String.init).filter { !$0.hasPrefix("#") }
      #expect(
        lines == [
          "rows: people", "separator: semicolon", "header-line: 2", "id: [\"Personalnummer\"]",
          "name: [\"Vorname\", \"Nachname\"]", "site: [\"Standort\"]", "contract: [\"Vertragsart\"]",
          "languages: [\"Sprachen\"]", "skills: [\"Skills\"]", "from: [\"Eintrittsdatum\"]", "to: [\"Austrittsdatum\"]",
          "date-order: dmy", "drop: { \"Status\": [\"ausgeschieden\"] }",
        ])
      #expect(drafted.contains("#   skills: { \"Fax\": none }"))
      #expect(!drafted.contains("Zzyzx") && !drafted.contains("example.org"))
      request.mapping = path
      let result = try StaffImporter.run(request, of: .people)
      #expect(result.added == ["1001", "1002"] && result.notes.contains { $0.contains("Fax (1)") })
    }
  }

  @Test("the same people twice change nothing; who changed is shown, who left is named and stays")
  func again() throws {
    try folder { folder in
      let first = """
        Employee ID,Full Name,Location,Contract,Language,Skill
        A1,Ann A,Berlin,full-time,German,de-phone
        A1,Ann A,Berlin,full-time,English,de-email
        A2,Ben B,Lyon,part-time,en,Phone
        A3,Cem C,Lyon,part-time,en,Phone
        """
      #expect(try run(first, folder).added == ["A1", "A2", "A3"])
      let table = try text(folder, "agents.csv")
      #expect(table.contains("A1,Ann A,berlin,full-time,de en,phone L1 email,"))
      let same = try run(first, folder)
      #expect(!same.isChanged && same.unchanged == 3 && same.text.contains("is as it was"))
      #expect(try text(folder, "agents.csv") == table)
      // A planner's own column and order of rows stay.
      let edited = table.split(separator: "\r\n").joined(separator: "\n") + "\n"
      try Data(edited.utf8).write(to: folder.appending(path: "agents.csv"))
      let second = """
        Employee ID,Full Name,Location,Contract,Language,Skill
        A2,Ben Bee,Berlin,part-time,en,Phone
        A1,Ann A,Berlin,full-time,German; English,email; phone; L1
        A4,Dee D,Berlin,full-time,de,Phone
        """
      let result = try run(second, folder)
      #expect(result.changed == ["A2: another name, site lyon -> berlin"])
      #expect(result.added == ["A4"] && result.missing == ["A3"] && result.unchanged == 1)
      #expect(
        try text(folder, "agents.csv")
          == edited.replacingOccurrences(of: "A2,Ben B,lyon", with: "A2,Ben Bee,berlin")
          + "A4,Dee D,berlin,full-time,de,phone L1,,,,\n")
      let removed = try run(second, folder) { $0.removesLeavers = true }
      #expect(removed.isChanged)
      #expect(try !text(folder, "agents.csv").contains("A3"))
    }
  }

  @Test("skills that presence, duties and posts ask for are kept, and blanks part the skills of a cell")
  func otherSkills() throws {
    try folder { folder in
      let asked =
        Self.scenario + """
          presence: [{ site: berlin, skill: lead, open: { mon-fri: 08:00-18:00 } }]
          on-call: [{ site: berlin, skill: fraud, hours: 20:00-08:00 }]

          """
      try Data(asked.utf8).write(to: folder.appending(path: "scenario.yaml"))
      let export = """
        Employee ID,Full Name,Location,Contract,Language,Skill
        A1,Ann A,Berlin,full-time,German,phone; Lead; Fraud; Chess
        A2,Ben B,Berlin,full-time,German,phone email lead
        """
      let result = try run(export, folder)
      #expect(result.notes.contains("Skills that nothing asks for are left out: Chess (1)."), "\(result.notes)")
      let table = try text(folder, "agents.csv")
      #expect(table.contains("A1,Ann A,berlin,full-time,de,phone lead fraud L1,"), "\(table)")
      #expect(table.contains("A2,Ben B,berlin,full-time,de,phone email lead L1,"), "\(table)")
      #expect(try !run(export, folder).isChanged)
    }
  }

  @Test("weekly hours are the contract of so many, and languages go by their names in further tongues")
  func hoursAndTongues() throws {
    try folder { folder in
      let export =
        "Employee ID,Name,Location,Scheduled Weekly Hours,Languages,Skills\n"
        + "A1,Ann A,Berlin,40,ドイツ語、英語,Phone\nA2,Ben B,Lyon,\"20,0\",Niemiecki,Phone\n"
      _ = try run(export, folder)
      let table = try text(folder, "agents.csv")
      #expect(table.contains("A1,Ann A,berlin,full-time,de en,phone L1,"), "\(table)")
      #expect(table.contains("A2,Ben B,lyon,part-time,de,phone L1,"), "\(table)")
      let odd = try #require(throws: InputError.self) { try run(export.replacing(",40,", with: ",35,"), folder) }
      #expect(odd.description.contains("the scenario has no contract \"35\""))
    }
  }

  @Test("where people are wanted by shift, nobody has to serve a queue or to have languages and skills")
  func shiftDemand() throws {
    try folder { folder in
      let desk = """
        name: Desk
        horizon: { first: 2026-03-23, weeks: 1, interval: 30 min }
        demand: shifts
        agents: agents.csv
        sites: [{ id: porto, zone: Europe/Lisbon }]
        contracts:
          - { id: desk, week: { hours: 40 h, days: 5 }, shifts: { lengths: [8 h], starts: [08:00] }, cost: 20 EUR/h }

        """
      try Data(desk.utf8).write(to: folder.appending(path: "scenario.yaml"))
      try Data("date,site,start,end,skill,wanted\n2026-03-23,porto,08:00,16:00,first-aid,1\n".utf8)
        .write(to: folder.appending(path: "shift-demand.csv"))
      try Data("id,name,site,contract\nD1,Ana Reis,porto,desk\n".utf8).write(to: folder.appending(path: "agents.csv"))
      let plain = try run("Employee ID,Full Name,Location,Contract\nD2,Eva S,Porto,desk\n", folder)
      #expect(plain.added == ["D2"])
      #expect(try text(folder, "agents.csv") == "id,name,site,contract\nD1,Ana Reis,porto,desk\nD2,Eva S,porto,desk\n")
      let skilled = try run("Employee ID,Full Name,Location,Contract,Skill\nD1,Ana Reis,Porto,desk,First aid\n", folder)
      #expect(skilled.changed == ["D1: skills nothing -> first-aid"])
    }
  }

  @Test("what the scenario does not have is asked, all at once, and nothing is written")
  func questions() throws {
    try folder { folder in
      let export = """
        Employee ID,Name,Work Location,Contract Type,Languages,Skills,Hire Date
        A1,Ann A,Berlin HQ,Permanent 40,German,Phone,03/04/2020
        A2,Ben B,Remote,full-time,German,Phone,05/06/2021
        """
      let order = try #require(throws: InputError.self) { try run(export, folder) }
      #expect(order.description.contains("\"03/04/2020\" may be day first or month first"))
      let names = try #require(throws: InputError.self) { try run(export, folder) { $0.dateOrder = "mdy" } }
      for word in ["\"Berlin HQ\"", "\"Remote\"", "\"Permanent 40\""] { #expect(names.description.contains(word)) }
      #expect(names.description.contains("names: { site: { \"Berlin HQ\": berlin } }"))
      #expect(!FileManager.default.fileExists(atPath: folder.appending(path: "agents.csv").path))
      let mapping = """
        rows: people
        id: Employee ID
        name: Name
        site: Work Location
        contract: Contract Type
        languages: Languages
        skills: Skills
        from: Hire Date
        date-order: mdy
        names: { site: { Berlin HQ: berlin, Remote: none }, contract: { Permanent 40: full-time } }
        """
      let result = try run(export, folder, mapping: mapping)
      #expect(result.added == ["A1"] && result.notes.contains { $0.contains("none of their site: A2") })
      #expect(try text(folder, "agents.csv").contains("2020-03-04"))
    }
  }

  @Test(
    "an export that would be read wrong is refused with its line",
    arguments: [
      ("E-Mail,Name,Site\nann@example.org,Ann,Berlin\nben@example.org,Ben,Berlin\n", "no column is known to say who"),
      (
        "Employee ID,Name,Site,Contract,Language,Skill\nA1,Ann,Berlin,full-time,de,Phone\nA1,Ann,Lyon,full-time,de,Phone\n",
        "line 2"
      ),
      (
        "Employee ID,Name,Site,Contract,Language,Skill,Hire Date\nA1,Ann,Berlin,full-time,de,Phone,2020-01-01\nA2,Ben,Berlin,full-time,de,Phone,soon\nA3,Cem,Berlin,full-time,de,Phone,2020-01-01\n",
        "\"soon\" is not a date"
      ),
      ("Employee ID,Name,Contract,Language,Skill\nA1,Ann,full-time,de,Phone\n", "nothing says which site A1 has"),
    ])
  func refused(_ export: String, _ sentence: String) throws {
    try folder { folder in
      let error = try #require(throws: InputError.self) { try run(export, folder) }
      #expect(error.description.contains(sentence), "\(error)")
      #expect(!FileManager.default.fileExists(atPath: folder.appending(path: "agents.csv").path))
    }
  }

  @Test("a row for each language may have its level, and two employments of somebody are told with the line")
  func rowsOfOnePerson() throws {
    try folder { folder in
      let head = "Employee ID,Full Name,Location,Contract,Language,Level,Skill,Start Date\n"
      let rows = ["German,Native", "English,B2", "English,A2"].enumerated().map { place, text in
        "A\(place / 2),Ann A,Berlin,full-time,\(text),Phone,2024-01-01\n"
      }
      _ = try run(head + rows.joined() + "A1,Ann A,Berlin,full-time,German,C1,Phone,2024-01-01\n", folder)
      #expect(try text(folder, "agents.csv").contains("A0,Ann A,berlin,full-time,de en,"))
      #expect(try text(folder, "agents.csv").contains("A1,Ann A,berlin,full-time,de,"))
      let error = try #require(throws: InputError.self) {
        try run(head + rows[0] + "A0,Ann A,Berlin,full-time,German,Native,Phone,2026-03-01\n", folder)
      }
      #expect(error.problems.map(\.message) == ["A0 has from 2026-03-01 here and 2024-01-01 in line 2"])
    }
  }

  @Test("leave is imported: single dates become one, what is not granted is left out, a moved leave is shown")
  func leave() throws {
    try folder { folder in
      let people = """
        Employee ID,Full Name,Location,Contract,Language,Skill
        A1,Ann A,Berlin,full-time,German,Phone
        A2,Ben B,Lyon,part-time,en,Phone
        """
      _ = try run(people, folder)
      let first = """
        Employee ID,Employee Name,Date,Absence Type,Approval Status,Comment
        A1,Ann A,2026-03-24,Vacation,Approved,flying to Zzyzx
        A1,Ann A,2026-03-25,Vacation,Approved,
        A1,Ann A,2026-03-26,Vacation,Rejected,
        A2,Ben B,2026-03-23,Training,Approved,
        X9,Who W,2026-03-23,Training,Approved,
        """
      let result = try run(first, folder, kind: .leave)
      #expect(
        try text(folder, "leave.csv") == """
          agent,from,to,kind\r
          A1,2026-03-24,2026-03-25,vacation\r
          A2,2026-03-23,2026-03-23,training\r

          """)
      #expect(result.notes.contains { $0.contains("does not have them: X9") })
      #expect(try !run(first, folder, kind: .leave).isChanged)
      let second = """
        Agent ID;From;To;Type
        A1;2026-03-25;2026-03-27;Vacation
        """
      let moved = try run(second, folder, kind: .leave)
      #expect(moved.changed == ["A1 2026-03-24 to 2026-03-25 vacation -> 2026-03-25 to 2026-03-27"])
      #expect(try text(folder, "leave.csv").contains("A1,2026-03-25,2026-03-27,vacation\r\nA2,2026-03-23"))
      // Dots put the day first without a question; four hours of eight are told.
      let hours = """
        Personalnummer;Datum;Art;Stunden
        A1;03.04.2026;Urlaub;8
        A2;03.04.2026;Urlaub;8,0
        A2;07.04.2026;Urlaub;4
        """
      let parts = try run(hours, folder, kind: .leave)
      #expect(try text(folder, "leave.csv").contains("A2,2026-04-07,2026-04-07,urlaub"))
      #expect(parts.reports[0].contains("fewer hours than others counts as a whole day, as in line 4;"))
    }
  }

  @Test("leave that the file says was taken back goes, what was refused or is of another kind does not")
  func withdrawn() throws {
    try folder { folder in
      try Data(
        "id,name,site,contract,languages,skills\nA1,A,berlin,full-time,de,phone\nA2,B,berlin,full-time,de,phone\n".utf8
      )
      .write(to: folder.appending(path: "agents.csv"))
      let leave = "agent,from,to,kind\nA1,2026-03-23,2026-03-27,vacation\nA2,2026-03-23,2026-03-24,sick\n"
      try Data((leave + "A2,2026-03-30,2026-03-30,vacation\n").utf8).write(to: folder.appending(path: "leave.csv"))
      let export = """
        Employee ID;Type;Start Date;End Date;Status
        A1;Vacation;23.03.2026;27.03.2026;Cancelled
        A2;Vacation;23.03.2026;24.03.2026;Cancelled
        A2;Vacation;30.03.2026;30.03.2026;Rejected
        A2;Vacation;13.04.2026;13.04.2026;Approved

        """
      let result = try run(export, folder, kind: .leave)
      #expect(result.changed == ["A1 2026-03-23 to 2026-03-27 vacation -> withdrawn, taken out"])
      let rows = try text(folder, "leave.csv").split(whereSeparator: \.isNewline).dropFirst()
      #expect(
        rows == [
          "A2,2026-03-23,2026-03-24,sick", "A2,2026-03-30,2026-03-30,vacation", "A2,2026-04-13,2026-04-13,vacation",
        ])
      #expect(try !run(export, folder, kind: .leave).isChanged)
    }
  }

  @Test("people and leave are imported by the command, a history as before")
  func command() throws {
    try folder { folder in
      try Data("id,name,site,contract,language,skill\nA1,Ann,berlin,full-time,de,phone\n".utf8)
        .write(to: folder.appending(path: "staff.csv"))
      let look = try Command.muster("import", "people", "staff.csv", in: folder)
      #expect(look.status == 0 && look.output.contains("Nothing was written"), "\(look.errors)")
      let run = try Command.muster("import", "people", "staff.csv", "--into", ".", "--json", in: folder)
      #expect(run.status == 0 && run.output.contains("\"added\""), "\(run.errors)")
      let help = try Command.muster("import", "--help")
      #expect(help.output.contains("people") && help.output.contains("leave"))
      #expect(try Command.muster("import", "--profiles").output.contains("amazon-connect"))
    }
  }
}
