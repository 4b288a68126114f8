package import Timeline

/// What somebody is asked when shifts are to be traded, in their language.
package enum TradeMessage {
  /// Work of a date.
  package struct Work: Hashable, Sendable {
    /// The local date.
    package var date: CivilDate
    /// Hours on the clock of the site, for example `09:00-17:30`.
    package var hours: String

    /// Work.
    package init(date: CivilDate, hours: String) {
      self.date = date
      self.hours = hours
    }
  }

  /// A question of three lines.
  ///
  /// - Parameters:
  ///   - language: BCP 47; English where there are no phrases of it.
  package static func text(gives: Work, takes: Work, name: String, language: String) -> String {
    let phrases = Phrases.of(language)
    return [
      Phrases.filled(phrases.tradeQuestion, name),
      Phrases.filled(phrases.tradeTakes, "\(takes.date.isoText) \(takes.hours)"),
      Phrases.filled(phrases.tradeGives, "\(gives.date.isoText) \(gives.hours)"),
    ].joined(separator: "\n")
  }
}
