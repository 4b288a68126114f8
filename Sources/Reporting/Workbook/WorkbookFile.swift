import CWorkbook
import Tabular
import Timeline

/// A workbook of a spreadsheet program (`.xlsx`) that is being written, by libxlsxwriter.
///
/// A class, because the library's handle is closed once.
final class WorkbookFile {
  /// How cells look.
  struct Look: Hashable {
    var background: UInt32?
    var isBold = false
    var isCentred = false
    var hasBorder = false
    /// Number format, for example `yyyy-mm-dd`.
    var format: String?
  }

  /// A sheet; rows and columns are counted from 0.
  struct Sheet {
    fileprivate let pointer: UnsafeMutablePointer<lxw_worksheet>
  }

  private var book: UnsafeMutablePointer<lxw_workbook>?
  private var looks: [Look: UnsafeMutablePointer<lxw_format>] = [:]
  private var names: Set<String> = []
  /// The file as the planner named it.
  private let name: String

  /// - Parameter created: the moment that the file says it was made: no clock is read, so that the same roster gives the same bytes.
  init(_ path: String, name: String, title: String, created: Instant) {
    self.name = name
    book = workbook_new(path)
    title.withCString { text in
      "muster".withCString { program in
        var properties = lxw_doc_properties()
        // The library copies what they point to.
        properties.title = UnsafeMutablePointer(mutating: text)
        properties.author = UnsafeMutablePointer(mutating: program)
        properties.created = time_t(max(1, created.secondsSinceEpoch))
        workbook_set_properties(book, &properties)
      }
    }
  }

  deinit { if book != nil { workbook_close(book) } }

  /// Adds a sheet; its name is made one that spreadsheet programs take, and that no other sheet has.
  func addSheet(_ wanted: String) -> Sheet? {
    let plain = String(wanted.map { "[]:*?/\\'".contains($0) || $0.isNewline ? " " : $0 })
    var candidate = Self.cut(plain.isEmpty ? "-" : plain, to: 31)
    var number = 2
    while !names.insert(candidate.lowercased()).inserted {
      let end = " \(number)"
      candidate = Self.cut(plain, to: 31 - end.utf16.count) + end
      number += 1
    }
    return workbook_add_worksheet(book, candidate).map { Sheet(pointer: $0) }
  }

  /// The beginning of a text in so many units of UTF-16, which is how a sheet's name is measured.
  private static func cut(_ text: String, to count: Int) -> String {
    var result = ""
    for character in text where result.utf16.count + character.utf16.count <= count { result.append(character) }
    return result
  }

  private func format(_ look: Look) -> UnsafeMutablePointer<lxw_format>? {
    if let known = looks[look] { return known }
    guard let format = workbook_add_format(book) else { return nil }
    if let background = look.background { format_set_bg_color(format, background) }
    if look.isBold { format_set_bold(format) }
    if look.isCentred {
      format_set_align(format, UInt8(LXW_ALIGN_CENTER.rawValue))
      format_set_text_wrap(format)
    }
    format_set_align(format, UInt8(LXW_ALIGN_VERTICAL_CENTER.rawValue))
    if look.hasBorder {
      format_set_border(format, UInt8(LXW_BORDER_THIN.rawValue))
      format_set_border_color(format, 0xBFBFBF)
    }
    if let pattern = look.format { format_set_num_format(format, pattern) }
    looks[look] = format
    return format
  }

  /// Writes a text, never as a formula.
  func write(_ text: String, _ row: Int, _ column: Int, _ look: Look = Look(), on sheet: Sheet) {
    if text.isEmpty {
      worksheet_write_blank(sheet.pointer, UInt32(row), UInt16(column), format(look))
    } else {
      // A cell holds at most 32,767 characters.
      worksheet_write_string(sheet.pointer, UInt32(row), UInt16(column), String(text.prefix(32_000)), format(look))
    }
  }

  /// Writes a number.
  func write(_ number: Double, _ row: Int, _ column: Int, _ look: Look = Look(), on sheet: Sheet) {
    worksheet_write_number(sheet.pointer, UInt32(row), UInt16(column), number, format(look))
  }

  /// Writes a date, which the look's format shows.
  func write(_ date: CivilDate, _ row: Int, _ column: Int, _ look: Look, on sheet: Sheet) {
    write(Self.days(date), row, column, look, on: sheet)
  }

  /// Writes a formula with what it comes to.
  func write(formula: String, value: Double, _ row: Int, _ column: Int, _ look: Look, on sheet: Sheet) {
    worksheet_write_formula_num(sheet.pointer, UInt32(row), UInt16(column), formula, format(look), value)
  }

  /// Days since the end of 1899, as spreadsheets count.
  static func days(_ date: CivilDate) -> Double { Double(date.daysSinceEpoch + 25_569) }

  /// Sets the width of columns in characters; hidden ones still count in formulas.
  func setWidth(_ width: Double, of columns: ClosedRange<Int>, isHidden: Bool = false, on sheet: Sheet) {
    var options = lxw_row_col_options()
    options.hidden = isHidden ? 1 : 0
    worksheet_set_column_opt(
      sheet.pointer, UInt16(columns.lowerBound), UInt16(columns.upperBound), width, nil, &options)
  }

  /// Keeps the first rows and columns in sight.
  func freeze(rows: Int, columns: Int, on sheet: Sheet) {
    worksheet_freeze_panes(sheet.pointer, UInt32(rows), UInt16(columns))
  }

  /// Prints a sheet on one A4 page, wide side up; `columns` of `rows` are what is printed.
  func printOnOnePage(rows: Int, columns: Int, on sheet: Sheet) {
    worksheet_set_landscape(sheet.pointer)
    worksheet_set_paper(sheet.pointer, 9)
    worksheet_fit_to_pages(sheet.pointer, 1, 1)
    worksheet_print_area(sheet.pointer, 0, 0, UInt32(max(0, rows - 1)), UInt16(max(0, columns - 1)))
    worksheet_set_margins(sheet.pointer, 0.4, 0.4, 0.5, 0.5)
  }

  /// Lines and columns of a sheet run from right to left.
  func turnRightToLeft(_ sheet: Sheet) { worksheet_right_to_left(sheet.pointer) }

  /// Closes a sheet to edits, without a password: what is written in it would not be read again.
  func closeToEdits(_ sheet: Sheet) { worksheet_protect(sheet.pointer, nil, nil) }

  /// Ends the file.
  ///
  /// - Throws: `InputError` where it cannot be written.
  func close() throws(InputError) {
    defer { book = nil }
    guard let book else { return }
    let fault = workbook_close(book)
    guard fault == LXW_NO_ERROR else {
      throw InputError(
        Place(file: name), "it cannot be written: \(String(cString: lxw_strerror(fault)))",
        next: "Make room for it, or name another file.")
    }
  }
}
