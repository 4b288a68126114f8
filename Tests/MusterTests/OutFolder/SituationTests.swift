import Foundation
import Testing

/// The table of situations in docs/explanation/out-folder.md, made by running each of them as a user who is not root.
@Suite(.serialized) struct SituationTests {
  /// One situation: what is done before `muster plan`, and how it is run.
  private struct Situation {
    var words: String
    /// Shell, as root where the tests run as root, in a folder that holds the scenario `plan`; `plan/out` is planned already where
    /// it begins with `planned`.
    var prepare: String
    /// Options of `muster plan plan`.
    var options = ""
    /// The out folder below the scenario's parent.
    var out = "plan/out"
    /// Whether it takes root to make it.
    var takesRoot = false
    /// Wraps the run.
    var around = ""
  }

  private static let situations = [
    Situation(words: "a folder that is not there", prepare: ""),
    Situation(words: "an empty folder", prepare: "mkdir plan/out; mine plan/out"),
    Situation(words: "Muster's folder, run again", prepare: "planned"),
    Situation(words: "a file was edited", prepare: "planned; echo mine >> plan/out/ledger.csv"),
    Situation(
      words: "files, folders, links and pipes of others in it, some unreadable",
      prepare:
        "planned; edit; cd plan/out; echo k > keep.txt; chmod 000 keep.txt; mkdir -m 700 empty; mine empty; mkfifo pipe; ln -s nowhere link"
    ),
    Situation(words: "a subfolder that may not be listed", prepare: "planned; mkdir -m 000 plan/out/closed"),
    Situation(
      words: "files and no manifest", prepare: "mkdir plan/out; mine plan/out; echo mine > plan/out/roster.csv"),
    Situation(
      words: "files and no manifest, with --adopt",
      prepare: "mkdir plan/out; mine plan/out; echo mine > plan/out/roster.csv",
      options: "--adopt"),
    Situation(
      words: "the manifest is damaged",
      prepare: "planned; echo mine >> plan/out/ledger.csv; echo { > plan/out/manifest.json"),
    Situation(
      words: "a pipe where a file goes", prepare: "planned; rm plan/out/ledger.csv; mkfifo plan/out/ledger.csv"),
    Situation(
      words: "a folder where a file goes", prepare: "planned; rm plan/out/ledger.csv; mkdir plan/out/ledger.csv"),
    Situation(
      words: "a link where a folder goes",
      prepare: "planned; mv plan/out/calendars moved; ln -s ../../moved plan/out/calendars; edit"),
    Situation(
      words: "a link where a file was",
      prepare: "planned; mv plan/out/ledger.csv moved; ln -s ../../moved plan/out/ledger.csv"),
    Situation(words: "--out names a file", prepare: "echo mine > plan/out"),
    Situation(words: "--out names the scenario folder", prepare: "", options: "--out plan", out: "plan"),
    Situation(words: "--out is a link to a folder", prepare: "mkdir real; mine real; ln -s ../real plan/out"),
    Situation(
      words: "another run holds the folder",
      prepare:
        "planned; mkdir plan/out/.muster; echo muster plan > plan/out/.muster/lock; mine plan/out/.muster plan/out/.muster/lock",
      options: "--wait 0",
      around: "flock plan/out/.muster/lock"),
    Situation(words: "a folder without the right to write", prepare: "planned; chmod 555 plan/out"),
    Situation(words: "somebody else's folder", prepare: "planned; chown -R 0:0 plan/out", takesRoot: true),
    Situation(
      words: "everybody's sticky folder with somebody else's results",
      prepare: "planned; chown -R 0:0 plan/out; find plan/out -type d -exec chmod 1777 {} +; edit",
      takesRoot: true),
    Situation(
      words: "everybody's folder with somebody else's results",
      prepare: "planned; chown -R 0:0 plan/out; find plan/out -type d -exec chmod 777 {} +; edit",
      takesRoot: true),
    Situation(
      words: "a mount point", prepare: "mkdir plan/out; mount -t tmpfs -o size=8m,mode=777 none plan/out",
      takesRoot: true),
    Situation(
      words: "a mount inside the folder, where files go",
      prepare:
        "planned; mv plan/out/calendars/people p; mkdir plan/out/calendars/people; chmod 777 p; mount --bind p plan/out/calendars/people; edit",
      takesRoot: true),
    Situation(
      words: "a read-only mount",
      prepare: "planned; edit; mount --bind plan/out plan/out; mount -o remount,ro,bind plan/out", takesRoot: true),
    Situation(
      words: "a disk that is full",
      prepare:
        "mkdir plan/out; mount -t tmpfs -o size=1m,mode=777 none plan/out; planned; edit; head -c 2m /dev/zero > plan/out/big 2> /dev/null",
      takesRoot: true),
    Situation(
      words: "a disk with room for half of the files",
      prepare:
        "mkdir plan/out; mount -t tmpfs -o size=1m,mode=777 none plan/out; planned; edit; head -c 2m /dev/zero > plan/out/big 2> /dev/null; truncate -s -20k plan/out/big",
      takesRoot: true),
  ]

