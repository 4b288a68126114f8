import Tabular

/// Addresses of servers that rosters go to.
enum ServerAddress {
  /// Refuses what is no address, what would send a roster in the clear, and what holds a password.
  ///
  /// - Throws: `InputError` with the option; the address is in no message.
  static func check(_ url: String, option: String) throws(InputError) {
    let place = Place(file: option)
    let host = url.split(separator: "/", omittingEmptySubsequences: true).dropFirst().first ?? ""
    let bare = host.hasPrefix("[") ? String(host.prefix { $0 != "]" }) + "]" : String(host.prefix { $0 != ":" })
    guard url.hasPrefix("https://") || url.hasPrefix("http://"), !host.isEmpty,
      url.utf8.allSatisfy({ 33..<127 ~= $0 }), !url.contains("#")
    else {
      throw InputError(place, "this is no address of a server", next: "Write one such as https://example.org/planner/.")
    }
    guard !host.contains("@") else {
      throw InputError(
        place, "user and password do not belong into an address, where others see them",
        next: "Write them into a file that only you may read; --help says which option takes it.")
    }
    guard url.hasPrefix("https://") || ["127.0.0.1", "localhost", "[::1]"].contains(bare) else {
      throw InputError(place, "rosters and passwords do not go through a network unencrypted", next: "Use https.")
    }
  }

  /// The lines of a file that only its owner may read.
  ///
  /// - Throws: `InputError` where others may read it; nothing of it is in any message.
  static func privateLines(of file: String) throws(InputError) -> [String] {
    guard let status = Disk.status(of: file) else {
      throw InputError(Place(file: file), "there is no such file", next: "Name a file that only you may read.")
    }
    guard status.st_mode & 0o077 == 0 else {
      throw InputError(Place(file: file), "others may read this file", next: "Keep it to yourself: chmod 600 \(file).")
    }
    let text = String(decoding: try FileAccess.read(file), as: UTF8.self)
    return text.split(whereSeparator: \.isNewline).map(String.init)
  }
}
