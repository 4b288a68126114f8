import ArgumentParser
import FoundationEssentials
import Muster

/// Prints the manual page made from the same help as `--help`; `make install` keeps it.
struct ManualCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "manual", abstract: "Prints the manual page.", shouldDisplay: false)

  func run() throws {
    let help = try JSONDecoder().decode(HelpDump.self, from: Data(MusterCommand._dumpHelp().utf8))
    try Console.write(ManualPage.text(of: help.command))
  }
}

/// What the argument parser says of all commands, as far as a manual page holds it.
struct HelpDump: Decodable {
  struct Command: Decodable {
    var commandName: String
    var abstract: String?
    var discussion: String?
    var shouldDisplay: Bool
    var subcommands: [Command]?
    var arguments: [Argument]?
  }

  struct Argument: Decodable {
    struct Name: Decodable {
      var kind: String
      var name: String
    }
    var kind: String
    var names: [Name]?
    var valueName: String?
    var abstract: String?
    var isRepeating: Bool
    var shouldDisplay: Bool
  }

  var command: Command
}

/// The manual page in the macros of man(7): every command with its arguments.
enum ManualPage {
  static func text(of command: HelpDump.Command) -> String {
    let name = command.commandName
    var lines = [
      ".TH \(name.uppercased()) 1 \"\" \"\(name) \(musterVersion)\"", ".SH NAME",
      plain("\(name) - \(command.abstract ?? "")"), ".SH SYNOPSIS", ".B \(name)", ".I command", "[arguments]",
      ".SH DESCRIPTION", ".nf",
    ]
    lines += (command.discussion ?? "").split(separator: "\n", omittingEmptySubsequences: false).map { plain($0) }
    lines += [".fi", ".SH COMMANDS"]
    lines += sections(of: command, under: "")
    return lines.joined(separator: "\n") + "\n"
  }

  /// The commands below one, and those below them.
  private static func sections(of command: HelpDump.Command, under path: String) -> [String] {
    (command.subcommands ?? []).filter { $0.shouldDisplay && $0.commandName != "help" }.flatMap { subcommand in
      var lines = [".SS \(path)\(subcommand.commandName)", plain(subcommand.abstract ?? "")]
      for argument in subcommand.arguments ?? [] where argument.shouldDisplay && argument.valueName != "help" {
        lines += [".TP", title(of: argument), plain(argument.abstract ?? "")]
      }
      return lines + sections(of: subcommand, under: "\(path)\(subcommand.commandName) ")
    }
  }

  private static func title(of argument: HelpDump.Argument) -> String {
    let value = "\\fI\(argument.valueName ?? "")\\fR"
    if argument.kind == "positional" { return value + (argument.isRepeating ? " ..." : "") }
    let names = (argument.names ?? []).map { "\\fB\($0.kind == "long" ? "\\-\\-" : "\\-")\($0.name)\\fR" }
    return names.joined(separator: ", ") + (argument.kind == "option" ? " " + value : "")
  }

  /// Text without what roff would take for its own: backslashes, and a mark at the beginning of a line.
  private static func plain(_ text: some StringProtocol) -> String {
    let text = text.split(separator: "\\", omittingEmptySubsequences: false).joined(separator: "\\e")
    return text.hasPrefix(".") || text.hasPrefix("'") ? "\\&" + text : text
  }
}
