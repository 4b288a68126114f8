/// By how much one choice is dearer than another, split in its parts, in points; above 0 is dearer.
public struct CostDifference: Encodable, Hashable, Sendable {
  /// Agents missing.
  public var shortage = 0.0
  /// Agents too many.
  public var over = 0.0
  /// Supervisors and the like missing.
  public var presence = 0.0
  /// Wishes refused, and whatever else an option costs by itself.
  public var wishes = 0.0
  /// Weekends above the free ones, single days off, overtime and unstable starts.
  public var hours = 0.0
  /// Changes of queue inside shifts.
  public var queueChanges = 0.0
  /// Nights, weekends and late ends that colleagues do not share evenly.
  public var fairness = 0.0

  /// The sum.
  public var total: Double { shortage + over + presence + wishes + hours + queueChanges + fairness }

  private enum CodingKeys: CodingKey, CaseIterable {
    case total, shortage, over, presence, wishes, hours, queueChanges, fairness
  }

  /// Writes the sum and its parts.
  ///
  /// - Throws: what the encoder throws.
  public func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: CodingKeys.self)
    let parts = [total, shortage, over, presence, wishes, hours, queueChanges, fairness]
    for (key, part) in zip(CodingKeys.allCases, parts) { try values.encode(part, forKey: key) }
  }
}
