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

/// `exp(-x) - 1 + x`, how far an exponential decay lies above its tangent, to about 13 digits.
@inline(__always)
func decayAboveTangent(_ x: Double) -> Double {
  guard abs(x) < 0.05 else { return exponentialMinusOne(-x) + x }
  let c = 1.0 / 720 - x * (1.0 / 5040 - x * (1.0 / 40_320 - x / 362_880))
  return x * x * (1.0 / 2 - x * (1.0 / 6 - x * (1.0 / 24 - x * (1.0 / 120 - x * c))))
}

/// `x - ln(1 + x)`, how far a logarithm lies below its tangent, to about 13 digits; infinite at -1.
@inline(__always)
func logBelowTangent(_ x: Double) -> Double {
  guard abs(x) < 0.03 else { return x - naturalLogOfOnePlus(x) }
  let c = 1.0 / 6 - x * (1.0 / 7 - x * (1.0 / 8 - x * (1.0 / 9 - x * (1.0 / 10 - x / 11))))
  return x * x * (1.0 / 2 - x * (1.0 / 3 - x * (1.0 / 4 - x * (1.0 / 5 - x * c))))
}
