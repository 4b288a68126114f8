import Libc

/// A folder of compiled zone files.
public struct ZoneData: Hashable, Sendable {
  /// The folder, without a slash at the end.
  public let folder: String

  /// Where systems keep their zone data, the usual place first.
  public static let usualFolders = [
    "/usr/share/zoneinfo", "/usr/lib/zoneinfo", "/usr/share/lib/zoneinfo", "/etc/zoneinfo", "/var/db/timezone/zoneinfo",
  ]

  /// A given folder, for example a copy of the data kept with a project.
  public init(folder: String) { self.folder = folder }

  /// The folder that `TZDIR` names, as for every program of the system that reads zones, or the first of the usual folders that is
  /// there.
  ///
  /// - Throws: `ZoneError.noData` when none is.
  public static func system() throws(ZoneError) -> ZoneData {
    let named = getenv("TZDIR").map { [String(cString: $0)] } ?? []
    let folders = named.filter { !$0.isEmpty } + usualFolders
    guard let folder = folders.first(where: { access($0 + "/Etc/UTC", R_OK) == 0 }) else {
      throw .noData(folders: folders)
    }
    return ZoneData(folder: folder)
  }

  /// Reads the rules of one zone.
  ///
  /// - Throws: `ZoneError` for text that is no name, an unknown name (with the nearest ones), or unusable data.
  public func zone(named name: String) throws(ZoneError) -> Zone {
    guard ZoneData.isPlausible(name) else { throw .notAName(text: name) }
    let file = folder + "/" + name
    guard !ZoneData.isCopy(name), let bytes = readSmallFile(file) else {
      throw .unknown(name: name, nearest: nearest(to: name))
    }
    do {
      return Zone(name: name, clock: try ZoneFile.clock(from: bytes))
    } catch {
      throw .damaged(name: name, file: file, reason: error.reason)
    }
  }

  /// The version written in `tzdata.zi` or `+VERSION`; `unknown` where neither says.
  public func version() -> String {
    if let bytes = readSmallFile(folder + "/tzdata.zi", prefix: 64) {
      let line = String(decoding: bytes.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
      if line.hasPrefix("# version ") { return String(line.dropFirst(10)) }
    }
    if let bytes = readSmallFile(folder + "/+VERSION", prefix: 64) {
      let line = String(decoding: bytes.prefix { $0 > UInt8(ascii: " ") }, as: UTF8.self)
      if !line.isEmpty { return line }
    }
    return "unknown"
  }

  /// All zone names in the folder in order, without the copies under `posix/` and `right/`.
  public func names() -> [String] {
    var names: [String] = []
    var open = [""]
    while let prefix = open.popLast() {
      for entry in FolderNames(of: folder + "/" + prefix).texts where ZoneData.isPlausible(prefix + entry) {
        let name = prefix + entry
        guard !ZoneData.isCopy(name) else { continue }
        if isFolder(folder + "/" + name) {
          open.append(name + "/")
        } else if readSmallFile(folder + "/" + name, prefix: 4) == Array("TZif".utf8) {
          names.append(name)
        }
      }
    }
    return names.sorted()
  }

  /// IANA names are words of letters, digits, `_`, `+` and `-` between slashes; so no name can leave the folder.
  private static func isPlausible(_ name: String) -> Bool {
    let words = name.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    return name.utf8.count <= 64
      && words.allSatisfy { word in
        guard let first = word.first, isLetter(first) else { return false }
        return word.allSatisfy { isLetter($0) || 48...57 ~= $0 || "_+-".utf8.contains($0) }
      }
  }

  private static func isLetter(_ byte: UInt8) -> Bool { 65...90 ~= byte || 97...122 ~= byte }

  /// Whether a file is not a zone of its own: copies of the whole data, and links to whatever this machine uses.
  private static func isCopy(_ name: String) -> Bool {
    let first = name.split(separator: "/").first.map(String.init) ?? name
    return ["posix", "right", "localtime", "posixrules"].contains(first)
  }

  /// Up to three valid names most like one that is not, best first.
  ///
  /// Likeness is the share of common pairs of neighbouring letters (Dice's coefficient), so that `Berlin` and
  /// `europe/berln` both find `Europe/Berlin`. One continent is no likeness, and nothing is like an offset: `Etc/GMT+1` is an hour
  /// behind UTC.
  private func nearest(to name: String) -> [String] {
    let isOffset = name.contains(where: \.isNumber) && !name.lowercased().hasPrefix("etc/")
    guard !isOffset else { return [] }
    let wanted = ZoneData.letterPairs(name)
    let wantedCity = ZoneData.letterPairs(ZoneData.city(name))
    let scored = names().map { candidate in
      let whole = ZoneData.likeness(wanted, ZoneData.letterPairs(candidate))
      let city = ZoneData.likeness(wantedCity, ZoneData.letterPairs(ZoneData.city(candidate)))
      return (name: candidate, likeness: city < 0.35 ? 0 : whole + city)
    }
    let best = scored.filter { $0.likeness >= 0.8 }.sorted { ($1.likeness, $0.name) < ($0.likeness, $1.name) }
    return best.prefix(3).map(\.name)
  }

  private static func city(_ name: String) -> String { name.split(separator: "/").last.map(String.init) ?? name }

  /// Pairs of neighbouring letters, case apart, in order.
  private static func letterPairs(_ text: String) -> [[UInt8]] {
    let letters = Array(text.lowercased().utf8)
    return zip(letters, letters.dropFirst()).map { [$0, $1] }
  }

  private static func likeness(_ a: [[UInt8]], _ b: [[UInt8]]) -> Double {
    guard !a.isEmpty, !b.isEmpty else { return 0 }
    var rest = b
    var common = 0
    for pair in a {
      if let index = rest.firstIndex(of: pair) {
        rest.remove(at: index)
        common += 1
      }
    }
    return 2 * Double(common) / Double(a.count + b.count)
  }
}

/// The first bytes of a regular file; nil where it cannot be read.
private func readSmallFile(_ path: String, prefix: Int = 1 << 20) -> [UInt8]? {
  let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
  guard descriptor >= 0 else { return nil }
  defer { close(descriptor) }
  var status = stat()
  guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
  let size = min(Int(status.st_size), prefix)
  let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
    while count < size {
      let done = read(descriptor, buffer.baseAddress.map { $0 + count }, size - count)
      if done <= 0 { break }
      count += done
    }
  }
  return bytes
}

private func isFolder(_ path: String) -> Bool {
  var status = stat()
  return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
}
