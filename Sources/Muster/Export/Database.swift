import CSQLite
import Tabular

/// A SQLite file that is being written.
///
/// A class, because the handle is closed once.
final class Database {
  /// A value of a cell.
  enum Value {
    case null
    case text(String)
    case number(Double)
    case integer(Int)
  }

  private var handle: OpaquePointer?
  /// The file as the planner named it.
  private let name: String

  /// - Throws: `InputError` where the file is none of SQLite's or cannot be written.
  init(_ path: String, name: String) throws(InputError) {
    self.name = name
    guard sqlite3_open_v2(path, &handle, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, nil) == SQLITE_OK else {
      let failure = failure()
      sqlite3_close(handle)
      throw failure
    }
  }

  deinit { sqlite3_close(handle) }

  /// Runs statements without values.
  func run(_ statements: String) throws(InputError) {
    guard sqlite3_exec(handle, statements, nil, nil, nil) == SQLITE_OK else { throw failure() }
  }

  /// Inserts rows into a table.
  func insert(into table: String, columns: [String], _ rows: [[Value]]) throws(InputError) {
    guard !rows.isEmpty else { return }
    let marks = columns.map { _ in "?" }.joined(separator: ", ")
    // Some names are words of SQL.
    let names = columns.map { "\"\($0)\"" }.joined(separator: ", ")
    var statement: OpaquePointer?
    let text = "INSERT INTO \(table) (\(names)) VALUES (\(marks))"
    guard sqlite3_prepare_v2(handle, text, -1, &statement, nil) == SQLITE_OK else { throw failure() }
    defer { sqlite3_finalize(statement) }
    for row in rows {
      for (index, value) in row.enumerated() {
        let place = Int32(index + 1)
        let code =
          switch value {
          case .null: sqlite3_bind_null(statement, place)
          case .number(let number): sqlite3_bind_double(statement, place, number)
          case .integer(let number): sqlite3_bind_int64(statement, place, Int64(number))
          case .text(let text): muster_bind_text(statement, place, text, Int32(text.utf8.count))
          }
        guard code == SQLITE_OK else { throw failure() }
      }
      guard sqlite3_step(statement) == SQLITE_DONE else { throw failure() }
      sqlite3_reset(statement)
    }
  }

  /// Runs one statement with values.
  func run(_ text: String, _ values: [String]) throws(InputError) {
    var statement: OpaquePointer?
    guard sqlite3_prepare_v2(handle, text, -1, &statement, nil) == SQLITE_OK else { throw failure() }
    defer { sqlite3_finalize(statement) }
    for (index, value) in values.enumerated() {
      guard muster_bind_text(statement, Int32(index + 1), value, Int32(value.utf8.count)) == SQLITE_OK else {
        throw failure()
      }
    }
    guard sqlite3_step(statement) == SQLITE_DONE else { throw failure() }
  }

  private func failure() -> InputError {
    let reason = handle.flatMap { sqlite3_errmsg($0) }.map { String(cString: $0) } ?? "out of memory"
    return InputError(
      Place(file: name), "the database cannot be written: \(reason)", next: "Name another file, or check the disk.")
  }
}
