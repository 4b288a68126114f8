import Tabular
package import Yams

/// Where a value stands in a YAML file, counted from 1 in lines and characters.
package struct Spot: Hashable {
  package var line: Int
  package var column: Int

  package static let start = Spot(line: 1, column: 1)

  init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }

  init(_ mark: Mark?) {
    self.init(line: mark?.line ?? 1, column: mark?.column ?? 1)
  }
}

/// Private-use characters that stand for the first letter of a key that its mapping already has, one for each such key.
///
/// The YAML library refuses a file at its first repeated key and gives the place of the first writing only. Masking the
/// second one lets the rest of the file be read, and shows where to look.
private let repeatedKeyMarks: ClosedRange<Unicode.Scalar> = "\u{E000}"..."\u{E0FF}"

/// Whether a key was masked because its mapping already has it.
func isRepeatedKey(_ key: String) -> Bool { key.unicodeScalars.first.map(repeatedKeyMarks.contains) ?? false }

/// The only document of a YAML text, with places; nil after a fault that leaves nothing to read.
package func yamlRoot(of text: String, _ log: FaultLog) -> Node? {
  if let (spot, what) = YamlDepth.excess(of: text) {
    log.add(spot, what, next: "Write the scenario in plain groups and lists, as in the reference.")
    return nil
  }
  let conflicts = Array(text.utf8).withUnsafeBufferPointer { MergeConflict.problems(in: $0, file: log.file) }
  guard conflicts.isEmpty else {
    for conflict in conflicts {
      log.add(Spot(line: conflict.place.line ?? 1, column: 1), conflict.message, next: conflict.next)
    }
    return nil
  }
  var text = text
  // Every repeated key costs some readings of the whole text; a long text with many is left at the first.
  var work = 1 << 24
  var nextMark = repeatedKeyMarks.lowerBound
  while true {
    switch compose(text) {
    case .root(let root):
      if root == nil {
        log.add(
          .start, "the file is empty",
          next: log.file == "scenario.yaml"
            ? "Write a scenario; muster init makes one from a history file." : "Write what it is for, or take it away.")
      }
      return root
    case .broken(let spot, let what):
      log.add(
        spot, "not valid YAML: \(what)",
        next: edit(for: what, at: spot, in: text)
          ?? "Check brackets, colons and indentation here and on the line above; indent with spaces, never tabs.")
      return nil
    case .repeated(let key, let first):
      guard nextMark < repeatedKeyMarks.upperBound, !isRepeatedKey(key),
        let masked = masking(key, repeatedAfter: first, in: text, with: nextMark, &work)
      else {
        log.add(first, "\(key) is written more than once", next: "Keep one of them.")
        return nil
      }
      text = masked
      nextMark = Unicode.Scalar(nextMark.value + 1) ?? repeatedKeyMarks.upperBound
    }
  }
}

/// The line as it should be where a key is glued to its value, or a text has a colon; nil where it is something else.
private func edit(for what: String, at spot: Spot, in text: String) -> String? {
  let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
  // A key without its blank is missed on the next line.
  for number in [spot.line - 1, spot.line - 2] where lines.indices.contains(number) {
    guard let (key, value) = keyAndValue(of: lines[number]), value.first?.isWhitespace == false else { continue }
    return "Write a blank behind the colon: \(key): \(value)"
  }
  guard what.hasPrefix("mapping values"), lines.indices.contains(spot.line - 1),
    let (key, value) = keyAndValue(of: lines[spot.line - 1]), value.contains(": "),
    let first = trimmed(value).first, !"{[\"'#&*|>".contains(first)
  else { return nil }
  return "Put quotes round a text with a colon: \(key): \(yamlQuoted(trimmed(value)))"
}

/// What stands on both sides of the first colon of a line that begins with a key.
private func keyAndValue(of line: Substring) -> (key: String, value: String)? {
  let entry = trimmed(line).drop { $0 == "-" || $0 == " " }
  let key = entry.prefix { $0.isLetter || $0 == "-" }
  guard key.first?.isLetter == true, entry.dropFirst(key.count).first == ":" else { return nil }
  return (String(key), String(entry.dropFirst(key.count + 1)))
}

