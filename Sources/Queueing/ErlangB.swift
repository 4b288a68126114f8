public import Units

/// A loss system: contacts that find every agent busy are turned away (M/M/n/n).
///
/// Symbols here and in the other models: `A` load in erlangs, `n` agents, `B(n, A)` share turned away.
public struct ErlangB: Hashable, Sendable {
  /// Offered load.
  public let load: Erlangs

  /// A loss system under a load; the load must be finite and at least 0.
  public init(load: Erlangs) {
    precondition(load.value >= 0 && load.value.isFinite, "a load is a finite number of erlangs, at least 0")
    self.load = load
  }

  /// Share of contacts turned away, `0...1`; agents may be a fraction of a person.
  ///
  /// - Complexity: a few hundred terms or points at most at any load.
  /// - Source: Erlang (1917); for real `n` the continuation of Jagerman (1974).
  public func blocking(agents: Double) -> Double {
    precondition(agents >= 0, "agents are a number of people, at least 0")
    return 1 / inverseBlocking(agents: agents, load: load.value)
  }

  /// Share of contacts turned away by whole agents, `0...1`.
  public func blocking(agents: Int) -> Double { blocking(agents: Double(agents)) }

  /// Busy share of the agents' time, `A (1 - B) / n`; 1 for no agents under a load, 0 without load.
  public func occupancy(agents: Double) -> Double {
    guard load.value > 0 else { return 0 }
    guard agents > 0 else { return 1 }
    return load.value * answered(agents: agents) / agents
  }

  /// Share of contacts answered, `1 - B`, with all its digits where B is near 1.
  func answered(agents: Double) -> Double {
    let inverse = inverseBlocking(agents: agents, load: load.value)
    return inverse == .infinity ? 1 : (inverse - 1) / inverse
  }

  /// Busy share of whole agents' time.
  public func occupancy(agents: Int) -> Double { occupancy(agents: Double(agents)) }

  /// Fewest whole agents (or lines) that turn away at most a share of the contacts.
  ///
  /// - Throws: ``QueueingError`` when the share is not in `0...1`, or is 0, which no finite number reaches.
  public func agents(blockingAtMost share: Double) throws(QueueingError) -> Int {
    guard share >= 0, share <= 1 else { throw .shareOutOfRange(share) }
    guard load.value > 0 else { return 0 }
    guard share > 0 else { throw .noFiniteAnswer(.someContactCanBeTurnedAway) }
    let allowed = toleratedCap(share)
    let start = share < 1 ? load.value * (1 - share) : 1
    let search = AgentSearch(start: start, floor: 1, spread: load.value.squareRoot())
    return Int(try search.least { allowedRatio(blocking(agents: $0), allowed) })
  }
}

/// `1 / B(n, A)` for real `n > -1` and `A >= 0`; infinite when it passes the largest double (nobody is turned away).
///
/// With the `k`-th term being `n (n-1) ... (n-k+1) / A^k`, the sum of the terms is exact for whole `n`, where it ends, and
/// for real `n` its first `n + 1` or so terms leave an error near `exp(-A)`, so that it serves there from 40 erlangs on.
/// - Source: Jagerman (1974), Bell System Technical Journal 53.
func inverseBlocking(agents n: Double, load A: Double) -> Double {
  if A == 0 { return n > 0 ? .infinity : 1 }
  if A >= 2e4 { return inverseBlockingByIntegral(agents: n, load: A) }
  if A >= 40 || (n == n.rounded() && n >= 0) { return inverseBlockingBySeries(agents: n, load: A) }
  return inverseBlockingByRecursion(agents: n, load: A)
}

private func inverseBlockingBySeries(agents n: Double, load A: Double) -> Double {
  let inverseLoad = 1 / A
  var left = n  // n - k, the factor of the next term
  var term = 1.0
  var total = 1.0
  // Four terms a step: only `term` and `total` wait for the step before.
  while left > 8 && term < 1e280 {
    if left < A && term * left < 1e-18 * total * (A - left) { return total }
    let c0 = left * inverseLoad
    let c1 = (left - 1) * inverseLoad
    let c2 = (left - 2) * inverseLoad
    let c3 = (left - 3) * inverseLoad
    let first = c0 * c1
    let second = c2 * c3
    total += term * (c0 + first * (1 + c2 + second))
    term *= first * second
    left -= 4
  }
  while left != 0 && abs(term) > 1e-18 * total && left > -A {
    term *= left * inverseLoad
    total += term
    left -= 1
    if total == .infinity { return .infinity }
  }
  return total
}

/// `A` times the integral of `exp(-A t) (1 + t)^n` over `t` from 0 on, around its top.
private func inverseBlockingByIntegral(agents n: Double, load A: Double) -> Double {
  let isSurplus = n > A
  let top = isSurplus ? (n - A) / A : 0
  // With `1 + t = (1 + top) (1 + x)` the logarithm falls off as `n (x - ln(1 + x))` from a top inside the range.
  let leftEdge = -top / (1 + top)
  let hill = Hill(slope: isSurplus ? 0 : A - n, curvature: isSurplus ? n : max(n, 1e-300), leftEdge: leftEdge)
  var area = 0.0
  hill.forEachPoint(above: logBelowTangent) { _, mass in area += mass }
  guard isSurplus else { return A * area }
  return n * area * exponential(hill.fall(leftEdge, logBelowTangent))
}

/// Steps up from the fraction of `n` with `1/B(x+1) = 1 + (x+1)/A * 1/B(x)`, in which errors never grow.
private func inverseBlockingByRecursion(agents n: Double, load A: Double) -> Double {
  if n < 0 && A < 1 {
    return (inverseBlockingByRecursion(agents: n + 1, load: A) - 1) * A / (n + 1)
  }
  var x = n < 0 ? n : n - n.rounded(.down)
  var value = A < 4 && x >= 0 ? inverseBlockingForSmallLoad(x, A) : A * legendreFraction(shape: x + 1, A)
  while x + 0.5 < n {
    x += 1
    value = 1 + value * x / A
  }
  return value
}

/// `1/B(x, A) = exp(A) A^-x Gamma(x+1, A)` for `0 <= x < 1` and `A < 4`, as the whole gamma function less its lower part.
private func inverseBlockingForSmallLoad(_ x: Double, _ A: Double) -> Double {
  var term = 1 / (x + 1)
  var lower = term
  var k = 1.0
  while term > 1e-18 * lower {
    term *= A / (x + 1 + k)
    lower += term
    k += 1
  }
  return exponential(A - x * naturalLog(A)) * gammaFunction(x + 1) - A * lower
}

/// `exp(z) z^-a Gamma(a, z)` by Legendre's continued fraction, for `z >= 1`.
///
/// - Source: Abramowitz & Stegun 6.5.31, evaluated by the modified Lentz method.
private func legendreFraction(shape a: Double, _ z: Double) -> Double {
  var b = z + 1 - a
  var c = 1e300
  var d = 1 / b
  var value = d
  var i = 1.0
  while i < 2000 {
    let numerator = -i * (i - a)
    b += 2
    d = 1 / (numerator * d + b)
    c = b + numerator / c
    let change = c * d
    value *= change
    if abs(change - 1) < 1e-16 { break }
    i += 1
  }
  return value
}
