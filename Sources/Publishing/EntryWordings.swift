import Files
import Timeline
package import Workforce

/// Which entries of a publication say the same as before in other words: in another language, in another form of time, under another
/// name of a person.
package struct Rewording: Hashable, Sendable {
  /// A fingerprint of the wording of entries, by identity; entries that are missing are worded as they were told.
  package var wordings: [String: String] = [:]
  /// Identities of those that are worded anew in people's own calendars; their sequences are raised.
  package var own: Set<String> = []
  /// Identities, in people's own calendars, of shifts that are worded anew in calendars of teams.
  package var inTeams: Set<String> = []
  /// Identities, in calendars of teams, of shifts that are withdrawn there anew or in other words, because the person left the team.
  package var left: Set<String> = []
  /// Whether other words are no news: nobody's hours moved.
  package var isSilent = true

  /// Nothing is worded anew.
  package init() {}

  /// Whether a wording is another one than was told.
  package static func differs(_ wording: String, from told: String) -> (own: Bool, inTeam: Bool) {
    let (now, then) = (parts(wording), parts(told))
    // Whoever joins a team or leaves one has no entry there of which another wording could be told.
    return (now.own != then.own, !now.team.isEmpty && !then.team.isEmpty && now.team != then.team)
  }

  fileprivate static func parts(_ wording: String) -> (own: Substring, team: Substring) {
    let own = wording.prefix { $0 != "-" }
    return (own, wording[own.endIndex...].dropFirst())
  }
}

extension ToldEvent {
  /// A fingerprint of how the calendar of a team worded it; empty for none.
  package var wordingInTeam: String { String(Rewording.parts(wording).team) }
}

/// Fingerprints of everything that calendars say of each entry, its sequence and stamps left out.
///
/// Whatever an entry is worded by, a language, a name, rules of a zone, a version of this program, is in its text. So nothing has to be
/// listed that might change it.
package struct EntryWordings: Sendable {
  private let book: CalendarBook
  private let duties: [String: [(duty: OnCallDuty, isCancelled: Bool)]]
  private let freeDays: [String: [FreeDays]]
  private let teamPhrases: [String: Phrases]
  private let options: CalendarOptions

  /// The entries of a roster and the free days of the options.
  package init(of roster: Roster, in scenario: Scenario, options: CalendarOptions) {
    var (plain, words) = (roster, options)
    for place in plain.shifts.indices { plain.shifts[place].sequence = 0 }
    for place in plain.cancelled.indices { plain.cancelled[place].sequence = 0 }
    (words.told, words.rewording, words.now) = ([:], Rewording(), nil)
    words.publication = Instant(secondsSinceEpoch: 0)
    let all =
      roster.duties.map { (duty: $0, isCancelled: false) }
      + roster.cancelledDuties.map { (duty: $0, isCancelled: true) }
    duties = Dictionary(grouping: all, by: \.duty.agent)
    freeDays = Dictionary(grouping: options.freeDays, by: \.agent)
    let book = CalendarBook(
      plain, scenario, words, also: all.map { ($0.duty.start, $0.duty.end) },
      strangers: Set(duties.keys).union(freeDays.keys))
    teamPhrases = Dictionary(
      book.teams.map { team in
        let readers = team.members.isEmpty ? team.former : team.members
        return (team.key, RosterCalendars.commonPhrases(of: readers.map { book.people[$0] }))
      }
    ) { first, _ in first }
    self.book = book
    self.options = options
  }

  /// How many people there are.
  package var count: Int { book.people.count }

  /// Id of a person.
  package func person(_ place: Int) -> String { book.people[place].id }

  /// A fingerprint for each entry of a person: that of the person's own calendar, and after a dash that of the team's.
  package func wordings(of place: Int) -> [(uid: String, wording: String)] {
    let agent = book.people[place]
    let phrases = Phrases.of(agent.calendarLanguage)
    let shifts = book.entries(of: place).flatMap { entry in
      let shift = book.work(of: entry).shift
      let uid = ShiftIdentity.uid(of: shift, options: options)
      let team = options.team(of: shift, uid: uid, isCancelled: entry.isCancelled)
      var wording = Self.print(book.text(of: book.event(of: entry, phrases: phrases, in: nil)))
      if let words = teamPhrases[team] {
        wording += "-" + Self.print(book.text(of: book.event(of: entry, phrases: words, in: team)))
      }
      let left = options.teamsLeft(by: shift, uid: uid, isCancelled: entry.isCancelled).map { team in
        var entry = entry
        entry.isLeft = true
        let event = book.event(of: entry, phrases: teamPhrases[team] ?? phrases, in: team)
        return (ShiftIdentity.teamUID(of: shift, in: team, options: options), Self.print(book.text(of: event)))
      }
      return [(uid, wording)] + left
    }
    let duties = (duties[agent.id] ?? []).map { entry in
      var duty = entry.duty
      duty.sequence = 0
      let event = book.event(of: duty, phrases: phrases, isCancelled: entry.isCancelled)
      return (ShiftIdentity.uid(of: duty, options: options), Self.print(book.text(of: event)))
    }
    let free = (freeDays[agent.id] ?? []).map { days in
      var days = days
      days.sequence = 0
      return (
        ShiftIdentity.uid(of: days, options: options),
        Self.print(book.text(of: FreeDaysEvent(days: days, phrases: phrases)))
      )
    }
    return shifts + duties + free
  }

  /// Two texts of an entry are told apart by 48 bits.
  private static func print(_ text: [UInt8]) -> String {
    String(ContentHash.shortHex(text, followedBy: "").prefix(12))
  }
}
