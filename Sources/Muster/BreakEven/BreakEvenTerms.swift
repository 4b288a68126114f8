import ScenarioFiles
import Tabular
import Units
import Workforce

/// What a bot costs beside the people behind it.
public struct BreakEvenTerms: Hashable, Sendable {
  /// Id of the bot; the scenario's only one when nil.
  public var bot: String?
  /// Price of a conversation with it: `0.40 EUR`.
  public var price: String
  /// Whether conversations that keep their contact alone are paid.
  public var paysKeptAlone = false
  /// Time in which somebody reads what it said, for each conversation that it keeps.
  public var reviewSeconds: Double
  /// Share of contacts that come only because there is a bot.
  public var induced: Double

  /// Terms; no review and no further contacts unless said otherwise.
  public init(bot: String? = nil, price: String, reviewSeconds: Double = 0, induced: Double = 0) {
    self.bot = bot
    self.price = price
    self.reviewSeconds = reviewSeconds
    self.induced = induced
  }

  /// The price of a thousand conversations.
  func thousandfoldPrice() throws(InputError) -> Money {
    do throws(Misreading) {
      return try readThousandfoldMoney(price)
    } catch {
      throw InputError(Place(file: "--price"), error.what, next: error.next)
    }
  }

  /// The bot that is meant.
  func bot(in scenario: Scenario) throws(InputError) -> Bot {
    let bots = scenario.flows.bots
    if let id = bot {
      guard let found = bots.first(where: { $0.id == id }) else {
        throw InputError(
          Place(file: "--bot"), "there is no bot \(id)", next: nearestAdvice(id, in: bots.map(\.id), kind: "bots"))
      }
      return found
    }
    guard let only = bots.first else {
      throw InputError(
        Place(file: ScenarioFolder.scenarioFile), "the scenario has no bot",
        next: "Add one to flows, for example - { id: helper, kind: bot, to: en-chat, containment: 40 % }.")
    }
    guard bots.count == 1 else {
      throw InputError(
        Place(file: "--bot"), "the scenario has \(bots.count) bots",
        next: "Name one of \(bots.map(\.id).joined(separator: ", ")).")
    }
    return only
  }
}
