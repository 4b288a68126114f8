/// What must hold for every answer of the program, whatever it was given.
enum Verdict {
  /// What is wrong with the end of a run; nil where all is well.
  static func fault(of child: Child, seconds: Double) -> String? {
    if child.wasSlow { return "took more than \(seconds) s" }
    if let signal = child.signal { return "ended by signal \(signal)" }
    guard let status = child.status else { return "could not be started" }
    if child.memory > 2 << 30 { return "took \(child.memory >> 20) MiB" }
    guard 0...2 ~= status else { return "exit status \(status)" }
    return status == 2 ? fault(ofMessage: String(decoding: child.output, as: UTF8.self)) : nil
  }

  /// Every message has a place, a sentence, and what to do next; an option has the words of the command line.
  static func fault(ofMessage text: String) -> String? {
    let lines = text.split(separator: "\n")
    if lines.isEmpty { return "says nothing" }
    if text.hasPrefix("Error: ") || text.hasPrefix("muster erlang: ") { return nil }
    var problem: Substring?
    for line in lines {
      if line.hasPrefix("  next: ") {
        guard problem != nil else { return "a next step without a problem: \(line)" }
        problem = nil
      } else if line.hasSuffix("more problem") || line.hasSuffix("more problems") {
        continue
      } else {
        if let problem { return "a problem without a next step: \(problem)" }
        if !hasPlace(line) { return "a message without a place: \(line)" }
        problem = line
      }
    }
    return problem.map { "a problem without a next step: \($0)" }
  }

  /// Whether a message begins with a file or an option, and with the line where it is about something in a file.
  private static func hasPlace(_ line: Substring) -> Bool {
    guard let colon = line.firstRange(of: ": ") else { return false }
    let place = line[..<colon.lowerBound]
    let ends = [place.firstRange(of: ".csv"), place.firstRange(of: ".yaml")].compactMap { $0?.upperBound }
    guard let end = ends.min() else { return true }
    let rest = line[end...]
    if rest.hasPrefix(":"), let digit = rest.dropFirst().first, digit.isNumber { return true }
    let whole = [
      "the file", "there is no", "the table has no", "the history is empty", "this is a", "the forecast is empty",
      "the requirement is empty", "the name is too long", "queue ", "no row lies", "the table has ",
    ]
    return rest.hasPrefix(": ") && whole.contains { rest.dropFirst(2).hasPrefix($0) }
  }
}
