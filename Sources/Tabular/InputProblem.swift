/// One thing that is wrong in a planner's file: where, what, and what to do next.
public struct InputProblem: Hashable, Sendable {
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
  public var description: String { "\(place): \(message)\n  next: \(next)" }
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
      if more > 0 { paragraphs.append("\(file.file): and \(more) more \(more == 1 ? "problem" : "problems")") }
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
    result += scalar.value < 32 || 127...159 ~= scalar.value ? scalar.escaped(asASCII: true) : String(scalar)
  }
  return result + "\""
}
