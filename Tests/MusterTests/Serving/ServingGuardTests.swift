import Foundation
import Testing

/// Who is answered: a browser of this machine that knows the address and shows our page, and nobody else.
@Suite struct ServingGuardTests {
  private func serving(_ body: (ServedPage, URL) throws -> Void) throws {
    let plan = try RosteredPlan.centre()
    defer { try? FileManager.default.removeItem(at: plan.folder) }
    let server = try ServedPage([plan.folder.path])
    defer { server.end() }
    try body(server, plan.folder)
  }

  @Test("the page comes with a strict policy, is not kept, framed or sniffed, and names nothing from elsewhere")
  func page() throws {
    try serving { server, _ in
      let page = try server.get("")
      #expect(page.status == 200)
      let policy = try #require(page.headers["content-security-policy"])
      #expect(policy.hasPrefix("default-src 'none'; style-src 'sha256-") && policy.contains("connect-src 'self'"))
      #expect(policy.contains("frame-ancestors 'none'") && policy.contains("form-action 'none'"))
      #expect(!policy.contains("unsafe") && !policy.contains("*"))
      #expect(page.headers["cache-control"] == "no-store" && page.headers["x-content-type-options"] == "nosniff")
      #expect(page.headers["referrer-policy"] == "no-referrer")
      #expect(page.headers["cross-origin-resource-policy"] == "same-origin")
      #expect(page.headers["access-control-allow-origin"] == nil)
      #expect(page.body.contains("id=\"desk\"") && !page.body.contains(server.token))
      #expect(!page.body.contains("src=\"http") && !page.body.contains("href=\"http"))
    }
  }

  @Test("without the token, with another one, or with a part of it there is nothing")
  func tokens() throws {
    try serving { server, _ in
      var other = server.token
      other.replaceSubrange(other.startIndex...other.startIndex, with: other.hasPrefix("a") ? "b" : "a")
      for path in [
        "/", "/favicon.ico", "/api/state", "/\(other)/", "/\(server.token.dropLast())/", "//\(other)/api/state",
      ] {
        let reply = try server.ask("GET", path)
        #expect(reply.status == 404, "\(path)")
        #expect(!reply.body.contains("desk"))
      }
      let second = try ServedPage([server.process.arguments?[1] ?? ""])
      defer { second.end() }
      #expect(second.token != server.token && server.token.utf8.count >= 32)
    }
  }

  @Test(
    "a host name that was made to point here is refused",
    arguments: ["evil.example", "127.0.0.1", "localhost", "", "[::1]:80"])
  func rebound(host: String) throws {
    try serving { server, _ in
      for (name, status) in [(host, 421), (host.isEmpty ? "" : "\(host):1", 421), ("localhost:\(server.port)", 200)] {
        let reply = try server.ask("GET", "/\(server.token)/", ["Host": name])
        #expect(reply.status == status, "\(name)")
      }
    }
  }

  @Test("a page on another origin, a form and a web socket are refused, whatever they ask for")
  func others() throws {
    try serving { server, folder in
      let before = try Command.contents(of: folder)
      let state = "/\(server.token)/api/state"
      for origin in ["http://evil.example", "null", "http://127.0.0.1:1", "https://127.0.0.1:\(server.port)"] {
        #expect(try server.ask("GET", state, ["Origin": origin]).status == 403, "\(origin)")
      }
      for site in ["cross-site", "same-site"] {
        #expect(try server.ask("GET", state, ["Sec-Fetch-Site": site]).status == 403, "\(site)")
      }
      let socket = [
        "Connection": "Upgrade", "Upgrade": "websocket", "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
      ]
      #expect(try server.ask("GET", state, socket.merging(["Origin": "http://evil.example"]) { $1 }).status == 403)
      #expect(try server.ask("GET", state, socket).status == 403)
      let asked = "{\"table\":\"leave\",\"seen\":\"\",\"add\":{\"agent\":\"A0000\"}}"
      let decide = "/\(server.token)/api/decide"
      for kind in ["application/x-www-form-urlencoded", "text/plain", "multipart/form-data"] {
        #expect(
          try server.ask("POST", decide, ["Content-Type": kind, "Origin": server.origin], asked).status == 415,
          "\(kind)")
      }
      let json = ["Content-Type": "application/json"]
      #expect(try server.ask("POST", decide, json, asked).status == 403, "no origin")
      #expect(try server.ask("POST", decide, json.merging(["Origin": "null"]) { $1 }, asked).status == 403)
      let own = json.merging(["Origin": server.origin]) { $1 }
      #expect(try server.ask("POST", decide, own, "{").status == 400)
      #expect(try server.ask("POST", decide, own, String(repeating: " ", count: 70_000)).status == 413)
      #expect(try server.ask("PUT", decide, own, asked).status == 405)
      #expect(try server.ask("OPTIONS", decide, ["Origin": "http://evil.example"]).status == 403)
      #expect(try Command.contents(of: folder) == before)
    }
  }

  @Test("it ends by its own signal with status 0 and leaves no lock and no file behind", arguments: [SIGINT, SIGTERM])
  func ending(signal: Int32) throws {
    let plan = try RosteredPlan.centre()
    defer { try? FileManager.default.removeItem(at: plan.folder) }
    let before = try Command.contents(of: plan.folder)
    let server = try ServedPage([plan.folder.path, "--language", "de"])
    #expect(try server.get("").body.contains("<html lang=\"de\""))
    #expect(try server.get("?language=ar").body.contains("dir=\"rtl\""))
    #expect(server.end(signal) == 0)
    #expect(try Command.contents(of: plan.folder) == before)
  }

  @Test("faults of the files, a port that is taken and wrong options are told, and nothing is served")
  func refusals() throws {
    let plan = try RosteredPlan.centre()
    defer { try? FileManager.default.removeItem(at: plan.folder) }
    let server = try ServedPage([plan.folder.path])
    defer { server.end() }
    let taken = try Command.muster("serve", plan.folder.path, "--port", String(server.port))
    #expect(taken.status == 2 && taken.errors.contains("cannot be had"), "\(taken.errors)")
    #expect(try Command.muster("serve", plan.folder.path, "--port", "70000").status == 2)
    #expect(try Command.muster("serve", plan.folder.path, "--language", "tlh").status == 2)
    let empty = try Command.temporaryFolder()
    defer { try? FileManager.default.removeItem(at: empty) }
    let none = try Command.muster("serve", empty.path)
    #expect(none.status == 2 && none.errors.contains("scenario.yaml"), "\(none.errors)")
  }
}
