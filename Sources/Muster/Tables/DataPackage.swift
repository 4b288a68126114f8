import Files
import FoundationEssentials
import ScenarioFiles

/// The description of the tables of an out folder for other programs, `datapackage.json`.
///
/// - Source: Frictionless Data Package and Table Schema, version 1.
struct DataPackage: Encodable {
  /// Name of the file.
  static let fileName = "datapackage.json"

  private let name = "muster-results"
  private let profile = "tabular-data-package"
  private let resources: [Resource]

  /// Describes those of some files that are tables of the catalogue.
  init(of files: some Sequence<String>) {
    let present = Set(files)
    resources = TableCatalogue.all.filter { present.contains($0.fileName) }.map { Resource($0, present) }
  }

  /// The description as a file: JSON with sorted keys.
  func file() -> OutputFile {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
    // Encoding plain strings and finite numbers cannot fail.
    let data = (try? encoder.encode(self)) ?? Data()
    return OutputFile(name: Self.fileName, bytes: [UInt8](data) + [UInt8(ascii: "\n")])
  }
}

/// One table of the package.
private struct Resource: Encodable {
  let name: String
  let path: String
  let description: String
  let profile = "tabular-data-resource"
  let format = "csv"
  let mediatype = "text/csv"
  let encoding = "utf-8"
  let dialect = Dialect()
  let schema: Schema

  struct Dialect: Encodable {
    let delimiter = ","
    let lineTerminator = "\r\n"
    let doubleQuote = true
    let header = true
  }

  init(_ table: TableDefinition, _ present: Set<String>) {
    name = resourceName(table.fileName)
    path = table.fileName
    description = "\(table.about); written by muster \(table.stage)"
    schema = Schema(table, present)
  }
}

/// The columns of a table, what identifies a row, and what stands in other tables of the package.
private struct Schema: Encodable {
  let fields: [Field]
  let missingValues = [""]
  let primaryKey: [String]?
  let foreignKeys: [ForeignKey]?

  struct ForeignKey: Encodable {
    let fields: [String]
    let reference: Reference
  }

  struct Reference: Encodable {
    let resource: String
    let fields: [String]
  }

  init(_ table: TableDefinition, _ present: Set<String>) {
    fields = table.columns.map(Field.init)
    primaryKey = table.key.isEmpty ? nil : table.key
    let keys = table.references.filter { present.contains($0.table) }.map {
      ForeignKey(fields: $0.columns, reference: Reference(resource: resourceName($0.table), fields: $0.columns))
    }
    foreignKeys = keys.isEmpty ? nil : keys
  }
}

/// One column.
private struct Field: Encodable {
  let name: String
  let type: String
  let format: String?
  let description: String
  let unit: String?
  let constraints: Constraints
  let trueValues: [String]?
  let falseValues: [String]?

  struct Constraints: Encodable {
    var required: Bool
    var minimum: Double?
    var maximum: Double?
    var `enum`: [String]?
  }

  init(_ column: TableDefinition.Column) {
    name = column.name
    unit = column.unit.isEmpty ? nil : column.unit
    description = column.about.filter { $0 != "`" } + (column.unit.isEmpty ? "" : " (\(column.unit))")
    let isFlag = column.kind == .flag
    trueValues = isFlag ? ["true"] : nil
    falseValues = isFlag ? ["false"] : nil
    constraints = Constraints(
      required: !column.mayBeEmpty, minimum: column.range?.lowerBound.finite, maximum: column.range?.upperBound.finite,
      enum: column.words.isEmpty ? nil : column.words)
    switch column.kind {
    case .text: (type, format) = ("string", nil)
    case .integer: (type, format) = ("integer", nil)
    case .number: (type, format) = ("number", nil)
    case .flag: (type, format) = ("boolean", nil)
    case .date: (type, format) = ("date", nil)
    case .instant: (type, format) = ("datetime", "%Y-%m-%d %H:%M:%SZ")
    case .wallTime: (type, format) = ("datetime", "%Y-%m-%d %H:%M:%S")
    }
  }
}

/// The name of a table within the package: its file's without the ending.
private func resourceName(_ fileName: String) -> String {
  fileName.lastIndex(of: ".").map { String(fileName[..<$0]) } ?? fileName
}

extension Double {
  /// The number itself; `nil` where there is no end.
  fileprivate var finite: Double? { isFinite ? self : nil }
}
