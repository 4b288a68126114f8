import Foundation
import Testing

/// A sweep on a real Slurm of one node; skipped, and said so, where there is none to be had.
@Suite(.serialized) struct SlurmTests {
  /// The script that starts Slurm on this machine; nil where it may not.
  private static let cluster: URL? = {
    let script = Command.shared?.appending(path: "tools/slurm_single_node.sh")
    // It installs Slurm where that is missing and starts daemons, so it runs where it is asked for: make slurm.
    guard let script, FileManager.default.fileExists(atPath: script.path), getuid() == 0,
      ProcessInfo.processInfo.environment["MUSTER_SLURM"] == "1"
    else {
      print("skipped: sweeps on Slurm (they need MUSTER_SLURM=1, root and the script that starts it)")
      return nil
    }
    return script
  }()

  @Test("1, 3 and 10 parts give the bytes of a local run; cancelled, pending and crashed tasks are found and made good")
  func arrays() throws {
    guard let script = Self.cluster else { return }
    let folders = try VariantFolders("extends: ../base\n")
    defer { folders.remove() }
    // Daemons keep open what they inherit, and whoever waits for its end would wait for ever: they get nothing of ours.
    let node = """
      export SLURM_SN_DIR='\(folders.root.path)/slurm'; S='\(script.path)'
      begin() (
        for f in /proc/self/fd/*; do n=${f##*/}; [ $n -gt 2 ] && eval "exec $n>&-"; done
        exec bash "$S" start </dev/null >"$SLURM_SN_DIR.log" 2>&1
      )

      """
    defer { _ = try? Command.shell(node + "bash $S stop", in: folders.root) }
    func shell(_ line: String) throws -> Command.Result {
      try Command.shell(node + "eval \"$(bash $S env)\"; " + line, in: folders.root)
    }
    let started = try Command.shell(node + "begin || { cat $SLURM_SN_DIR.log; exit 1; }", in: folders.root)
    guard started.status == 0 else {
      print("skipped: Slurm does not start here: \(started.output)")
      return
    }
    let vary = "--vary 'volume: 0.8..1.2 step 0.02' --vary 'handle-time: 0.9, 1, 1.1'"
    #expect(try shell("muster sweep base --into local \(vary)").status == 0)
    let local = try Data(contentsOf: folders.root.appending(path: "local/sweep.csv"))
    for count in [1, 3, 10] {
      let into = "s\(count)"
      let run = try shell(
        """
        set -e
        muster sweep plan base --into \(into) --shards \(count) \(vary)
        J=$(muster sweep submit base --into \(into) --engine slurm -- --parsable --output=/dev/null)
        bash $S wait $J 120
        muster sweep merge base --into \(into)
        """)
      #expect(run.status == 0, "\(run.output) \(run.errors)")
      #expect(try Data(contentsOf: folders.root.appending(path: "\(into)/sweep.csv")) == local)
    }
    // A held array is cancelled before it runs, a running one while it does, and a node goes down under a third.
    let broken = try shell(
      """
      muster sweep plan base --into broken --shards 6 \(vary)
      J=$(muster sweep submit base --into broken --engine slurm -- --parsable --hold --output=/dev/null)
      scancel ${J}_2
      scontrol release $J
      sleep 2
      scancel $J
      bash $S wait $J 60
      J=$(muster sweep submit base --into broken --engine slurm -- --parsable --output=/dev/null)
      sleep 1
      bash $S crash
      scancel $J
      begin
      muster sweep status base --into broken
      """)
    #expect(broken.output.contains("Missing are parts") || broken.output.contains("are done"), "\(broken.output)")
    let mended = try shell(
      """
      if ! muster sweep status base --into broken; then
        J=$(muster sweep submit base --into broken --engine slurm -- --parsable --output=/dev/null)
        bash $S wait $J 180
      fi
      muster sweep status base --into broken && muster sweep merge base --into broken
      """)
    #expect(mended.status == 0, "\(mended.output) \(mended.errors)")
    #expect(try Data(contentsOf: folders.root.appending(path: "broken/sweep.csv")) == local)
  }
}
