import Chance
import Examples

/// Changes files of a scenario as slips, exports and malice do: by cell and key where it can, by byte now and then.
struct Mutator {
  private var generator: SplitMix64

  init(seed: UInt64) { generator = SplitMix64(seed: seed) }

  mutating func index(_ count: Int) -> Int { Int(generator.next() % UInt64(max(1, count))) }

  mutating func chance(_ oneIn: Int) -> Bool { index(oneIn) == 0 }

  mutating func pick<T>(_ values: [T]) -> T? { values.isEmpty ? nil : values[index(values.count)] }

  /// Changes one to four places of some files; CSV by cell, YAML by value and key.
  mutating func mutate(_ files: inout [String: [UInt8]]) {
    let names = files.keys.sorted()
    for _ in 0...index(4) {
      guard let name = pick(names), let bytes = files[name] else { return }
      if chance(12) {
        files[name] = mutatedBytes(bytes)
      } else if name.hasSuffix(".yaml") {
        files[name] = Array(mutatedYaml(String(decoding: bytes, as: UTF8.self)).utf8)
      } else {
        files[name] = Array(mutatedTable(String(decoding: bytes, as: UTF8.self)).utf8)
      }
    }
    if chance(40), let name = pick(names) { files[name] = nil }
  }

  /// Something that might stand in a cell, a key or an option.
  mutating func value(like text: String) -> String {
    switch index(8) {
    case 0: return pick(Self.numbers) ?? ""
    case 1: return pick(Self.times) ?? ""
    case 2: return pick(Self.words) ?? ""
    case 3: return pick(Self.lengths) ?? ""
    case 4: return text + (pick(Self.words) ?? "")
    case 5: return String(text.prefix(index(text.count + 1)))
    case 6: return withOtherDigit(text)
    default: return pick(Self.numbers + Self.times + Self.words + Self.lengths) ?? ""
    }
  }

  private mutating func withOtherDigit(_ text: String) -> String {
    var bytes = Array(text.utf8)
    let digits = bytes.indices.filter { 48...57 ~= bytes[$0] }
    guard let place = pick(digits) else { return text + "0" }
    if chance(3) { bytes.insert(48 + UInt8(index(10)), at: place) } else { bytes[place] = 48 + UInt8(index(10)) }
    return String(decoding: bytes, as: UTF8.self)
  }

  // MARK: Tables

  private mutating func mutatedTable(_ text: String) -> String {
    var rows = text.split(whereSeparator: \.isNewline).map { line in
      line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    guard !rows.isEmpty else { return value(like: "") }
    let row = index(rows.count)
    let column = index(rows[row].count)
    switch index(14) {
    case 0: rows.remove(at: row)
    case 1: rows.insert(rows[row], at: index(rows.count + 1))
    case 2: rows.swapAt(row, index(rows.count))
    case 3: for place in rows.indices where column < rows[place].count { rows[place].remove(at: column) }
    case 4: for place in rows.indices { rows[place].append(place == 0 ? value(like: "x") : "") }
    case 5: rows[row].append(value(like: ""))
    case 6: if chance(2) { rows = [rows[0]] } else { rows.removeFirst() }
    case 7:
      // The same value down a whole column.
      let same = value(like: rows[row].isEmpty ? "" : rows[row][column])
      for place in rows.indices.dropFirst() where column < rows[place].count { rows[place][column] = same }
    case 8:
      for _ in 0..<index(200) { rows.append(rows[row]) }
    default:
      if !rows[row].isEmpty { rows[row][column] = value(like: rows[row][column]) }
    }
    let separator = chance(15) ? (pick([";", "\t", "|", ",,"]) ?? ",") : ","
    let end = chance(15) ? (pick(["\r\n", "\r", "\n\n", " \n"]) ?? "\n") : "\n"
    return rows.map { $0.joined(separator: separator) }.joined(separator: end) + end
  }

  // MARK: YAML

  private mutating func mutatedYaml(_ text: String) -> String {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    guard !lines.isEmpty else { return text }
    let line = index(lines.count)
    switch index(12) {
    case 0: lines.remove(at: line)
    case 1: lines.insert(lines[line], at: index(lines.count + 1))
    case 2: lines.swapAt(line, index(lines.count))
    case 3: lines[line] = String(repeating: " ", count: index(6)) + lines[line]
    case 4:
      lines[line] = lines[line].replacing(
        pick(["{", "}", "[", "]", ":", ",", "-"]) ?? "", with: pick(Self.words) ?? "")
    case 5: lines.insert((pick(Self.words) ?? "x") + ": " + value(like: ""), at: line)
    default: lines[line] = withOtherValue(lines[line])
    }
    return lines.joined(separator: "\n")
  }

  /// Replaces one of the values behind colons, commas and brackets.
  private mutating func withOtherValue(_ line: String) -> String {
    let ends = ",]}"
    var places: [Range<String.Index>] = []
    var start: String.Index?
    var position = line.startIndex
    while position < line.endIndex {
      let next = line.index(after: position)
      let isGap = line[position] == ":" && next < line.endIndex && line[next] == " "
      if isGap || line[position] == "[" { start = next }
      if let from = start, ends.contains(line[position]) {
        places.append(from..<position)
        start = line[position] == "," ? next : nil
      }
      position = next
    }
    if let start { places.append(start..<line.endIndex) }
    guard let place = pick(places) else { return value(like: line) }
    let old = line[place].drop { $0 == " " }
    return line.replacingCharacters(in: place, with: " " + value(like: String(old)))
  }

  // MARK: Bytes

  private mutating func mutatedBytes(_ bytes: [UInt8]) -> [UInt8] {
    var bytes = bytes
    switch index(6) {
    case 0: bytes = Array(bytes.prefix(index(bytes.count + 1)))
    case 1: bytes.insert(contentsOf: [0xEF, 0xBB, 0xBF], at: 0)
    case 2: bytes.insert(contentsOf: pick(Self.odd) ?? [], at: index(bytes.count + 1))
    case 3: bytes = []
    default:
      for _ in 0...index(4) where !bytes.isEmpty { bytes[index(bytes.count)] = UInt8(index(256)) }
    }
    return bytes
  }
}

extension String {
  fileprivate func replacingCharacters(in range: Range<String.Index>, with text: String) -> String {
    String(self[..<range.lowerBound]) + text + String(self[range.upperBound...])
  }
}

// MARK: What might be written

extension Mutator {
  static let numbers = [
    "0", "-0", "1", "-1", "0.5", "1e19", "-1e19", "1e100", "1e-300", "1e308", "1e309", "nan", "inf", "-inf",
    "9223372036854775807", "9223372036854775808", "-9223372036854775808", "18446744073709551616", "4294967296",
    "999999999999999", "1000000", "10000000", "10000000001", "0.000000000000001", "1.5", "1,5", "00012", "+7", "1e",
    "e5",
    "0x10", "12 ", "۱۲", "50", "53", "1441", "100000", "200000", "24", "48",
  ]

