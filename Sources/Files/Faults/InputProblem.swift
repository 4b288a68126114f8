/// One thing that is wrong in a planner's file: where, what, and what to do next.
public struct InputProblem: Encodable, Hashable, Sendable {
  /// Where it is.
  public var place: Place
  /// What is wrong, without a full stop, quoting the offending text.
  public var message: String
  /// What to do, as one or two sentences with full stops.
  public var next: String

  /// A problem from its three parts.
  public init(_ place: Place, _ message: String, next: String) {
    self.place = place
    self.message = message
    self.next = next
  }
}

extension InputProblem: CustomStringConvertible {
  /// Two lines:
  ///
  ///     history.csv:7, column start: 2026-10-25T02:30 happens twice in Europe/Berlin
  ///       next: Add the offset, for example 2026-10-25T02:30+02:00.
  ///
  /// Text of files in it cannot break a line or steer the terminal; see `shown`.
  public var description: String { "\(shown(place.description)): \(shown(message))\n  next: \(shown(next))" }
}

/// Everything found wrong in the planner's files.
public struct InputError: Error, Hashable, Sendable {
  /// The problems of one file.
  public struct FileProblems: Hashable, Sendable {
    /// The file as the planner named it.
    public var file: String
    /// The first problems found, at most `ProblemCollector.listedPerFile`.
    public var listed: [InputProblem]
    /// How many were found in all; at least `listed.count`.
    public var count: Int
  }

  /// By file, in the order in which files first had a problem.
  public let files: [FileProblems]

  /// The problems in the order given; the first twenty of each file are kept and all are counted.
  public init(_ problems: [InputProblem]) {
    var collector = ProblemCollector()
    for problem in problems { collector.add(problem) }
    self.files = collector.files
  }

  /// A single problem.
  public init(_ place: Place, _ message: String, next: String) { self.init([InputProblem(place, message, next: next)]) }

  init(files: [FileProblems]) { self.files = files }

  /// All problems that are listed, file by file.
  public var problems: [InputProblem] { files.flatMap(\.listed) }

  /// How many problems were found in all.
  public var count: Int { files.reduce(0) { $0 + $1.count } }
}

extension InputError: CustomStringConvertible {
  /// The listed problems of each file by line, and how many more it has.
  public var description: String {
    var paragraphs: [String] = []
    for file in files {
      let order = file.listed.indices.sorted { a, b in
        (file.listed[a].place.line ?? 0, a) < (file.listed[b].place.line ?? 0, b)
      }
      paragraphs += order.map { file.listed[$0].description }
      let more = file.count - file.listed.count
      if more > 0 { paragraphs.append("\(shown(file.file)): and \(more) more \(more == 1 ? "problem" : "problems")") }
    }
    return paragraphs.joined(separator: "\n")
  }
}

/// Text of a file in quotes for a message: control characters made visible, and cut off after 60 characters.
public func quoted(_ text: String) -> String {
  var result = "\""
  for (index, scalar) in text.unicodeScalars.enumerated() {
    if index == 60 {
      result += "..."
      break
    }
    result += steersTerminal(scalar) ? scalar.escaped(asASCII: true) : String(scalar)
  }
  return result + "\""
}

/// Text of a file as it may stand in a line of a terminal: control characters, line ends and marks that turn the direction
/// of writing made visible, and the middle of a very long text left out.
///
/// - Parameter keepsLines: whether line ends stay, for text of several lines.
public func shown(_ text: String, keepsLines: Bool = false) -> String {
  let isTooLong = !keepsLines && text.utf8.count > longestShown
  let isPlain = text.utf8.allSatisfy { 32..<127 ~= $0 || (keepsLines && $0 == 10) }
  if isPlain, !isTooLong { return text }
  var result = ""
  for scalar in text.unicodeScalars {
    let isKept = (keepsLines && scalar == "\n") || !steersTerminal(scalar)
    if isKept { result.unicodeScalars.append(scalar) } else { result += scalar.escaped(asASCII: true) }
  }
  guard isTooLong else { return result }
  return "\(result.prefix(longestShown / 2)) ... \(result.suffix(longestShown / 4))"
}

/// More bytes than any sentence of ours has.
private let longestShown = 4_000

/// Whether a character would do something to a terminal instead of being shown: control characters, line and paragraph
/// separators, and marks that turn the direction of writing.
private func steersTerminal(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.value {
  case 0..<32, 127...159, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069: true
  default: false
  }
}
