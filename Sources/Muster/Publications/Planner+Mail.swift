public import Publishing
import Reporting
import ScenarioFiles
import Tabular
import Timeline
import Workforce

/// What writing mail drafts came to.
public struct MailReport: Codable, Sendable {
  /// The folder they are in.
  public var folder: String
  /// Drafts there are for this publication.
  public var drafts: Int
  /// Those without an address of whom they go to.
  public var unaddressed: Int

  /// The report as a line for a terminal.
  public var text: String {
    let missing = unaddressed == 0 ? "" : ", \(unaddressed) without an address: give agents.csv a column email"
    return "Mail: \(drafts) \(drafts == 1 ? "draft" : "drafts") in \(folder)\(missing).\n"
  }
}

extension Planner {
  /// Writes a mail draft for everybody to whom the last publication told something new: the shifts in their language, and a calendar.
  ///
  /// The same publication gives the same bytes. Drafts of other publications are in folders of their own.
  ///
  /// - Parameters:
  ///   - place: the folder; made where it is missing.
  ///   - from: who sends them.
  /// - Throws: `InputError` where nothing was published, or a file cannot be read or written.
  public func mail(into place: String, from: MailAddress) throws -> MailReport {
    var scenario = try read(needsHistory: false).scenario
    return try onShelf { _ in
      let shelf = try PublicationShelf(of: folder)
      guard let told = try ToldState(shelf, for: scenario), let date = Instant(iso: told.latest.toldAt) else {
        throw InputError(
          Place(file: Publication.folderName), "nothing was published yet", next: "Publish with muster publish.")
      }
      scenario = scenario.knowing(sites: told.formerSites)
      let former =
        told.latest.number > 1
        ? try shelf.events(of: shelf.publication(told.latest.number - 1)).mapValues(\.version) : [:]
      let options = CalendarOrder(PublishTerms(now: date), told: told, since: nil, for: scenario).currentOptions
      let sender = RosterMail.Sender(
        from: from, date: date, publication: "\(told.latest.number) \(told.hash ?? "")")
      let drafts = RosterMail.drafts(
        of: told.roster.lasting(after: date), in: scenario, options: options, from: sender,
        dates: { DateWords.text($0, in: $1) }, where: { former[$0] != options.version(of: $0, sequence: $1) })
      let folder = "\(place)/\(Publication.folder(told.latest.number))"
      try FileAccess.makeFolder(place)
      try FileAccess.makeFolder(folder)
      for draft in drafts {
        let (path, bytes) = ("\(folder)/\(draft.name)", draft.bytes)
        if case .file(let hash) = Disk.content(of: path), hash == ContentHash.sha256Hex(bytes) { continue }
        try FileAccess.write(bytes, to: path, isPrivate: true)
      }
      let addressed = Set(scenario.agents.filter { !$0.email.isEmpty }.map(\.id))
      return MailReport(
        folder: folder, drafts: drafts.count, unaddressed: drafts.count { !addressed.contains($0.owner) })
    }
  }
}
