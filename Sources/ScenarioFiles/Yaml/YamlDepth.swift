import Units

/// Looks over a YAML text before it is read, for depth and references that would take the reader's memory or time.
///
/// A text can be nested deeper than any stack, and a few references to references stand for more values than fit anywhere.
/// What is counted here is what the reader would find, line by line and without understanding the text.
enum YamlDepth {
  /// Where a text goes beyond the bounds and how; nil where it keeps them.
  ///
  /// - Complexity: O(bytes).
  static func excess(of text: String) -> (Spot, String)? {
    var line = Line()
    var indents: [Int] = []
    var brackets = 0
    var aliases = 0
    var quote: UInt8?
    var previous = UInt8(ascii: " ")
    for byte in text.utf8 {
      if byte == UInt8(ascii: "\n") {
        line = Line(number: line.number + 1)
        previous = UInt8(ascii: " ")
        continue
      }
      line.column += 1
      if line.isLead {
        let isBlank = byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") || byte == UInt8(ascii: "\r")
        if isBlank { continue }
        push(line.column, &indents)
        line.isLead = byte == UInt8(ascii: "-") || byte == UInt8(ascii: "?")
        // A key at the start of a line ends whatever brackets and quotes seemed open in the words before it.
        let endsWords = line.column == 1 && !line.isLead && byte != UInt8(ascii: "]") && byte != UInt8(ascii: "}")
        if endsWords { (brackets, quote) = (0, nil) }
      }
      defer { previous = byte }
      if let open = quote {
        if byte == open { quote = nil }
        continue
      }
      let isAfterGap = " ,[{:-".utf8.contains(previous)
      switch byte {
      case UInt8(ascii: "["), UInt8(ascii: "{"): brackets += 1
      case UInt8(ascii: "]"), UInt8(ascii: "}"): brackets = max(0, brackets - 1)
      case UInt8(ascii: "\""), UInt8(ascii: "'"): if isAfterGap { quote = byte }
      case UInt8(ascii: "*"): aliases += isAfterGap ? 1 : 0
      default: break
      }
      if indents.count + brackets > Bound.depth.most {
        return (line.spot, "groups lie more than \(Bound.depth.mostText) deep within each other")
      }
      if aliases > Bound.aliases.most {
        return (line.spot, "there are more than \(Bound.aliases.mostText) references to anchors")
      }
    }
    return nil
  }

  /// A level begins at a column; those that began at it or behind have ended.
  private static func push(_ column: Int, _ indents: inout [Int]) {
    while let last = indents.last, last >= column { indents.removeLast() }
    indents.append(column)
  }

  private struct Line {
    var number = 1
    var column = 0
    /// Whether only blanks and dashes came so far.
    var isLead = true

    var spot: Spot { Spot(line: number, column: column) }
  }
}
