import Files
import Foundation
import Publishing
import Testing

/// Another program that is told of publications, by a server of Python's on loopback.
@Suite struct WebhookTests {
  private static let program = #"""
    import hashlib, hmac, http.server, json, os, signal, subprocess, sys, threading
    muster, secret = sys.argv[1], "a secret of enough bytes"
    seen, taken, faults, state = [], {}, {}, {"pid": 0}
    class Handler(http.server.BaseHTTPRequestHandler):
        def log_message(self, *_): pass
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            seen.append(self.headers["Idempotency-Key"])
            wanted = "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
            assert hmac.compare_digest(self.headers["X-Muster-Signature"], wanted)
            status = faults.pop(len(seen), 204)
            if status in (204, "kill"):
                message = json.loads(body)
                assert message["key"] == self.headers["Idempotency-Key"]
                taken.setdefault(message["key"], message)
            if status == "kill":
                os.kill(state["pid"], signal.SIGKILL)
                return
            self.send_response(status)
            self.send_header("Content-Length", "0")
            self.end_headers()
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with open(os.open("secret", os.O_CREAT | os.O_WRONLY, 0o600), "w") as file: file.write(secret + "\n")
    def publish(minute):
        process = subprocess.Popen(
            [muster, "publish", "plan", "--json", "--by", "ann", "--at", f"2026-02-27T12:{minute:02d}Z", "--webhook",
             f"http://127.0.0.1:{server.server_port}/hook", "--secret-file", "secret"],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        state["pid"] = process.pid
        output, errors = process.communicate()
        assert secret not in output + errors
        return process.returncode, json.loads(output)["webhook"] if output.startswith("{") else errors
    # The first is busy once, the second is refused for good, and the run is killed after the last was taken.
    faults.update({1: 503, 3: 400})
    status, report = publish(0)
    assert status == 1 and report["sent"] == 2 and [f["agent"] for f in report["failed"]] == ["p2"], (status, report)
    status, report = publish(1)
    assert status == 0 and report["sent"] == 1 and report["known"] == 2, (status, report)
    assert len(taken) == 3 and sum(len(m["events"]) for m in taken.values()) == int(sys.argv[2])
    assert publish(2)[1] == {"failed": [], "known": 3, "sent": 0} and len(seen) == 5, seen
    row = open("plan/out/roster.csv").read().splitlines()[1].split(",")
    subprocess.run(
        [muster, "move", "plan", row[0], "--on", row[1], "--to", "08:30", "--allow-faults", "--at", "2026-02-27T12:00Z"],
        capture_output=True)
    faults[len(seen) + 1] = "kill"
    assert publish(3)[0] == -9
    assert publish(4)[0] == 0
    assert len(taken) == 4 and seen[-1] == seen[-2], "at least once, and known by its key"
    message = taken[seen[-1]]
    assert [e["sequence"] for e in message["events"]] == [1] and message["publication"] == 2 and message["agent"] == row[0], message
    print("all held")
    """#

  private static let hasPython: Bool = {
    let answer = try? Command.run("/usr/bin/env", ["python3", "-c", "import http.server"])
    if answer?.status != 0 { print("skipped: webhooks are not received, there is no python3") }
    return answer?.status == 0
  }()

  @Test("every person's message is signed, taken once, and sent again with the same key", .enabled(if: hasPython))
  func messages() throws {
    let life = try LifeOfRoster()
    defer { life.remove() }
    let script = life.folder.appending(path: "hook.py")
    try Data(Self.program.utf8).write(to: script)
    let muster = Command.products.appending(path: "muster").path
    let shifts = String(try life.rows("out/roster.csv").count)
    let answer = try Command.run("/usr/bin/env", ["python3", script.path, muster, shifts], in: life.folder)
    #expect(answer.status == 0 && answer.output.contains("all held"), "\(answer.output)\(answer.errors)")
  }

  @Test("secrets that others may read, or that are short, are refused before anything is published") func refusals()
    throws
  {
    let life = try LifeOfRoster()
    defer { life.remove() }
    for (text, mode, words) in [
      ("a secret of enough bytes", 0o644, "others may read"), ("short", 0o600, "no secret of 16 bytes"),
    ] {
      let file = life.folder.appending(path: "secret")
      try Data(text.utf8).write(to: file)
      try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: file.path)
      let refused = try life.muster("publish plan --webhook https://example.org/ --secret-file secret")
      #expect(refused.status == 2 && refused.errors.contains(words), "\(refused.errors)")
    }
    #expect(try life.muster("publish plan --webhook https://example.org/").status == 2)
    #expect(!FileManager.default.fileExists(atPath: life.published.path))
  }

  @Test("messages are signed as RFC 4231 has it")
  func signature() {
    // Test cases 2 and 6.
    #expect(
      ContentHash.hmacHex(Array("what do ya want for nothing?".utf8), key: Array("Jefe".utf8))
        == "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843")
    #expect(
      ContentHash.hmacHex(
        Array("Test Using Larger Than Block-Size Key - Hash Key First".utf8), key: [UInt8](repeating: 0xAA, count: 131))
        == "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54")
  }
}
