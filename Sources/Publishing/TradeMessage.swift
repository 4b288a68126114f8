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
  ///   - dates: a date in a language, with its weekday.
  package static func text(
    gives: Work, takes: Work, name: String, language: String, dates: (CivilDate, _ language: String) -> String
  ) -> String {
    let phrases = Phrases.of(language)
    return [
      Phrases.filled(phrases.tradeQuestion, name),
      Phrases.filled(phrases.tradeTakes, "\(dates(takes.date, phrases.language)) \(takes.hours)"),
      Phrases.filled(phrases.tradeGives, "\(dates(gives.date, phrases.language)) \(gives.hours)"),
    ].joined(separator: "\n")
  }
}
