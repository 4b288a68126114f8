import Foundation
import Testing

/// What `muster` does with folders that hold more than its own files, by the built command.
@Suite struct OutFolderTests {
  private func muster(_ line: String, in folder: URL) throws -> Command.Result {
    try Command.shell("muster " + line, in: folder)
  }

  @Test("a file, the scenario, a folder around it, the home folder and the root are no out folders")
  func places() throws {
    let folder = try TinyScenario.temporary()
    defer { try? FileManager.default.removeItem(at: folder) }
    try Data("work".utf8).write(to: folder.appending(path: "report.xlsx"))
    symlink(folder.path, folder.appending(path: "around").path)
    symlink("nowhere", folder.appending(path: "dangling").path)
    try FileManager.default.createDirectory(at: folder.appending(path: "home"), withIntermediateDirectories: false)
    let before = try Command.contents(of: folder)
    for (out, words) in [
      ("report.xlsx", "this is a file"), ("report.xlsx/out", "is a file, not a folder"),
      ("plan", "this is the scenario folder"),
      ("plan/.", "this is the scenario folder"), (".", "a folder around the scenario folder"),
      ("around", "a folder around"),
      ("/", "a folder around"), ("home", "this is your home folder"), ("dangling", "a link that leads nowhere"),
    ] {
      let result = try Command.shell("HOME=$PWD/home muster plan plan --out \(out)", in: folder)
      #expect(result.status == 2, "\(out): \(result.errors)")
      #expect(result.errors.contains(words), "\(out): \(result.errors)")
      #expect(result.errors.contains("--out"), "\(out): no way out in \(result.errors)")
      #expect(try Command.contents(of: folder) == before)
    }
  }

  @Test("a folder with files and no manifest is refused, or adopted with a copy of every file in the way")
  func adopting() throws {
    let folder = try TinyScenario.temporary()
    defer { try? FileManager.default.removeItem(at: folder) }
    let out = folder.appending(path: "mine")
    try FileManager.default.createDirectory(at: out.appending(path: "sub"), withIntermediateDirectories: true)
    try Data("my roster".utf8).write(to: out.appending(path: "roster.csv"))
    try Data("note".utf8).write(to: out.appending(path: "sub/note.txt"))
    let before = try Command.contents(of: out)
    let refused = try muster("plan plan --out mine", in: folder)
    #expect(refused.status == 2 && refused.errors.contains("--adopt"), "\(refused.errors)")
    #expect(try Command.contents(of: out) == before)
    #expect(try FileManager.default.contentsOfDirectory(atPath: out.path).sorted() == ["roster.csv", "sub"])

    let adopted = try muster("plan plan --out mine --adopt", in: folder)
    #expect(adopted.status <= 1, "\(adopted.errors)")
    #expect(adopted.errors.contains("kept your edited file as roster.edited-1.csv"))
    let after = try Command.contents(of: out)
    #expect(after["roster.edited-1.csv"] == Data("my roster".utf8))
    #expect(after["sub/note.txt"] == Data("note".utf8))
    #expect(after["roster.csv"] != Data("my roster".utf8))
    // From now on the folder is Muster's, and the copies are the planner's.
    let again = try muster("plan plan --out mine", in: folder)
    #expect(again.status <= 1 && !again.errors.contains("kept"), "\(again.errors)")
    #expect(try Command.contents(of: out) == after)
  }

  @Test("a scenario whose maker was killed at the very end is refused like any other, and the killed run's corner goes")
  func killedMaker() throws {
    let folder = try TinyScenario.temporary()
    defer { try? FileManager.default.removeItem(at: folder) }
    let made = "init made --history plan/history.csv --zone Europe/Paris"
    #expect(try muster(made, in: folder).status == 0)
    let place = folder.appending(path: "made")
    let before = try Command.contents(of: place)
    try FileManager.default.createDirectory(at: place.appending(path: ".muster"), withIntermediateDirectories: false)
    try Data("muster init, process 1 on here, since 2026-01-01T00:00:00Z\n".utf8).write(
      to: place.appending(path: ".muster/lock"))
    let again = try muster(made, in: folder)
    #expect(again.status == 2 && again.errors.contains("holds a scenario already"), "\(again.errors)")
    #expect(try Command.contents(of: place) == before)
    #expect(!FileManager.default.fileExists(atPath: place.appending(path: ".muster").path))
    // What somebody else put there is not Muster's to take.
    try FileManager.default.createDirectory(at: place.appending(path: ".muster"), withIntermediateDirectories: false)
    try Data("mine\n".utf8).write(to: place.appending(path: ".muster/lock"))
    #expect(try muster(made, in: folder).status == 2)
    #expect(try Data(contentsOf: place.appending(path: ".muster/lock")) == Data("mine\n".utf8))
  }

