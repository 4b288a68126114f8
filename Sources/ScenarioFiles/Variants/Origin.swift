public import Tabular

/// Where a value of a variant comes from, and what it takes the place of.
public struct Origin: Encodable, Hashable, Sendable {
  /// The value by keys and ids, for example `queues.fr-phone.goal.answered`.
  public var path: String
  /// What holds now, as it is written.
  public var value: String
  /// Where that is written.
  public var place: Place
  /// What it takes the place of; `nil` where there was nothing.
  public var replaced: String?
  /// Where that is written; `nil` where it is no value of a file.
  public var replacedPlace: Place?

  /// A value with its place.
  public init(
    _ path: String, _ value: String, at place: Place, for replaced: String? = nil, of replacedPlace: Place? = nil
  ) {
    self.path = path
    self.value = value
    self.place = place
    self.replaced = replaced
    self.replacedPlace = replacedPlace
  }

  /// For example `scenario.yaml:4: queues.fr-phone.goal.answered is 85 %, not 80 % (../europe-support/scenario.yaml:63)`.
  public var sentence: String {
    let line = place.line.map { "\(place.file):\($0)" } ?? place.file
    let before = replacedPlace.map { place in place.line.map { " (\(place.file):\($0))" } ?? " (\(place.file))" } ?? ""
    return "\(line): \(path) is \(value)" + (replaced.map { ", not \($0)\(before)" } ?? ", new")
  }
}
