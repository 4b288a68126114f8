import ArgumentParser
import Muster

struct BreakEvenCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "breakeven",
    abstract: "Says from which containment on a bot pays, and how much of it the roster can lose by hour of day.",
    discussion: """
      Example: muster breakeven my-plan --price "0.40 EUR" --review 20 --induced 5

      The bot is one of `flows`. Set against each other are the staffing cost of all queues without it, and with it at some containment, \
      with its conversations, the time to read them, contacts that come because it is there, those who come back, and the longer \
      handle time of what remains. Where there is a plan in the out folder, the points of containment follow that its roster can \
      lose before a goal or promise breaks. Nothing is written.
      """)

  @OptionGroup var scenario: ScenarioArguments

  @Option(help: "Id of the bot, where the scenario has several.")
  var bot: String?

  @Option(help: "Price of a conversation: \"0.40 EUR\".")
  var price: String

  @Flag(help: "The price is paid for conversations alone that keep their contact, as by resolution.")
  var perKept = false

  @Option(help: "Seconds in which somebody reads a conversation that the bot kept.")
  var review = 0.0

  @Option(help: "Contacts that come only because there is a bot, in percent.")
  var induced = 0.0

  func validate() throws {
    guard review >= 0, review <= 86_400 else { throw ValidationError("--review needs seconds from 0 to 86400.") }
    guard induced >= 0, induced <= 500 else { throw ValidationError("--induced needs percent from 0 to 500.") }
  }

  func run() throws {
    let (planner, progress) = scenario.planner()
    var terms = BreakEvenTerms(bot: bot, price: price, reviewSeconds: review, induced: induced / 100)
    terms.paysKeptAlone = perKept
    let report = try planner.breakEven(terms)
    progress.finish()
    if scenario.json { try Console.writeJSON(report) } else { try Console.write(report.text) }
  }
}
