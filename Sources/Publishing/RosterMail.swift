import Files
package import Timeline
package import Workforce

/// What people are told by mail: their shifts and duties that are new, changed or withdrawn, in their language, with a calendar of them.
package enum RosterMail {
  /// What all messages of a publication share.
  package struct Sender: Sendable {
    /// Who sends them; also the organizer of the events.
    package var from: MailAddress
    /// When the publication was made.
    package var date: Instant
    /// What tells this publication from any other, for example its number and hash.
    package var publication: String

    /// A sender.
    package init(from: MailAddress, date: Instant, publication: String) {
      self.from = from
      self.date = date
      self.publication = publication
    }
  }

  /// One message for each person who has something to be told, in the order of the scenario, then strangers.
  ///
  /// - Parameters:
  ///   - dates: a date in a language, with its weekday.
  ///   - isChanged: whether an event of this identity and sequence is not as it was.
  package static func drafts(
    of roster: Roster, in scenario: Scenario, options: CalendarOptions, from sender: Sender,
    dates: (CivilDate, _ language: String) -> String, where isChanged: (_ uid: String, _ sequence: Int) -> Bool
  ) -> [MailDraft] {
    var options = options
    options.organizer = sender.from.address
    return RosterCalendars.news(of: roster, in: scenario, options: options, where: isChanged).map { news in
      let phrases = Phrases.of(news.agent.calendarLanguage)
      let title = Phrases.filled(phrases.personCalendar, news.agent.name)
      let lines = news.lines(phrases) { dates($0, phrases.language) }
      let identity = ContentHash.shortHex(
        Array("\(options.rosterID)\n\(sender.publication)\n\(news.agent.id)".utf8),
        followedBy: "@" + options.namespace)
      return MailDraft(
        owner: news.agent.id, name: String(news.name.dropLast(".ics".utf8.count)) + ".eml",
        from: sender.from, to: MailAddress(news.agent.email), subject: title, language: phrases.language,
        date: sender.date, identity: identity,
        text: ([title, ""] + lines + ["", phrases.about, ""]).joined(separator: "\n"),
        calendar: news.calendar)
    }
  }
}
