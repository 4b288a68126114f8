import Foundation
import Testing

/// Words that are no command and options with the wrong dashes, as they are typed.
@Suite struct MisspellingTests {
  @Test(
    "a word that is no command is answered with the nearest command and status 2",
    arguments: [
      ("plann .", "there is no command plann", "Did you mean plan?"),
      ("Simulate .", "there is no command Simulate", "Did you mean simulate?"),
      ("forcast . --json", "there is no command forcast", "Did you mean forecast?"),
      ("help pubish", "there is no command pubish", "Did you mean publish?"),
      ("xyzzy", "there is no command xyzzy", "Write one of audit, "),
      ("Tests --effort quick", "there is no command Tests", "for example muster plan Tests."),
      ("plan . \u{2014}json", "\u{2014}json begins with a printed dash", "Write --json, with two plain dashes."),
      ("plan . \u{2013}-effort quick", "begins with a printed dash", "Write --effort, with two plain dashes."),
      ("plan . --efort quick", "Unknown option '--efort'", "Did you mean '--effort'?"),
      ("plan . --effort quik", "The value 'quik' is invalid", "'quick', 'normal' or 'best'"),
      ("erlang --volme 3", "Unknown option '--volme'", "Did you mean '--volume'?"),
    ])
  func misspelt(line: String, says: String, next: String) throws {
    let result = try Command.shell("muster \(line)", in: Command.repository)
    #expect(result.status == 2 && result.output.isEmpty)
    #expect(result.errors.contains(says) && result.errors.contains(next), "\(line): \(result.errors)")
  }

  @Test("what is spelt right is left to the commands") func right() throws {
    for line in ["--help", "help plan", "--version", "help", "erlang --volume 1 --handle-time '1 min' --agents=-3"] {
      let result = try Command.shell("muster \(line)", in: Command.repository)
      #expect(!result.errors.contains("there is no command"), "\(line): \(result.errors)")
    }
  }
}
