import Files

/// Names of files that every file system takes and no two owners share.
///
/// A name is a stem, or a stem with `-` and digits of the key's hash. A stem that looks like the second kind never stands alone, so
/// the two kinds cannot meet; within the second, the hashes differ.
enum FileName {
  /// One name a key, in the order of the keys.
  ///
  /// Letters of ASCII, digits, `.`, `_` and `-` stay; a run of anything else becomes one `-`. Where that loses letters,
  /// gives a name that systems reserve, or one that another key gets as well (upper and lower case are the same to
  /// some systems), eight digits of the key's hash follow, or all 64 where eight are not enough; the order of the keys never
  /// matters.
  ///
  /// - Parameter keys: different from each other.
  static func unique(for keys: [String], extension suffix: String) -> [String] {
    let stems = keys.map(stem)
    let uses = Dictionary(stems.map { ($0.text.lowercased(), 1) }, uniquingKeysWith: +)
    let names = zip(keys, stems).map { key, stem in
      let isShared = (uses[stem.text.lowercased()] ?? 0) > 1
      let isPlain = stem.isFaithful && !isShared && !hasTail(stem.text)
      return isPlain ? stem.text : "\(stem.text)-\(ContentHash.sha256Hex(key).prefix(8))"
    }
    let shared = Dictionary(names.map { ($0.lowercased(), 1) }, uniquingKeysWith: +).filter { $0.value > 1 }
    return zip(zip(keys, stems), names).map { owner, name in
      shared[name.lowercased()] == nil ? name + suffix : "\(owner.1.text)-\(ContentHash.sha256Hex(owner.0))\(suffix)"
    }
  }

  /// Whether a stem ends as a name with digits of a hash does.
  private static func hasTail(_ stem: String) -> Bool {
    guard let dash = stem.lastIndex(of: "-") else { return false }
    let tail = stem[stem.index(after: dash)...]
    return (tail.count == 8 || tail.count == 64) && tail.allSatisfy(\.isHexDigit)
  }

  /// A key in safe characters, and whether all its letters are still there.
  private static func stem(_ key: String) -> (text: String, isFaithful: Bool) {
    var text = ""
    var isFaithful = true
    for scalar in key.unicodeScalars {
      switch scalar {
      case "a"..."z", "A"..."Z", "0"..."9", "_", ".": text.unicodeScalars.append(scalar)
      default:
        if !scalar.isASCII { isFaithful = false }
        if !text.isEmpty, text.last != "-" { text += "-" }
      }
    }
    while text.hasPrefix(".") || text.hasPrefix("-") { text.removeFirst() }
    while text.hasSuffix(".") || text.hasSuffix("-") { text.removeLast() }
    if text.isEmpty { return ("calendar", false) }
    return (String(text.prefix(80)), isFaithful && text.utf8.count <= 80 && !isReserved(text))
  }

  /// Names of devices on Windows, with any ending.
  private static func isReserved(_ text: String) -> Bool {
    let base = text.lowercased().prefix { $0 != "." }
    return ["con", "prn", "aux", "nul"].contains(base)
      || base.count == 4 && (base.hasPrefix("com") || base.hasPrefix("lpt")) && base.last?.isNumber == true
  }
}
