/// What the columns of an export of people, or of their leave, mean. A mapping file is its written form.
package struct StaffMapping: Hashable, Sendable {
  /// What a row is of.
  package enum Kind: String, CaseIterable, Hashable, Sendable {
    case people
    case leave

    /// What its rows may say, in the order of the mapping file.
    package var fields: [Field] {
      switch self {
      case .people: [.id, .name, .site, .contract, .languages, .skills, .team, .from, .to]
      case .leave: [.id, .from, .to, .kind]
      }
    }
  }

  /// What a column says of somebody.
  package enum Field: String, CaseIterable, Hashable, Sendable {
    case id
    case name
    case site
    case contract
    case languages
    case skills
    case team
    case from
    case to
    case kind

    /// Whether the words of a file are names for things of the scenario, which a mapping may translate.
    var isTranslated: Bool { [.site, .contract, .languages, .skills, .kind].contains(self) }
    var isDate: Bool { self == .from || self == .to }
  }

  package var kind: Kind
  /// The byte between cells; nil to find out.
  package var delimiter: UInt8?
  /// Line of the header, 0 for none; nil to find out.
  package var headerLine: Int?
  /// Several columns of a name are put together in their order, those of languages and skills are one list.
  package var columns: [Field: [String]] = [:]
  package var dateOrder: DateOrder?
  /// Whether the end of a leave is the first moment after it.
  package var toIsAfter = false
  package var filters: [Mapping.Filter] = []
  /// What holds where a cell is empty or no column says it.
  package var every: [Field: String] = [:]
  /// Words of the file and what they are in the scenario; `none` for nothing.
  package var names: [Field: [String: String]] = [:]

  package init(_ kind: Kind) { self.kind = kind }

  /// What a mapping translates a word to, whatever case it is in.
  func translated(_ text: String, _ field: Field) -> String? {
    guard let names = names[field] else { return nil }
    if let exact = names[text] { return exact }
    let lower = text.lowercased()
    return names.keys.sorted().first { $0.lowercased() == lower }.flatMap { names[$0] }
  }
}
