/// An address that mail comes from or goes to, with or without a name.
public struct MailAddress: Hashable, Sendable {
  /// What people see; empty for none.
  public let name: String
  /// Local part `@` domain, in ASCII.
  public let address: String

  /// Reads `a@example.org` or `Ann Lee <a@example.org>`; `nil` for anything else.
  ///
  /// Addresses in other letters than ASCII are not read: few systems take them.
  public init?(_ text: String) {
    var name = ""
    var address = Substring(text)
    if let open = text.lastIndex(of: "<") {
      guard text.hasSuffix(">") else { return nil }
      address = text[text.index(after: open)...].dropLast()
      name = String(text[..<open].drop { $0 == " " })
      while name.last == " " { name.removeLast() }
      if name.count >= 2, name.hasPrefix("\""), name.hasSuffix("\"") { name = String(name.dropFirst().dropLast()) }
    }
    let parts = address.split(separator: "@", omittingEmptySubsequences: false)
    guard parts.count == 2, parts.allSatisfy({ Self.isDotted($0) }), address.utf8.count <= 254,
      !name.unicodeScalars.contains(where: { $0.value < 32 || $0.value == 127 }), name.utf8.count <= 200
    else { return nil }
    self.name = name
    self.address = String(address)
  }

  /// Words of letters, digits and the marks an address may have, parted by single dots.
  private static func isDotted(_ part: Substring) -> Bool {
    let words = part.split(separator: ".", omittingEmptySubsequences: false)
    return words.allSatisfy { word in
      !word.isEmpty
        && word.utf8.allSatisfy {
          48...57 ~= $0 || 65...90 ~= $0 || 97...122 ~= $0 || "!#$%&'*+/=?^_`{|}~-".utf8.contains($0)
        }
    }
  }

  /// The address as a header field has it.
  var headerText: String {
    if name.isEmpty { return address }
    let isPlain = name.utf8.allSatisfy { 32..<127 ~= $0 } && !name.contains("=?")
    let quoted = name.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
    return (isPlain ? "\"\(quoted)\"" : MailText.encodedWords(name).joined(separator: "\r\n ")) + "\r\n <\(address)>"
  }
}
