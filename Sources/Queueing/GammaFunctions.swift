/// What Stirling's formula misses: `ln Gamma(x + 1) - (x ln x - x + ln(2 pi x) / 2)`, for `x > 0`.
///
/// Differences of two large log-gammas lose all their digits; differences of this do not.
/// - Source: Stirling's series (Abramowitz & Stegun 6.1.40).
func stirlingError(_ x: Double) -> Double {
  guard x >= 16 else {
    return naturalLog(gammaFunction(x + 1)) - (x * naturalLog(x) - x + 0.5 * naturalLog(2 * Double.pi * x))
  }
  let y = 1 / (x * x)
  return (1.0 / 12 - y * (1.0 / 360 - y * (1.0 / 1260 - y * (1.0 / 1680 - y / 1188)))) / x
}

/// The logarithmic derivative of the gamma function, for `x > 0`.
///
/// - Source: recurrence up to 12, then the asymptotic series (Abramowitz & Stegun 6.3.5, 6.3.18).
func digamma(_ x: Double) -> Double {
  var x = x
  var shift = 0.0
  while x < 12 {
    shift += 1 / x
    x += 1
  }
  let y = 1 / (x * x)
  let series = y * (1.0 / 12 - y * (1.0 / 120 - y * (1.0 / 252 - y * (1.0 / 240 - y / 132))))
  return naturalLog(x) - 0.5 / x - series - shift
}

/// `exp(-x) - 1 + x` without cancellation: how far an exponential decay lies above its tangent.
func aboveTangent(_ x: Double) -> Double {
  guard abs(x) < 0.2 else { return exponentialMinusOne(-x) + x }
  var term = x * x / 2
  var total = term
  var k = 3.0
  while abs(term) > 1e-18 * total {
    term *= -x / k
    total += term
    k += 1
  }
  return total
}
