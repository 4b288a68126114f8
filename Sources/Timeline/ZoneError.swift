/// Why a zone could not be had, in words for the person who wrote its name.
public enum ZoneError: Error, Hashable, Sendable {
  /// No zone has this name; `nearest` are valid names that look like it, best first, perhaps none.
  case unknown(name: String, nearest: [String])
  /// The text cannot be a zone name at all.
  case notAName(text: String)
  /// None of the usual folders holds zone data.
  case noData(folders: [String])
  /// The zone's file is there but cannot be used.
  case damaged(name: String, file: String, reason: String)

  /// What is wrong, as one sentence without a full stop.
  public var message: String {
    switch self {
    case .unknown(let name, _): "there is no time zone \(name)"
    case .notAName(let text): "\"\(text)\" is not a time zone name"
    case .noData(let folders): "no time zone data in \(folders.joined(separator: ", "))"
    case .damaged(let name, let file, let reason): "the time zone data of \(name) in \(file) is damaged: \(reason)"
    }
  }

  /// What to do about it, as one or two sentences.
  public var next: String {
    switch self {
    case .unknown(_, let nearest) where !nearest.isEmpty: "Did you mean \(nearest.joined(separator: ", "))?"
    case .unknown, .notAName: "Write an IANA name, for example Europe/Berlin."
    case .noData, .damaged: "Install the system's time zone data (package tzdata)."
    }
  }
}

extension ZoneError: CustomStringConvertible {
  /// Message and next step on two lines.
  public var description: String { "\(message)\n  next: \(next)" }
}
