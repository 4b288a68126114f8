import Foundation
import Testing

/// Mail drafts of a publication, read back by Python's parser of mail.
@Suite struct MailDraftTests {
  /// Says of every draft what a mail program sees in it; any defect ends it.
  private static let reader = """
    import email, email.policy, email.utils, glob, json, sys
    found = {}
    for path in sorted(glob.glob(sys.argv[1] + "/*/*.eml")):
        raw = open(path, "rb").read()
        assert all(line.endswith(b"\\r") and len(line) <= 79 for line in raw.split(b"\\n")[:-1]), path
        assert max(raw) < 128, path
        mail = email.message_from_bytes(raw, policy=email.policy.default)
        parts = list(mail.iter_parts())
        assert not mail.defects and not any(p.defects for p in parts), path
        assert not any(mail[h].defects for h in ("From", "Subject", "Date", "Message-ID")), path
        assert [p.get_content_type() for p in parts] == ["text/plain", "text/calendar"], path
        calendar = parts[1].get_content()
        calendar = calendar if isinstance(calendar, str) else calendar.decode()
        found[path[len(sys.argv[1]) + 1:]] = {
            "from": str(mail["From"]), "to": str(mail["To"] or ""), "subject": str(mail["Subject"]),
            "date": mail["Date"].datetime.isoformat(), "id": mail["Message-ID"], "text": parts[0].get_content(),
            "method": parts[1]["Content-Type"].params["method"], "file": parts[1].get_filename(), "calendar": calendar}
    print(json.dumps(found))
    """

  private struct Mail: Decodable, Equatable {
    var from: String
    var to: String
    var subject: String
    var date: String
    var id: String
    var text: String
    var method: String
    var file: String
    var calendar: String
  }

  private static let hasPython: Bool = {
    let answer = try? Command.run("/usr/bin/env", ["python3", "-c", "import email.policy"])
    if answer?.status != 0 { print("skipped: mail drafts are not read back, there is no python3") }
    return answer?.status == 0
  }()

  private func drafts(_ life: LifeOfRoster) throws -> [String: Mail] {
    let script = life.folder.appending(path: "read.py")
    try Data(Self.reader.utf8).write(to: script)
    let answer = try Command.run("/usr/bin/env", ["python3", script.path, "mail"], in: life.folder)
    #expect(answer.status == 0, "\(answer.errors)")
    return try JSONDecoder().decode([String: Mail].self, from: Data(answer.output.utf8))
  }

  @Test(
    "everybody with something new gets their shifts in their language and a calendar of them; others get nothing",
    .enabled(if: hasPython))
  func drafts() throws {
    let life = try LifeOfRoster()
    defer { life.remove() }
    let table = """
      id,name,site,contract,languages,skills,team,calendar_language,email
      p1,"Ünal, Örsan 🦊",paris,full,en,phone,team,de,p1@example.org
      p2,Person 1,paris,full,en,phone,team,en,
      p3,Person 2,paris,full,en,phone,team,ar,p3@example.org

      """
    try Data(table.utf8).write(to: life.folder.appending(path: "plan/agents.csv"))
    let told = "--mail mail --mail-from 'Planung Süd <plan@example.org>'"
    let first = try life.publish(at: "2026-02-27T12:00+01:00", told)
    let mails = try drafts(life)
    let people = Set(try life.rows("out/roster.csv").compactMap { $0["agent_id"] })
    #expect(first.contains("Mail: \(people.count) drafts in mail/0001"), "\(first)")
    #expect(Set(mails.keys) == Set(people.map { "0001/\($0).eml" }))
    #expect(Set(mails.values.map(\.id)).count == mails.count)
    let mail = try #require(mails["0001/p1.eml"])
    #expect(mail.from == "Planung Süd <plan@example.org>" && mail.to == "p1@example.org")
    #expect(mails["0001/p2.eml"]?.to == "")
    #expect(mail.subject == "Dienstplan: Ünal, Örsan 🦊")
    #expect(mail.date == "2026-02-27T11:00:00+00:00" && mail.method == "PUBLISH" && mail.file == "p1.ics")
    #expect(mail.text.contains("Schicht 09:00–17:00 (Europe/Paris)") || mail.text.contains("Schicht 08:00–16:00"))
    #expect(mail.calendar.contains("METHOD:PUBLISH\r\n") && mail.calendar.contains("ORGANIZER:mailto:plan@example.org"))
    let own = try life.rows("out/roster.csv").filter { $0["agent_id"] == "p1" }.compactMap { $0["uid"] }
    #expect(own.allSatisfy { mail.calendar.replacing("\r\n ", with: "").contains("UID:\($0)") })

    // Asked for again, nothing is written; what was told since goes to those concerned alone.
    let before = try Command.contents(of: life.folder.appending(path: "mail"))
    try life.publish(at: "2026-02-27T12:05+01:00", told)
    #expect(try Command.contents(of: life.folder.appending(path: "mail")) == before)
    let worked = try #require(try life.rows("out/roster.csv").first { $0["agent_id"] == "p1" })
    let date = worked["date"] ?? ""
    try life.edit { $0.contains("p1,") && $0.contains(date) ? nil : $0 }
    try life.publish(at: "2026-02-28T12:00+01:00", told)
    let changed = try drafts(life).filter { $0.key.hasPrefix("0002/") }
    #expect(changed.keys.sorted() == ["0002/p1.eml"])
    let withdrawn = try #require(changed["0002/p1.eml"])
    #expect(withdrawn.text.contains("Entfällt: ") && withdrawn.calendar.contains("STATUS:CANCELLED"))
    #expect(withdrawn.calendar.components(separatedBy: "BEGIN:VEVENT").count == 2)
  }

  @Test("addresses and options that make no mail are refused before anything is published")
  func refusals() throws {
    let life = try LifeOfRoster()
    defer { life.remove() }
    for line in [
      "--mail mail", "--mail-from a@b", "--mail mail --mail-from 'x'", "--mail mail --mail-from a@b --dry-run",
    ] {
      #expect(try life.muster("publish plan \(line)").status == 2, "\(line)")
    }
    let table = "id,name,site,contract,languages,skills,email\np1,Ann,paris,full,en,phone,a b@c\n"
    try Data(table.utf8).write(to: life.folder.appending(path: "plan/agents.csv"))
    let refused = try life.muster("check plan")
    let said = refused.output + refused.errors
    #expect(refused.status == 2 && said.contains("agents.csv:2, column email: this is no mail address"))
    #expect(!said.contains("a b@c"))
    #expect(!FileManager.default.fileExists(atPath: life.published.path))
  }
}