  @Test("a planner's own forecast in a folder of its own is staffed without asking")
  func ownForecast() throws {
    let folder = try TinyScenario.temporary()
    defer { try? FileManager.default.removeItem(at: folder) }
    #expect(try muster("forecast plan", in: folder).status == 0)
    #expect(try Command.shell("mkdir own && cp plan/out/forecast.csv own", in: folder).status == 0)
    let staffed = try muster("staff plan --out own", in: folder)
    #expect(staffed.status == 0, "\(staffed.errors)")
    #expect(FileManager.default.fileExists(atPath: folder.appending(path: "own/requirement.csv").path))
  }

  @Test("an edited file is kept with every run that replaces it, each under a name of its own")
  func edits() throws {
    let folder = try TinyScenario.temporary()
    defer { try? FileManager.default.removeItem(at: folder) }
    #expect(try muster("plan plan", in: folder).status <= 1)
    let out = folder.appending(path: "plan/out")
    let coverage = try Data(contentsOf: out.appending(path: "coverage.csv"))
    for number in 1...3 {
      try Data("edit \(number)".utf8).write(to: out.appending(path: "coverage.csv"))
      let result = try muster("plan plan", in: folder)
      #expect(result.errors.contains("kept your edited file as coverage.edited-\(number).csv"), "\(result.errors)")
      #expect(try Data(contentsOf: out.appending(path: "coverage.csv")) == coverage)
    }
    for number in 1...3 {
      #expect(try Data(contentsOf: out.appending(path: "coverage.edited-\(number).csv")) == Data("edit \(number)".utf8))
    }
    // Without a manifest nobody knows whose a file is.
    try Data("edit 4".utf8).write(to: out.appending(path: "coverage.csv"))
    try Data("{".utf8).write(to: out.appending(path: "manifest.json"))
    let before = try Command.contents(of: out)
    let refused = try muster("plan plan", in: folder)
    #expect(refused.status == 2 && refused.errors.contains("manifest.json cannot be read"), "\(refused.errors)")
    #expect(try Command.contents(of: out) == before)
    #expect(try muster("plan plan --adopt", in: folder).status <= 1)
    let after = try Command.contents(of: out)
    #expect(after["coverage.edited-4.csv"] == Data("edit 4".utf8) && after["manifest.edited-1.json"] == Data("{".utf8))
  }

  @Test("folders, links, pipes, rights and times of others stay as they are; in the way they are refused")
  func others() throws {
    let folder = try TinyScenario.temporary()
    defer { try? FileManager.default.removeItem(at: folder) }
    #expect(try muster("plan plan", in: folder).status <= 1)
    let line = """
      cd plan/out && mkdir -m 700 empty && ln -s empty to-folder && ln -s nowhere dangling && mkfifo pipe && echo k > keep.txt \
      && chmod 600 keep.txt && ln roster.csv ../hard && touch -d 2020-01-02 keep.txt empty && chmod 700 . && chmod 640 roster.csv
      """
    #expect(try Command.shell(line, in: folder).status == 0)
    let list =
      "cd plan/out; stat -c '%n %A %i %y %s' empty to-folder dangling pipe keep.txt; stat -c %A . roster.csv; cat ../hard"
    let before = try Command.shell(list, in: folder).output
    #expect(try Command.shell("echo 'p1,2026-03-04,2026-03-04,holiday' >> plan/leave.csv", in: folder).status == 0)
    #expect(
      try Command.shell(
        "sed -i '1i agent,from,to,kind' plan/leave.csv; echo 'leave: leave.csv' >> plan/scenario.yaml", in: folder
      ).status == 0)
    let changed = try muster("plan plan", in: folder)
    #expect(changed.status <= 1 && changed.errors.isEmpty, "\(changed.errors)")
    #expect(try Command.shell(list, in: folder).output == before)
    let isOther = try Command.shell("cmp -s plan/hard plan/out/roster.csv", in: folder)
    #expect(isOther.status == 1, "the new roster is another file than the one with a second name")

