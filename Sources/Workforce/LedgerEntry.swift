/// How much unpopular work somebody has done so far, carried from one plan to the next.
public struct LedgerEntry: Hashable, Sendable {
  /// Id of the person.
  public var agent: String
  /// Shifts that touch 00:00 to 05:00.
  public var nights: Int
  /// Weekends with work.
  public var weekends: Int
  /// Shifts that end after 20:00 and are no nights.
  public var lateEnds: Int
  /// Duties on call.
  public var duties: Int

  /// An entry; nothing done yet.
  public init(agent: String, nights: Int = 0, weekends: Int = 0, lateEnds: Int = 0, duties: Int = 0) {
    self.agent = agent
    self.nights = nights
    self.weekends = weekends
    self.lateEnds = lateEnds
    self.duties = duties
  }
}