  @Test("the table of situations says what happens")
  func table() throws {
    let isRoot = geteuid() == 0
    let user = isRoot ? "setpriv --reuid 65534 --regid 65534 --clear-groups" : ""
    // The tests' own folder may be closed to that user.
    let tools = try Command.temporaryFolder()
    defer { try? FileManager.default.removeItem(at: tools) }
    try FileManager.default.copyItem(
      at: Command.products.appending(path: "muster"), to: tools.appending(path: "muster"))
    chmod(tools.path, 0o755)
    let muster = "\(user) \(tools.path)/muster"
    guard try Command.shell("\(muster) --version && (\(isRoot ? "unshare -m true" : "true"))", in: tools).status == 0
    else {
      print("skipped: no other user can run the command here, or nothing can be mounted")
      return
    }
    var rows: [String: String] = [:]
    for situation in Self.situations where isRoot || !situation.takesRoot {
      rows[situation.words] = try row(situation, muster, user, isRoot: isRoot)
    }
    let page = try String(
      contentsOf: Command.repository.appending(path: "docs/explanation/out-folder.md"), encoding: .utf8)
    for situation in Self.situations {
      guard let row = rows[situation.words] else { continue }
      if !page.contains(row + "\n") { Issue.record("the page should say:\n\(row)") }
    }
    print("situations that were made: \(rows.count) of \(Self.situations.count)")
  }

  /// Makes a situation, runs in it and says what is left.
  private func row(_ situation: Situation, _ muster: String, _ user: String, isRoot: Bool) throws -> String {
    let folder = try TinyScenario.temporary()
    defer { _ = try? Command.shell("chmod -R u+rwx . 2> /dev/null; rm -rf \(folder.path)", in: folder) }
    let owner = isRoot ? "chown -R 65534:65534 ." : "true"
    // Everything about every entry but what a folder's own times tell of changes in it.
    let list = """
      (cd \(situation.out) 2> /dev/null && find -L . -maxdepth 0 -printf '%m %U\\n' && find . -mindepth 1 \\( -path ./.muster -prune \\) -o -mindepth 1 \
      \\( -type d -printf '%p %y %m %U\\n' -o -printf '%p %y %m %U %i %T@ %s %l\\n' \\) | LC_ALL=C sort) || ls -l --time-style=+%s \(situation.out) 2>&1
      """
    let script = """
      set -u
      planned() { \(owner); \(muster) plan plan > /dev/null 2>&1; }
      mine() { \(isRoot ? "chown 65534:65534" : ":") "$@"; }
      edit() { printf 'agent,from,to,kind\\np1,2026-03-04,2026-03-04,holiday\\n' > plan/leave.csv; echo 'leave: leave.csv' >> plan/scenario.yaml; }
      \(owner)
      ( \(situation.prepare.isEmpty ? "true" : situation.prepare) )
      ( \(list) ) > before
      timeout 60 \(situation.around) \(muster) plan plan \(situation.options) > output 2> errors
      echo $? > status
      ( \(list) ) > after
      ls -A \(situation.out) 2> /dev/null | grep -c '^.muster' > rest
      true
      """
    let run = isRoot ? "unshare -m bash -c \"$SCRIPT\"" : "bash -c \"$SCRIPT\""
    let quoted = script.replacing("'", with: "'\\''")
    let done = try Command.shell("SCRIPT='\(quoted)'; \(run)", in: folder)
    #expect(done.status == 0, "\(situation.words): \(done.errors)")
    func text(_ name: String) throws -> [String] {
      try String(contentsOf: folder.appending(path: name), encoding: .utf8).split(separator: "\n").map(String.init)
    }
    let status = try text("status").first ?? ""
    let (before, after, errors) = (try text("before"), try text("after"), try text("errors"))
    let said =
      errors.first.map { line in
        let start = line.firstIndex(of: ":").map { line.index($0, offsetBy: 2) } ?? line.startIndex
        return line.hasPrefix("kept") ? line : String(line[start...])
      } ?? ""
    var left: String
    if before == after {
      left = status == "0" || status == "1" ? "the same results, untouched" : "everything as it was"
    } else {
      let own = [
        "roster", "ledger", "forecast", "requirement", "assignments", "coverage", "manifest", "flags", "calendars",
        "cancelled", "revisions", "breaks", "datapackage", "hours", "request_answers", "cost", "shares",
      ]
      func isForeign(_ line: String) -> Bool {
        !own.contains { line.hasPrefix("./\($0)") } && line.hasPrefix("./")
      }
      let hasAll =
        after.contains { $0.hasPrefix("./roster.csv f") } && after.contains { $0.hasPrefix("./manifest.json f") }
      let isKept = after.contains { $0.contains(".edited-1.") }
      #expect(before.filter(isForeign) == after.filter(isForeign), "\(situation.words): others' entries differ")
      left = hasAll ? "the new results" : "UNEXPECTED: \(after)"
      if isKept { left += ", and the edited file beside them" }
      if before.contains(where: isForeign) { left += "; others' entries as they were" }
    }
    if situation.around.isEmpty, try text("rest") != ["0"] { left += "; .muster is left" }
    return "| \(situation.words) | \(status) | \(said) | \(left) |"
  }
}