  static let times = [
    "1970-01-01", "1969-12-31", "2200-12-31", "2201-01-01", "0000-01-01", "9999-12-31", "2025-02-29",
    "2025-03-30T02:30",
    "2025-10-26T02:30", "2025-10-26T02:30+01:00", "9999-12-31T23:59:59-23:59", "0000-01-01T00:00+23:59", "00:00",
    "24:00",
    "25:00", "09:00-09:00", "22:00-06:00", "08:00-09:00", "00:00-24:00", "24 h", "closed", "2025-10-20", "2025-03-31",
    "2025-04-01T10:00+02:00", "2025-10-21T09:00:00+02:00", "2025-10-21T09:00-00:44:30", "00:00-24:00 every 1 min",
    "07:00-06:00 every 1 h", "06:00-10:00 every 7 min",
  ]

  static let lengths = [
    "0 s", "1 s", "0.01 s", "1 min", "7 min", "24 h", "25 h", "7 d", "366 d", "1000 d", "999999999 h", "0 %", "100 %",
    "99.9 %", "101 %", "50 %", "0-168 h", "40-20 h", "8 h", "30 min", "0.5 h", "1 h 1 min", "999999999999 EUR/h",
    "0.01 EUR/h", "1 JPY/h", "2 x 15 min paid", "24 x 720 min unpaid", "1-14", "14-1", "4 per 4 weeks",
    "0 per 4 weeks",
  ]

  static let words = [
    "", " ", "*", "&a x", "*a", "a b", "x", "calls", "chat", "mail", "hire", "ada", "ben", "phone", "email", "L1", "de",
    "\"", "\"a\"\"b\"", "\"two\nlines\"", "'", "#", "? ", "- ", "[", "]", "{", "}", "{}", "[]", "null", "~", "true",
    "\u{1B}[31mred", "\u{7}", "\u{202E}abc", "\u{0}", "ä", "e\u{301}", "👩‍👩‍👧", "=1+1", "@x", "../../etc/passwd",
    "/dev/null",
    "/dev/zero", "/", ".", "..", "out", "scenario.yaml", "history.csv", "UTC", "Europe/Lisbon", "Africa/Monrovia",
    "Australia/Lord_Howe", "Pacific/Apia", "America/Nowhere", "accept", "reject", "discard", "held", "cancelled",
    "lunch 2025-10-21T10:00Z/2025-10-21T10:30Z unpaid", "shop", "depot", "part", "split", "day", "daily", "mon-sun",
    "sun-mon", "P80", "P50", "lagged", "wall", "business", "<<: *a", "!!binary x", "!!float .inf", "%TAG", "---", "...",
    String(repeating: "x", count: 300), String(repeating: "9", count: 400), String(repeating: "[", count: 300),
    String(repeating: "é", count: 5_000),
  ]

  static let odd: [[UInt8]] = [
    [0], [0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xFF, 0xFE], [13], [10, 13], [34], [0xE2, 0x80],
  ]
}
