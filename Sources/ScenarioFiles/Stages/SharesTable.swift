import Tabular
package import Workforce

/// The file of how colleagues share what nobody likes, `shares.csv`: one row a site, contract and burden.
package enum SharesTable {
  /// Name of the file.
  package static let fileName = "shares.csv"

  /// What the file holds.
  package static let definition = TableDefinition(
    fileName, stage: "roster",
    "one row for each site, contract and burden that the plan has: who has least and most of it, and how low the most could be",
    columns: [
      .init("site", .text, "id of the site"), .init("contract", .text, "id of the contract"),
      .init("burden", .text, words: Burden.allCases.map(\.rawValue), "what is shared, counted as ledger.csv does"),
      .init("people", .integer, unit: "people", "who share it"),
      .init("planned", .integer, unit: "shifts or weekends", "how much of it the plan gives them"),
      .init("least", .integer, unit: "shifts or weekends", "of the one who has least, ledger and plan together"),
      .init("most", .integer, unit: "shifts or weekends", "of the one who has most"),
      .init(
        "best_most", .integer, unit: "shifts or weekends",
        "no lawful way to hand out the same work of each date leaves everybody with less than this"),
      .init("is_reachable", .flag, "whether a lawful way with that most is known"),
    ], key: ["site", "contract", "burden"])

  /// Writes one row a share, in the order given.
  package static func write(_ shares: [BurdenShare]) -> [UInt8] {
    definition.bytes(of: shares) { writer, share in
      writer.text(share.site)
      writer.text(share.contract)
      writer.text(share.burden.rawValue)
      writer.integer(share.people)
      writer.integer(share.planned)
      writer.integer(share.least)
      writer.integer(share.most)
      writer.integer(share.bestMost)
      writer.flag(share.isReachable)
    }
  }
}
