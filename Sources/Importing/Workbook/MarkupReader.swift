/// The tags of an XML text one after another, and the text behind them: as much of XML as workbooks have.
struct MarkupReader {
  /// A tag; the name of one that ends begins with `/`.
  struct Tag {
    var name: String
    var attributes: [(name: String, value: String)] = []
    /// Whether it ends in itself.
    var isEnd = false

    subscript(_ name: String) -> String? { attributes.first { $0.name == name }?.value }
  }

  private let bytes: [UInt8]
  private var position = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// The next tag; nil at the end.
  mutating func next() -> Tag? {
    while position < bytes.count {
      guard let open = bytes[position...].firstIndex(of: 0x3C) else { break }
      position = open + 1
      guard position < bytes.count else { break }
      if bytes[position] == 0x21 || bytes[position] == 0x3F {
        // Comments, declarations.
        guard let end = bytes[position...].firstIndex(of: 0x3E) else { break }
        position = end + 1
        continue
      }
      return tag()
    }
    position = bytes.count
    return nil
  }

  /// The text up to the next tag.
  mutating func text() -> String {
    let end = bytes[position...].firstIndex(of: 0x3C) ?? bytes.count
    defer { position = end }
    return Self.plain(bytes[position..<end])
  }

  private mutating func tag() -> Tag {
    let start = position
    while position < bytes.count, bytes[position] > 0x20, bytes[position] != 0x3E,
      bytes[position] != 0x2F || position == start
    { position += 1 }
    var name = String(decoding: bytes[start..<position], as: UTF8.self)
    // Names of other spaces, as in `x:row`.
    if let colon = name.lastIndex(of: ":") {
      name = (name.hasPrefix("/") ? "/" : "") + name[name.index(after: colon)...]
    }
    var tag = Tag(name: name)
    while position < bytes.count, bytes[position] != 0x3E {
      if bytes[position] == 0x2F {
        tag.isEnd = true
        position += 1
        continue
      }
      guard bytes[position] > 0x20 else {
        position += 1
        continue
      }
      let nameStart = position
      while position < bytes.count, bytes[position] != 0x3D, bytes[position] != 0x3E { position += 1 }
      let key = String(decoding: bytes[nameStart..<position], as: UTF8.self)
      guard position + 1 < bytes.count, bytes[position] == 0x3D else { continue }
      let quote = bytes[position + 1]
      let valueStart = position + 2
      guard quote == 0x22 || quote == 0x27, valueStart <= bytes.count,
        let end = bytes[valueStart...].firstIndex(of: quote)
      else {
        position = bytes.count
        break
      }
      tag.attributes.append((key, Self.plain(bytes[valueStart..<end])))
      position = end + 1
    }
    position = min(bytes.count, position + 1)
    return tag
  }

  /// Text with its entities written out.
  private static func plain(_ bytes: ArraySlice<UInt8>) -> String {
    let text = String(decoding: bytes, as: UTF8.self)
    guard text.contains("&") else { return text }
    var result = ""
    var rest = Substring(text)
    while let start = rest.firstIndex(of: "&") {
      result += rest[..<start]
      guard let end = rest[start...].firstIndex(of: ";") else {
        rest = rest[start...]
        break
      }
      let name = rest[rest.index(after: start)..<end]
      switch name {
      case "amp": result += "&"
      case "lt": result += "<"
      case "gt": result += ">"
      case "quot": result += "\""
      case "apos": result += "'"
      default:
        let isHex = name.hasPrefix("#x")
        let scalar = UInt32(name.dropFirst(isHex ? 2 : 1), radix: isHex ? 16 : 10).flatMap { Unicode.Scalar($0) }
        if let scalar { result.unicodeScalars.append(scalar) }
      }
      rest = rest[rest.index(after: end)...]
    }
    return result + rest
  }
}
