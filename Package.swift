// swift-tools-version: 6.2
// Muster: a workforce forecasting and scheduling planner for support operations.
import PackageDescription

/// Strict builds turn every warning into an error; users of a newer compiler are spared that.
let isStrict = Context.environment["MUSTER_STRICT"] == "1"
let settings: [SwiftSetting] =
  [.enableUpcomingFeature("InternalImportsByDefault")] + (isStrict ? [.treatAllWarnings(as: .error)] : [])

/// A library target of the chain and what it may import; arrows point down only.
func layer(_ name: String, _ imports: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: imports, swiftSettings: settings)
}

/// The tests of a target, with what else they need.
func tests(_ name: String, _ more: [Target.Dependency] = []) -> Target {
  .testTarget(
    name: name + "Tests", dependencies: [.byName(name: name)] + more, path: "Tests/\(name)Tests",
    swiftSettings: settings)
}

let yams: Target.Dependency = .product(name: "Yams", package: "Yams")
let arguments: Target.Dependency = .product(name: "ArgumentParser", package: "swift-argument-parser")

/// Readers under libFuzzer have no `main` of their own, so they are built by `make fuzz-coverage` alone.
let coverageFuzzing: [Target] =
  Context.environment["MUSTER_FUZZ_COVERAGE"] == "1"
  ? [
    .executableTarget(
      name: "MusterFuzzCoverage", dependencies: ["ScenarioFiles", "Tabular", "Workforce", "Timeline"],
      swiftSettings: settings + [.unsafeFlags(["-parse-as-library"])])
  ] : []

let package = Package(
  name: "muster",
  platforms: [.macOS(.v15)],
  products: [
    .library(name: "Muster", targets: ["Muster"]),
    .executable(name: "muster", targets: ["MusterCommand"]),
    .executable(name: "muster-benchmark", targets: ["MusterBenchmark"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
  ],
  targets: [
    layer("Units"),
    layer("Timeline"),
    layer("Tabular", ["Units"]),
    layer("Examples", ["Timeline"]),
    layer("Workforce", ["Units", "Timeline", "Tabular"]),
    layer("Queueing", ["Units"]),
    layer("Forecasting", ["Workforce", "Timeline", "Units"]),
    layer("Staffing", ["Workforce", "Queueing", "Timeline", "Units"]),
    .target(name: "CFiles"),
    .target(name: "CHash", linkerSettings: [.linkedLibrary("crypto", .when(platforms: [.linux]))]),
    .target(name: "CSQLite", linkerSettings: [.linkedLibrary("sqlite3")]),
    .target(name: "CGLPKShim", linkerSettings: [.linkedLibrary("glpk")]),
    layer("LinearProgram", ["CGLPKShim"]),
    layer("LabourRules", ["Workforce", "Timeline", "Units"]),
    layer("Rostering", ["Workforce", "LinearProgram", "LabourRules", "Timeline", "Units"]),
    layer("Publishing", ["Workforce", "Timeline", "Tabular", "Units", "CHash"]),
    layer("ScenarioFiles", ["Workforce", "Timeline", "Tabular", "Units", yams]),
    layer("Importing", ["ScenarioFiles", "Workforce", "Timeline", "Tabular", "Units", yams]),
    layer(
      "Muster",
      [
        "Importing", "Workforce", "Forecasting", "Staffing", "Rostering", "LabourRules", "Publishing", "ScenarioFiles",
        "Examples",
        "Queueing", "Timeline", "Tabular", "Units", "CFiles", "CSQLite",
      ]),
    .executableTarget(
      name: "MusterCommand",
      dependencies: ["Muster", "Forecasting", "ScenarioFiles", "Tabular", "Timeline", "Units", arguments],
      swiftSettings: settings),
    .executableTarget(
      name: "MusterBenchmark",
      dependencies: [
        "Muster", "Examples", "Forecasting", "Rostering", "LinearProgram", "ScenarioFiles", "Workforce", "Tabular",
        "Timeline",
        arguments,
      ],
      swiftSettings: settings),
    .executableTarget(
      name: "MusterFuzz", dependencies: ["Muster", "Tabular", "Examples", arguments], swiftSettings: settings),
    .executableTarget(name: "MusterBench", dependencies: ["Queueing", "Units"], swiftSettings: settings),
    tests("Timeline"),
    tests("Tabular", ["Units"]),
    tests("Examples", ["ScenarioFiles", "Forecasting", "Staffing", "Workforce", "Timeline"]),
    tests("Workforce", ["Timeline", "Tabular", "Units"]),
    tests("Queueing", ["Units"]),
    tests("Forecasting", ["Workforce", "Timeline", "Units"]),
    tests("Staffing", ["Workforce", "Queueing", "Timeline", "Units"]),
    tests("LinearProgram"),
    tests("LabourRules", ["Workforce", "Timeline", "Units"]),
    tests("Rostering", ["Workforce", "LinearProgram", "LabourRules", "Timeline", "Units", "Staffing"]),
    tests("Publishing", ["Workforce", "Timeline", "Tabular", "Units"]),
    tests("ScenarioFiles", ["Workforce", "Timeline", "Tabular", "Units"]),
    tests("Importing", ["Workforce", "Timeline", "Tabular", "ScenarioFiles"]),
    tests(
      "Muster",
      [
        "Workforce", "Forecasting", "LabourRules", "Publishing", "Timeline", "Tabular", "Units", "ScenarioFiles",
        "MusterCommand", "MusterFuzz",
      ]),
  ] + coverageFuzzing,
  swiftLanguageModes: [.v6]
)
