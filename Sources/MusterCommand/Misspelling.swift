import ArgumentParser
import FoundationEssentials
import Tabular

/// What a planner may have meant by a word that is no command, or by an option whose dashes a word processor changed.
///
/// Options with a wrong letter are the argument parser's: it names the nearest itself.
enum Misspelling {
  /// A sentence with the edit; nil where nothing of the kind is seen.
  ///
  /// - Parameter arguments: those of the process without its name.
  static func sentence(on arguments: [String]) -> String? {
    command(in: arguments) ?? dashes(in: arguments)
  }

  private static func command(in arguments: [String]) -> String? {
    let words = arguments.first == "help" ? arguments.dropFirst() : arguments[...]
    guard let word = words.first, let letter = word.first, letter != "-", !printedDashes.contains(letter) else {
      return nil
    }
    let names = MusterCommand.configuration.subcommands.compactMap { $0.configuration.commandName }
    guard !names.contains(word) else { return nil }
    var next = "Write one of \(names.sorted().joined(separator: ", "))." + didYouMean(word, in: names)
    if FileManager.default.fileExists(atPath: word) {
      next = "Write before it what to do, for example muster plan \(word)."
    }
    return "muster: there is no command \(word)\n  next: \(next)"
  }

  /// Options with one long dash in place of two plain ones: `—json`.
  private static func dashes(in arguments: [String]) -> String? {
    for word in arguments {
      let name = word.drop { $0 == "-" || printedDashes.contains($0) }
      guard word.prefix(while: { $0 != name.first }).contains(where: printedDashes.contains), name.count > 1,
        name.first?.isLetter == true
      else { continue }
      return "muster: \(word) begins with a printed dash\n  next: Write --\(name), with two plain dashes."
    }
    return nil
  }

  /// Hyphens, en and em dashes and the minus sign of typography.
  private static let printedDashes: Set<Character> = [
    "\u{2010}", "\u{2011}", "\u{2012}", "\u{2013}", "\u{2014}", "\u{2212}",
  ]
}
