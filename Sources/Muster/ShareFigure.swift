public import Workforce

/// How the people of one site and contract share one burden, for the person who asked for a plan: a row of `shares.csv`.
public struct ShareFigure: Hashable, Sendable, Encodable {
  /// Id of the site.
  public var site: String
  /// Id of the contract.
  public var contract: String
  /// `nights`, `weekends` or `late_ends`.
  public var burden: String
  /// What the one who has least of it has, the ledger before the plan included.
  public var least: Int
  /// What the one who has most of it has.
  public var most: Int
  /// No lawful way to hand out the same work leaves everybody with less than this.
  public var bestMost: Int
  /// Whether a lawful way with that most is known.
  public var isReachable: Bool

  /// The figures of a share.
  public init(_ share: BurdenShare) {
    site = share.site
    contract = share.contract
    burden = share.burden.rawValue
    least = share.least
    most = share.most
    bestMost = share.bestMost
    isReachable = share.isReachable
  }

  /// How many shares are as good as can be at worst, and which are not; nil where there is nothing to share.
  static func sentence(_ shares: [ShareFigure]) -> String? {
    if shares.isEmpty { return nil }
    let open = shares.filter { $0.most > $0.bestMost }
    let whole = "Nights, weekends and late ends: nobody could have less at worst in \(shares.count - open.count) of "
    let rest = open.map { share -> String in
      let words = Burden(rawValue: share.burden)?.words ?? share.burden
      let best = share.isReachable ? "best \(share.bestMost)" : "not below \(share.bestMost)"
      return "\(words) of \(share.contract) in \(share.site) \(share.least) to \(share.most), \(best)"
    }
    return whole + "\(shares.count) groups" + (rest.isEmpty ? "." : "; \(rest.joined(separator: "; ")).")
  }
}
