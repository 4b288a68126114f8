public import Units

/// A queue whose arrival rate is itself uncertain: the forecast is its mean, a gamma distribution its spread.
///
/// - Source: Gamma-distributed arrival rates as in Steckley, Henderson and Mehrotra (2009) and Whitt (2006).
public struct UncertainRate: Hashable, Sendable {
  /// The queue under the mean rate.
  public let model: QueueModel
  /// Coefficient of variation of the rate: its standard deviation over its mean.
  public let variation: Double

  /// A queue with an uncertain rate; a variation of 0 is a certain one.
  ///
  /// - Throws: ``QueueingError`` for a variation that is negative or not finite.
  public init(model: QueueModel, variation: Double) throws(QueueingError) {
    guard variation >= 0, variation.isFinite else { throw .variationOutOfRange(variation) }
    self.model = model
    self.variation = variation
  }

  private var shape: Double { 1 / (variation * variation) }

  /// The load that is not passed with a probability in `0..<1`.
  ///
  /// - Throws: ``QueueingError`` for a probability outside that range, as no load is certain not to be passed.
  public func load(atQuantile probability: Double) throws(QueueingError) -> Erlangs {
    guard probability >= 0, probability < 1 else { throw .shareOutOfRange(probability) }
    guard variation > 0, shape.isFinite else { return model.load }
    return Erlangs(GammaDistribution(shape: shape).quantile(probability) * model.load.value / shape)
  }

  /// Fewest whole agents that meet the goals with a probability, as every goal gets harder with the load.
  ///
  /// - Throws: ``QueueingError`` as ``QueueModel/agents(meeting:)`` and ``load(atQuantile:)`` do.
  public func agents(meeting goals: [Goal], withConfidence probability: Double) throws(QueueingError) -> Int {
    try queue(atQuantile: probability).agents(meeting: goals)
  }

  /// Least real number of agents that meets the goals with a probability.
  ///
  /// - Throws: ``QueueingError`` as ``QueueModel/fractionalAgents(meeting:)`` and ``load(atQuantile:)`` do.
  public func fractionalAgents(
    meeting goals: [Goal], withConfidence probability: Double
  ) throws(QueueingError) -> Double {
    try queue(atQuantile: probability).fractionalAgents(meeting: goals)
  }

  /// Service level that the average contact meets, `E[rate x level(rate)] / E[rate x base(rate)]`, to about 1e-8.
  ///
  /// Busy days have more contacts, so this is below the level at the mean rate.
  /// - Throws: ``QueueingError`` as ``QueueModel/performance(agents:within:)-(Double,_)`` does.
  public func serviceLevel(
    agents: Double, within threshold: Seconds, counting definition: ServiceLevelDefinition = .offered
  ) throws(QueueingError) -> Double {
    let atMean = try model.performance(agents: agents, within: threshold)
    guard variation > 0, shape.isFinite, model.load.value > 0 else { return atMean.serviceLevel(definition) }
    // Weighting by the rate raises the shape by one, so that the weighted density is the kernel itself.
    let rates = GammaDistribution(shape: shape)
    let scale = model.load.value / shape
    let spread = (shape + 1).squareRoot()
    let edges = [-40, -12, -6, -3, -1, 0, 1, 3, 6, 12, 40].map { max(0, shape + 1 + $0 * spread) }
    let isOfOffered = definition != .answered && definition != .excludingShort
    var served = 0.0
    var counted = isOfOffered ? 1.0 : 0
    for (low, high) in zip(edges, edges.dropFirst()) where low < high {
      served += try integral(from: low, to: high) { x throws(QueueingError) in
        let measures = try self.queue(load: x * scale).performance(agents: agents, within: threshold)
        return rates.kernel(x) * measures.servedInTime(definition)
      }
      if isOfOffered { continue }
      counted += try integral(from: low, to: high) { x throws(QueueingError) in
        let measures = try self.queue(load: x * scale).performance(agents: agents, within: threshold)
        return rates.kernel(x) * measures.base(definition)
      }
    }
    return served / counted
  }

  private func queue(load: Double) throws(QueueingError) -> QueueModel {
    try QueueModel(
      load: Erlangs(load), handleTime: model.handleTime, patience: model.patience, redialShare: model.redialShare)
  }

  private func queue(atQuantile probability: Double) throws(QueueingError) -> QueueModel {
    try queue(load: load(atQuantile: probability).value)
  }
}
