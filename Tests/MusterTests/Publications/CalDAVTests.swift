import Foundation
import Testing

/// Calendars on a server: one that fails on purpose, and two that others use.
@Suite struct CalDAVTests {
  /// The harness mostly waits for a server, and leaves its core to others.
  private func run(_ mode: String) async throws {
    let life = try LifeOfRoster()
    defer { life.remove() }
    let folder = life.folder
    let script = folder.appending(path: "harness.py")
    try Data(CalDAVHarness.program.utf8).write(to: script)
    let muster = Command.products.appending(path: "muster").path
    let answer = try await Command.aside {
      try Command.run("/usr/bin/env", ["python3", script.path, muster, mode], in: folder)
    }
    #expect(answer.status == 0 && answer.output.contains("all held"), "\(answer.output)\(answer.errors)")
  }

  private static func has(_ module: String) -> Bool {
    let answer = try? Command.run("/usr/bin/env", ["python3", "-c", "import \(module)"])
    if answer?.status != 0 { print("skipped: python3 does not have \(module)") }
    return answer?.status == 0
  }

  @Test(
    "a server that refuses, fails, hangs, is cut off or sees us killed holds the roster in the end, and others' edits stay",
    .enabled(if: has("http.server")))
  func scripted() async throws { try await run("scripted") }

  @Test(
    "a server whose certificate nobody vouches for gets no request and no password",
    .enabled(if: has("ssl") && hasOpenSSL()))
  func untrusted() async throws { try await run("tls") }

  private static func hasOpenSSL() -> Bool {
    let isThere = (try? Command.run("/usr/bin/env", ["openssl", "version"]))?.status == 0
    if !isThere { print("skipped: no openssl makes a certificate") }
    return isThere
  }

  @Test("Radicale holds exactly what people were told", .enabled(if: has("radicale"))) func radicale() async throws {
    try await run("radicale")
  }

  @Test("Xandikos holds exactly what people were told", .enabled(if: has("xandikos"))) func xandikos() async throws {
    try await run("xandikos")
  }

  @Test(
    "an address that would tell secrets is refused before anything is published, and no message holds a password",
    arguments: [
      ("--caldav http://example.org/dav/", "unencrypted"),
      ("--caldav https://ann:word@example.org/", "do not belong into an address"),
      ("--caldav ftp://example.org/", "no address"), ("--caldav 'https://example.org/?a=b'", "no address"),
      ("--caldav https://example.org/ --credentials open", "others may read"),
      ("--caldav https://example.org/ --credentials short", "not a user and a password"),
      ("--credentials short", "goes with --caldav"), ("--caldav https://example.org/ --dry-run", "without --dry-run"),
    ])
  func refusals(line: String, words: String) throws {
    let life = try LifeOfRoster()
    defer { life.remove() }
    for (name, text, mode) in [("open", "ann\nword\n", 0o644), ("short", "word\n", 0o600)] {
      let file = life.folder.appending(path: name)
      try Data(text.utf8).write(to: file)
      try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: file.path)
    }
    let refused = try life.muster("publish plan --at 2026-02-27T12:00 \(line)")
    #expect(refused.status == 2 && refused.errors.contains(words), "\(refused.errors)")
    #expect(!FileManager.default.fileExists(atPath: life.published.path))
  }
}