private enum Composition: Equatable {
  case root(Node?)
  case broken(Spot, String)
  case repeated(key: String, first: Spot)
}

private func compose(_ text: String) -> Composition {
  do {
    return .root(try Parser(yaml: text, encoding: .utf8).singleRoot())
  } catch YamlError.duplicatedKeysInMapping(let duplicates, let context) {
    return .repeated(key: duplicates.first ?? "", first: Spot(context.mark))
  } catch YamlError.scanner(let context, let problem, let mark, _),
    YamlError.parser(let context, let problem, let mark, _), YamlError.composer(let context, let problem, let mark, _)
  {
    return .broken(Spot(mark), problem + open(context, before: mark))
  } catch YamlError.reader(let problem, let offset, _, let yaml) {
    return .broken(spot(ofCharacter: offset ?? 0, in: yaml), problem)
  } catch {
    return .broken(.start, "\(error)")
  }
}

/// Which bracket or quote of a line before is still open, for the place of a fault is where something else is read after it.
private func open(_ context: YamlError.Context?, before mark: Mark) -> String {
  guard let context, context.mark.line < mark.line else { return "" }
  let what = context.text.contains("flow") ? "bracket" : context.text.contains("quoted") ? "quote" : nil
  return what.map { "; the \($0) of line \(context.mark.line), column \(context.mark.column) is still open" } ?? ""
}

/// The text with the repeated key masked: the first later writing of the key whose masking cures that very fault.
private func masking(
  _ key: String, repeatedAfter first: Spot, in text: String, with mark: Unicode.Scalar, _ work: inout Int
) -> String? {
  let scalars = Array(text.unicodeScalars)
  let wanted = Array(key.unicodeScalars)
  guard !wanted.isEmpty, var index = position(of: first, in: scalars) else { return nil }
  index += wanted.count
  while index + wanted.count <= scalars.count, work > 0 {
    if scalars[index..<index + wanted.count].elementsEqual(wanted) {
      work -= scalars.count
      var view = String.UnicodeScalarView(scalars)
      let place = view.index(view.startIndex, offsetBy: index)
      view.replaceSubrange(place...place, with: CollectionOfOne(mark))
      let masked = String(view)
      switch compose(masked) {
      case .repeated(key, first), .broken: break
      default: return masked
      }
    }
    index += 1
  }
  return nil
}

private func position(of spot: Spot, in scalars: [Unicode.Scalar]) -> Int? {
  var line = 1
  var index = 0
  while line < spot.line {
    guard let lineEnd = scalars[index...].firstIndex(of: "\n") else { return nil }
    index = lineEnd + 1
    line += 1
  }
  return index + spot.column - 1
}

private func spot(ofCharacter offset: Int, in text: String) -> Spot {
  var spot = Spot.start
  for character in text.prefix(offset) {
    spot = character.isNewline ? Spot(line: spot.line + 1, column: 1) : Spot(line: spot.line, column: spot.column + 1)
  }
  return spot
}

/// A text as a YAML value: as it is where that is safe, else in double quotes.
package func yamlText(_ text: String) -> String {
  let isPlain = text.unicodeScalars.allSatisfy {
    $0.properties.isAlphabetic || $0.properties.numericType != nil || " _.-".unicodeScalars.contains($0)
  }
  if isPlain, let first = text.unicodeScalars.first, first.properties.isAlphabetic, text.last != " " { return text }
  return yamlQuoted(text)
}

/// A text as a YAML value in double quotes, of which nothing is lost.
package func yamlQuoted(_ text: String) -> String {
  var quoted = "\""
  for scalar in text.unicodeScalars {
    switch scalar {
    case "\"": quoted += "\\\""
    case "\\": quoted += "\\\\"
    case "\n": quoted += "\\n"
    case "\t": quoted += "\\t"
    case "\r": quoted += "\\r"
    case _ where scalar.value < 32:
      let digits = String(scalar.value, radix: 16)
      quoted += "\\x" + (digits.count < 2 ? "0" : "") + digits
    default: quoted.unicodeScalars.append(scalar)
    }
  }
  return quoted + "\""
}
