package import Tabular

/// The name under which a calendar is served: whoever knows it can read the calendar, and nobody guesses it.
package struct FeedAddress: Hashable, Sendable {
  /// Folder of the calendar: `people`, `teams`, `on-call` or `days-off`.
  package var kind: String
  /// Id of the person, or name of the team.
  package var owner: String
  /// 32 hexadecimal digits.
  package var address: String
  /// Whether nothing is served under it any more.
  package var isWithdrawn: Bool

  /// An address.
  package init(kind: String, owner: String, address: String, isWithdrawn: Bool = false) {
    (self.kind, self.owner, self.address, self.isWithdrawn) = (kind, owner, address, isWithdrawn)
  }
}

/// The file of a scenario's feed, `feed.csv`: which calendar is served under which name. It is as secret as the calendars.
package enum FeedTable {
  /// Name of the file.
  package static let fileName = "feed.csv"

  /// Kinds of calendars that are served.
  package static let kinds = ["people", "teams", "on-call", "days-off"]

  /// What the file holds.
  package static let definition = TableDefinition(
    fileName, stage: "publish", "one row for each name under which a calendar is or was served",
    columns: [
      .init("kind", .text, words: kinds, "whose calendar"), .init("owner", .text, "id of the person, name of the team"),
      .init("address", .text, "name of the file, without .ics"),
      .init("withdrawn", .flag, "whether nothing is served under it any more"),
    ], key: ["address"])

  /// Writes one row an address, in the order given.
  package static func write(_ addresses: [FeedAddress]) -> [UInt8] {
    definition.bytes(of: addresses) { writer, address in
      writer.text(address.kind)
      writer.text(address.owner)
      writer.text(address.address)
      writer.text(address.isWithdrawn ? "true" : "false")
    }
  }

  /// Reads it, ours or edited by hand.
  ///
  /// - Throws: `InputError` with the problems of the file.
  package static func read(_ bytes: [UInt8], file: String = fileName) throws(InputError) -> [FeedAddress] {
    var cells = TableCells(bytes, file: file, required: ["kind", "owner", "address"], optional: ["withdrawn"])
    var addresses: [FeedAddress] = []
    var taken: Set<String> = []
    var owners: Set<[String]> = []
    for row in cells.rows {
      let kind = cells.required(row, "kind") { text throws(Misreading) in
        guard kinds.contains(text) else {
          throw Misreading("\(quoted(text)) is no kind of calendar", next: "Write \(kinds.joined(separator: ", ")).")
        }
        return text
      }
      let owner = cells.required(row, "owner") { text throws(Misreading) in text }
      let address = cells.required(row, "address") { text throws(Misreading) in
        guard text.utf8.count == 32, text.utf8.allSatisfy({ "0123456789abcdef".utf8.contains($0) }) else {
          throw Misreading(
            "this is no address of a feed", next: "Delete the row; muster publish --feed draws another address.")
        }
        guard taken.insert(text).inserted else {
          throw Misreading("this address is in two rows", next: "Delete one of them; another address is drawn for it.")
        }
        return text
      }
      let isWithdrawn = cells.optional(row, "withdrawn") { text throws(Misreading) in
        guard let flag = ["true": true, "false": false][text.lowercased()] else {
          throw Misreading("\(quoted(text)) is neither true nor false", next: "Write true or false.")
        }
        return flag
      }
      guard let kind, let owner, let address else { continue }
      let entry = FeedAddress(kind: kind, owner: owner, address: address, isWithdrawn: isWithdrawn ?? false)
      // The first address of an owner holds; a further one is served no longer.
      let isFirst = entry.isWithdrawn || owners.insert([kind, owner]).inserted
      addresses.append(isFirst ? entry : FeedAddress(kind: kind, owner: owner, address: address, isWithdrawn: true))
    }
    var problems = ProblemCollector()
    problems.add(cells.problems)
    try problems.check()
    return addresses
  }
}