    for (make, words) in [
      ("rm coverage.csv && mkfifo coverage.csv", "pipe"), ("rm -r coverage.csv && mkdir coverage.csv", "folder"),
      (
        "rmdir coverage.csv && mv calendars ../c && rm ../c/people/p1.ics && ln -s ../c calendars",
        "does not follow links"
      ),
    ] {
      #expect(try Command.shell("cd plan/out && \(make)", in: folder).status == 0)
      let refused = try Command.shell("timeout 20 muster plan plan", in: folder)
      #expect(refused.status == 2 && refused.errors.contains(words), "\(make): \(refused.errors)")
      #expect(try Command.shell(list, in: folder).output == before)
    }
  }

  @Test("a folder that a link leads to is changed where it is") func linked() throws {
    let folder = try TinyScenario.temporary()
    defer { try? FileManager.default.removeItem(at: folder) }
    #expect(try Command.shell("mkdir real && ln -s real link", in: folder).status == 0)
    #expect(try muster("plan plan --out link", in: folder).status <= 1)
    #expect(
      try Command.shell("test -L link && test -f real/roster.csv && ls -A real | grep -c muster", in: folder).output
        == "0\n")
  }

  @Test("leftovers of others are never taken for results")
  func leftovers() throws {
    let folder = try TinyScenario.temporary()
    defer { try? FileManager.default.removeItem(at: folder) }
    let line = """
      mkdir -p plan/.out.new-1/calendars/people plan/out/.muster/preparing-x plan/out/.muster/cleaning-y && \
      echo old > plan/.out.new-1/calendars/people/GONE.ics && echo old > plan/out/.muster/preparing-x/0 && \
      echo old > plan/out/.muster/cleaning-y/0
      """
    #expect(try Command.shell(line, in: folder).status == 0)
    // Process 1 is what a container calls its first process.
    let plan = try muster("plan plan", in: folder)
    #expect(plan.status <= 1, "\(plan.errors)")
    let files = try Command.contents(of: folder.appending(path: "plan/out"))
    #expect(!files.keys.contains { $0.contains("GONE") })
    #expect(
      try Data(contentsOf: folder.appending(path: "plan/.out.new-1/calendars/people/GONE.ics")) == Data("old\n".utf8))
    #expect(files[".muster/preparing-x/0"] == Data("old\n".utf8) && files[".muster/cleaning-y/0"] == Data("old\n".utf8))
  }

  @Test("init and example replace no file, and leave nothing where they are refused") func newScenarios() throws {
    let folder = try TinyScenario.temporary()
    defer { try? FileManager.default.removeItem(at: folder) }
    #expect(try Command.shell("mkdir new && echo mine > new/agents.csv", in: folder).status == 0)
    for command in ["init new --history plan/history.csv --zone Europe/Paris", "example follow-the-sun new"] {
      let refused = try muster(command, in: folder)
      #expect(
        refused.status == 2 && refused.errors.contains("new/agents.csv: there is a file of this name"),
        "\(refused.errors)")
      #expect(try Command.shell("ls -A new; cat new/agents.csv", in: folder).output == "agents.csv\nmine\n")
    }
    // A history that is in place already is the one that would be copied there.
    #expect(try Command.shell("mkdir here && cp plan/history.csv here", in: folder).status == 0)
    let made = try muster("init here --history here/history.csv --zone Europe/Paris", in: folder)
    #expect(made.status == 0, "\(made.errors)")
    #expect(try Command.shell("ls -A here | grep -c muster", in: folder).output == "0\n")
    let taken = try muster("backtest plan --count 1 --forecasts plan/history.csv", in: folder)
    #expect(taken.status == 2 && taken.errors.contains("there is a file of this name"), "\(taken.errors)")
  }

  @Test("the second run on a folder waits for the first, or is told who it is")
  func oneAtATime() throws {
    let folder = try TinyScenario.temporary()
    defer { try? FileManager.default.removeItem(at: folder) }
    #expect(try muster("plan plan", in: folder).status <= 1)
    let before = try Command.contents(of: folder.appending(path: "plan/out"))
    // Another program that holds the lock as Muster does, for three seconds.
    let holder =
      "mkdir -p plan/out/.muster && echo 'muster plan, process 7 on elsewhere, since 2026-03-01T10:00:00Z' > plan/out/.muster/lock"
    #expect(try Command.shell(holder, in: folder).status == 0)
    for command in ["plan", "forecast", "outlook", "staff", "roster", "publish", "simulate", "replan"] {
      let options = command == "replan" ? "--sick p1 --on 2026-03-03" : ""
      let told = try Command.shell("flock plan/out/.muster/lock muster \(command) plan --wait 0 \(options)", in: folder)
      #expect(told.status == 2, "\(command): \(told.errors)")
      #expect(
        told.errors.contains("another run changes this folder: muster plan, process 7 on elsewhere, since 2026"),
        "\(told.errors)")
    }
    #expect(
      try Command.contents(of: folder.appending(path: "plan/out")).filter { !$0.key.hasPrefix(".muster") } == before)
    let waited = try Command.shell(
      "flock plan/out/.muster/lock sleep 1 & sleep 0.3; muster publish plan --wait 60 && ls -A plan/out | grep -c muster; wait",
      in: folder)
    #expect(waited.errors.contains("Waiting up to 60"), "\(waited.errors)")
    #expect(waited.output.hasSuffix("\n0\n"), "nothing is left of the lock: \(waited.output)")
  }
}
