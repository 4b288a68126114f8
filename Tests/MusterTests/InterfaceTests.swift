import Foundation
import Testing

/// What a program that imports the library sees, by the compiler's own account of it: documented, and nothing of it gone unsaid.
@Suite struct InterfaceTests {
  @Test(
    "every public symbol of the library says what it is, what it throws, and names parameters and symbols that exist")
  func documentation() throws {
    let interface = try Interface.built.get()
    #expect(interface.symbols.count > 3000, "the compiler tells of \(interface.symbols.count) symbols alone")
    let names = Set(interface.symbols.flatMap { $0.path + [$0.path.joined(separator: "/")] } + Interface.modules)
    for symbol in interface.symbols {
      let place = "\(symbol.module): \(symbol.path.joined(separator: "."))"
      guard let text = symbol.documentation else {
        Issue.record("\(place) has no documentation")
        continue
      }
      // What a protocol says of its requirement is not ours to mend.
      guard symbol.isDocumentedHere else { continue }
      if symbol.declaration.contains(/\bthrows\b/) {
        let saysIt = text.contains("Throws:")
        #expect(saysIt, "\(place) does not say what it throws")
      }
      let named = text.matches(of: /(?m)^- Parameter (\w+):/).map { String($0.1) }
      #expect(Set(named).isSubset(of: symbol.parameters), "\(place) tells of parameters \(named)")
      for link in text.matches(of: /``([^`\n]+)``/) {
        let path = link.1.replacing(/-\([^)]*\)$/, with: "")
        let isThere = names.contains(String(path)) || names.contains(String(path.split(separator: "/").last ?? ""))
        #expect(isThere, "\(place) points to ``\(link.1)``, which is not there")
      }
    }
  }

  @Test("a public declaration that is gone or reads otherwise since the last release is named under Unreleased")
  func breakage() throws {
    let now = try Interface.built.get().lines
    if ProcessInfo.processInfo.environment["MUSTER_WRITE_INTERFACE"] != nil {
      try (now.joined(separator: "\n") + "\n").write(to: Interface.file, atomically: true, encoding: .utf8)
    }
    let then = try Interface.released()
    #expect(then.count > 3000 && then == then.sorted())
    let unreleased = try Interface.unreleased()
    let there = Set(now)
    for line in Set(then).subtracting(now).sorted() {
      let module = String(line.prefix { $0 != " " })
      // What has moved into a module that the former one hands on is there for whoever imports that one.
      let homes = Interface.handedOn(by: module)
      if homes.contains(where: { there.contains($0 + line.dropFirst(module.count)) }) { continue }
      let name = try Interface.name(in: line)
      let isNamed = unreleased.contains("`\(name)`")
      #expect(
        isNamed,
        """
        \(line)
        is gone or changed, and programs that use it will not build. Keep it, or name `\(name)` under Unreleased in CHANGELOG.md.
        """)
    }
  }

  @Test("every type and function of the library `Muster` is named in a test or an example")
  func named() throws {
    var words = Set<Substring>()
    for folder in ["Tests", "docs/examples"] {
      let place = Command.repository.appending(path: folder)
      for path in try FileManager.default.subpathsOfDirectory(atPath: place.path) where path.hasSuffix(".swift") {
        let text = try String(contentsOf: place.appending(path: path), encoding: .utf8)
        words.formUnion(text.split { !($0.isLetter || $0.isNumber || $0 == "_") })
      }
    }
    var count = 0
    for line in try Interface.released()
    where line.hasPrefix("Muster ") && line.contains(#/: (static |mutating )*(struct|enum|class|protocol|func) /#) {
      let name = try #require(Interface.name(in: line).split(separator: ".").last)
      // An operator is named by its signs.
      guard name.first?.isLetter == true else { continue }
      let isThere = words.contains(name)
      #expect(isThere, "no test has \(line)")
      count += 1
    }
    #expect(count > 150)
  }

  @Test("every public type of a stage is taken or given by what its product begins with, or by `Muster`")
  func reached() throws {
    let page = try String(
      contentsOf: Command.repository.appending(path: "docs/how-to/use-the-library.md"), encoding: .utf8)
    let table = try #require(page.firstMatch(of: #/\| product \| begin with \|\n([\s\S]*?)\n\n/#)).1
    var beginnings: [String: [String]] = [:]
    for line in table.split(separator: "\n").dropFirst() {
      let cells = line.split(separator: "|").map { $0.matches(of: /`(\w+)`/).map { String($0.1) } }
      guard cells[1].isEmpty else {
        beginnings[cells[0][0]] = cells[1]
        continue
      }
      for module in cells[0] { beginnings[module] = [] }
    }
    #expect(Set(beginnings.keys).union(["Muster"]) == Set(Interface.modules))
    // Types by name, with every word of the declarations in them.
    let symbols = try Interface.built.get().symbols
    var words: [String: Set<Substring>] = [:]
    for symbol in symbols {
      let said = symbol.declaration.split { !($0.isLetter || $0.isNumber || $0 == "_") }
      words[String(symbol.path[0].prefix { $0 != "(" }), default: []].formUnion(said)
    }
    var reached = Set<String>()
    var open = beginnings.values.flatMap(\.self)
    for name in open { #expect(words[name] != nil, "\(name) is not there to begin with") }
    open += symbols.filter { $0.module == "Muster" }.map { String($0.path[0].prefix { $0 != "(" }) }
    while let name = open.popLast() {
      guard reached.insert(name).inserted else { continue }
      open += words[name, default: []].map(String.init)
    }
    for symbol in symbols where symbol.path.count == 1 && beginnings[symbol.module]?.isEmpty == false {
      let isType = symbol.declaration.contains(#/^(final |indirect )?(struct|enum|class|protocol|typealias) /#)
      let isReached = !isType || reached.contains(symbol.path[0])
      #expect(isReached, "\(symbol.module): nothing leads to \(symbol.path[0]); make it `package` or name it there")
    }
  }

  @Test("a line that goes is noticed, and asks for its name")
  func names() throws {
    #expect(try Interface.name(in: "Muster Desk.prepare(agent:date:): func prepare(agent: String)") == "Desk.prepare")
    #expect(try Interface.name(in: "Timeline Weekday.monday: case monday") == "Weekday.monday")
    #expect(try Interface.name(in: "Muster Muster.plan(_:search:): static func plan()") == "Muster.plan")
  }
}

/// The public symbols of the library's products, as the compiler wrote them down when it built.
struct Interface {
  struct Symbol {
    var module: String
    var path: [String]
    var declaration: String
    var documentation: String?
    /// Whether the documentation stands at the declaration, not at a protocol's.
    var isDocumentedHere: Bool
    var parameters: Set<String>
  }

  let symbols: [Symbol]

  /// A line for each declaration, in order.
  var lines: [String] {
    Set(symbols.map { "\($0.module) \($0.path.joined(separator: ".")): \($0.declaration)" }).sorted()
  }

  /// The modules that are products.
  static let modules: [String] = {
    let text = (try? String(contentsOf: Command.repository.appending(path: "Package.swift"), encoding: .utf8)) ?? ""
    let list = text.firstMatch(of: /let stages = \[([^\]]*)\]/)?.1 ?? ""
    return ["Muster"] + list.matches(of: /"(\w+)"/).map { String($0.1) }
  }()

  /// The modules that whoever imports a module sees with it.
  static func handedOn(by module: String) -> [String] {
    let home = Command.repository.appending(path: "Sources/\(module)/\(module).swift")
    let text = (try? String(contentsOf: home, encoding: .utf8)) ?? ""
    return text.matches(of: /@_exported public import (\w+)/).map { String($0.1) }
  }

  /// The lines of the last release, which MUSTER_WRITE_INTERFACE=1 writes when one is made.
  static let file = Command.repository.appending(path: "Tests/Vectors/interface.txt")

  static func released() throws -> [String] {
    try String(contentsOf: file, encoding: .utf8).split(separator: "\n").map(String.init)
  }

  /// Asked once for all tests.
  static let built = Result { try Interface() }

  private init() throws {
    let folder = try Command.temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let target = try Command.shell("swiftc -print-target-info", in: folder)
    let info = try JSONSerialization.jsonObject(with: Data(target.output.utf8)) as? [String: Any]
    let triple = try #require((info?["target"] as? [String: Any])?["triple"] as? String, "\(target.errors)")
    let products = Command.products.path
    // C targets are found by the maps that the build made for them.
    let maps =
      "for map in '\(products)'/*.build/module.modulemap; do printf -- '-Xcc -fmodule-map-file=%s ' \"$map\"; done"
    let extract = Self.modules.map {
      "swift symbolgraph-extract -module-name \($0) -I '\(products)/Modules' -target \(triple) "
        + "-minimum-access-level public -output-dir . $maps || exit 1"
    }
    let done = try Command.shell("maps=$(\(maps))\n" + extract.joined(separator: "\n"), in: folder)
    try #require(done.status == 0, "\(done.errors)")
    var symbols: [Symbol] = []
    for name in try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    where name.hasSuffix(".symbols.json") {
      let module = String(name.prefix { $0 != "." && $0 != "@" })
      let graph = try JSONDecoder().decode(Graph.self, from: Data(contentsOf: folder.appending(path: name)))
      symbols += graph.symbols.filter { !$0.identifier.precise.contains("::SYNTHESIZED::") }.map {
        $0.symbol(of: module)
      }
    }
    self.symbols = symbols
  }

  /// The name by which people speak of a line's declaration: its type and itself, without labels.
  static func name(in line: String) throws -> String {
    let path = try #require(line.firstMatch(of: #/^\w+ (.+?): /#)).1
    return path.split(separator: ".").suffix(2).map { $0.prefix { $0 != "(" } }.joined(separator: ".")
  }

  /// What CHANGELOG says of the time since the last release.
  static func unreleased() throws -> String {
    let text = try String(contentsOf: Command.repository.appending(path: "CHANGELOG.md"), encoding: .utf8)
    let start = try #require(text.range(of: "## Unreleased\n")).upperBound
    return String(text[start...].components(separatedBy: "\n## ")[0])
  }

  /// As the compiler writes it.
  private struct Graph: Decodable {
    struct Fragment: Decodable { var spelling: String }
    struct Line: Decodable { var text: String }
    struct Comment: Decodable {
      var module: String?
      var lines: [Line]
    }
    struct Parameter: Decodable {
      var name: String
      var internalName: String?
    }
    struct Signature: Decodable { var parameters: [Parameter]? }
    struct Identifier: Decodable { var precise: String }
    struct Node: Decodable {
      var identifier: Identifier
      var pathComponents: [String]
      var declarationFragments: [Fragment]?
      var docComment: Comment?
      var functionSignature: Signature?

      func symbol(of module: String) -> Symbol {
        let parameters = functionSignature?.parameters ?? []
        return Symbol(
          module: module, path: pathComponents,
          declaration: (declarationFragments ?? []).map(\.spelling).joined()
            .split(whereSeparator: \.isWhitespace).joined(separator: " "),
          documentation: docComment?.lines.map(\.text).joined(separator: "\n"),
          isDocumentedHere: docComment?.module.map { $0 == module } ?? true,
          parameters: Set(parameters.flatMap { [$0.name, $0.internalName ?? $0.name] }))
      }
    }

    var symbols: [Node]
  }
}
