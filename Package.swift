// swift-tools-version: 6.2
// Muster: a workforce forecasting and scheduling planner for support operations.
import PackageDescription

/// Strict builds turn every warning into an error; users of a newer compiler are spared that.
let isStrict = Context.environment["MUSTER_STRICT"] == "1"
let settings: [SwiftSetting] =
  [.enableUpcomingFeature("InternalImportsByDefault")] + (isStrict ? [.treatAllWarnings(as: .error)] : [])

/// Targets nobody waits for: the tests, the fuzzing program and the command's own print-outs. Builds of `make` and strict builds
/// compile them as they stand, in a fourth of the time; whoever depends on the package has everything optimised. See
/// docs/decisions/0046-what-nobody-waits-for-is-compiled-as-it-stands.md.
func isWaitedFor(_ name: String) -> Bool {
  name == "ToursTests" || !(name.hasSuffix("Tests") || ["MusterCommand", "MusterFuzz"].contains(name))
}
let isPlain = isStrict || Context.environment["MUSTER_PLAIN"] == "1"
func unoptimised(_ name: String) -> [SwiftSetting] {
  // The last and largest goes in batches on all cores, where the compiler warns that a batch has no threads.
  let pieces =
    name == "MusterTests"
    ? ["-no-whole-module-optimization", "-enable-batch-mode"] : ["-no-emit-module-separately-wmo"]
  return [.unsafeFlags(["-Onone"] + pieces, .when(configuration: .release))]
}

/// Where a plan spends its time: all that a quick build optimises, which `make run` asks for. In one piece, since loops call
/// across files. See docs/decisions/0051-a-quick-build-for-looking.md and 0052-the-search-stands-below-scenarios.md.
let searched: Set = ["Chance", "Tours"]
let isQuick = Context.environment["MUSTER_QUICK"] == "1"
let optimised: [SwiftSetting] = [
  .unsafeFlags(["-O", "-wmo", "-num-threads", "2", "-disable-batch-mode"], .when(configuration: .debug))
]

func settings(of name: String) -> [SwiftSetting] {
  settings + (isPlain && !isWaitedFor(name) ? unoptimised(name) : [])
    + (isQuick && searched.contains(name) ? optimised : [])
}

/// A library target of the chain and what it may import; arrows point down only.
func layer(_ name: String, _ imports: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: imports, swiftSettings: settings(of: name))
}

/// The tests of a target, with what else they need.
func tests(_ name: String, _ more: [Target.Dependency] = []) -> Target {
  .testTarget(
    name: name + "Tests", dependencies: [.byName(name: name)] + more, path: "Tests/\(name)Tests",
    swiftSettings: settings(of: name + "Tests"))
}

/// A program of docs/examples, which the tests run.
func example(_ name: String, _ imports: [Target.Dependency]) -> Target {
  .executableTarget(name: name, dependencies: imports, path: "docs/examples/\(name)", swiftSettings: settings)
}

/// Stages that can be imported alone; see docs/how-to/use-the-library.md.
let stages = [
  "Workforce", "Timeline", "Units", "Files", "Tabular", "Queueing", "Forecasting", "Staffing", "Tours", "Rostering",
  "LabourRules", "Publishing", "Headcount", "LinearProgram", "ScenarioFiles",
]

/// The programs of docs/examples by name.
let examples: [Target] = [
  example("ForecastOfATable", ["Muster", "ScenarioFiles", "Tabular"]),
  example("ErlangCurve", ["Queueing", "Tabular", "Units"]),
  example("RosterFromArrays", ["Muster"]),
  example("SweepOfVolume", ["Muster", "Tabular"]),
  example("HoursByTeam", ["Muster", "Tabular"]),
]

let yams: Target.Dependency = .product(name: "Yams", package: "Yams")
let flyingFox: [Target.Dependency] = ["FlyingFox", "FlyingSocks"].map { .product(name: $0, package: "FlyingFox") }
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
  ] + stages.map { .library(name: $0, targets: [$0]) },
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    .package(url: "https://github.com/swhitty/FlyingFox", from: "0.27.1"),
  ],
  targets: [
    layer("Libc"),
    layer("Chance", ["Libc"]),
    layer("Lanes", ["Libc"]),
    layer("Units"),
    layer("Timeline", ["Libc"]),
    layer("Files", ["Units", "Timeline", "Libc", "CFiles", "CHash"]),
    layer("Tabular", ["Files", "Units", "Libc"]),
    layer("Examples", ["Timeline", "Chance"]),
    layer("Workforce", ["Units", "Timeline"]),
    layer("Queueing", ["Units", "Chance", "Lanes", "Libc"]),
    layer("Forecasting", ["Workforce", "Timeline", "Units", "Lanes", "Libc"]),
    layer("Staffing", ["Workforce", "Queueing", "Timeline", "Units", "Chance", "Lanes", "Libc"]),
    .target(name: "CFiles"),
    .target(name: "CHTTP", linkerSettings: [.linkedLibrary("dl", .when(platforms: [.linux]))]),
    .target(name: "CHash", linkerSettings: [.linkedLibrary("crypto", .when(platforms: [.linux]))]),
    .target(name: "CSQLite", linkerSettings: [.linkedLibrary("sqlite3")]),
    .target(name: "CWorkbook", linkerSettings: [.linkedLibrary("xlsxwriter")]),
    .target(name: "GLPKShim", linkerSettings: [.linkedLibrary("glpk")]),
    layer("LinearProgram", ["GLPKShim"]),
    layer("Headcount", ["LinearProgram"]),
    layer("LabourRules", ["Workforce", "Timeline"]),
    layer("Tours", ["LinearProgram", "Chance", "Lanes", "Libc"]),
    layer(
      "Rostering", ["Tours", "Workforce", "LinearProgram", "LabourRules", "Timeline", "Tabular", "Chance", "Lanes"]),
    layer("Publishing", ["Workforce", "Timeline", "Files"]),
    layer("Reporting", ["Workforce", "Timeline", "Tabular", "CWorkbook"]),
    layer("ScenarioFiles", ["Workforce", "Timeline", "Tabular", "Units", "Lanes", "Libc", yams]),
    layer("Importing", ["ScenarioFiles", "Timeline", "Tabular", "Lanes", "Libc"]),
    layer(
      "Muster",
      [
        "Workforce", "Forecasting", "Staffing", "Tours", "Rostering", "LabourRules", "Publishing", "Reporting",
        "ScenarioFiles", "Examples", "Queueing", "Headcount", "LinearProgram", "Timeline", "Tabular", "Units", "Chance",
        "Lanes", "Libc", "Importing", "Files", "CSQLite", "CHTTP",
      ]),
    layer("MusterWeb", ["Muster", "ScenarioFiles", "Tabular", "Timeline"] + flyingFox),
    .executableTarget(
      name: "MusterCommand",
      dependencies: [
        "Muster", "MusterWeb", "Forecasting", "Publishing", "Reporting", "ScenarioFiles", "Tabular", "Timeline",
        "Units", "Libc",
        arguments,
      ],
      swiftSettings: settings(of: "MusterCommand")),
    .executableTarget(
      name: "MusterBenchmark",
      dependencies: [
        "Muster", "Examples", "Forecasting", "Headcount", "Queueing", "Tours", "Rostering", "LinearProgram",
        "ScenarioFiles", "Lanes", "Workforce", "Tabular", "Timeline", "Units", "Chance", "Libc", arguments,
      ],
      swiftSettings: settings),
    .executableTarget(
      name: "MusterFuzz", dependencies: ["Muster", "Examples", "Tabular", "Chance", "Libc", arguments],
      swiftSettings: settings(of: "MusterFuzz")),
    tests("Timeline", ["Chance", "Libc"]),
    tests("Units"),
    tests("Files", ["Tabular", "Units", "Libc"]),
    tests("Tabular", ["Chance"]),
    tests("Examples", ["Chance", "ScenarioFiles", "Forecasting", "Staffing", "Workforce", "Timeline"]),
    tests("Workforce", ["Timeline", "Units"]),
    tests("Queueing", ["Units"]),
    tests("Forecasting", ["Workforce", "Timeline", "Units", "Chance"]),
    tests("Staffing", ["Workforce", "Queueing", "Timeline", "Units", "Chance"]),
    .target(
      name: "OtherSolver", dependencies: ["LinearProgram"], path: "Tests/OtherSolver",
      swiftSettings: settings(of: "LinearProgramTests")),
    tests("LinearProgram", ["OtherSolver", "Libc"]),
    tests("Headcount", ["OtherSolver", "LinearProgram", "Chance"]),
    tests("LabourRules", ["Workforce", "Timeline", "Units"]),
    .target(
      name: "TinyTours", dependencies: ["Tours", "Chance"], path: "Tests/TinyTours",
      swiftSettings: settings(of: "ToursTests")),
    tests("Tours", ["TinyTours", "LinearProgram", "Chance"]),
    tests("Publishing", ["Workforce", "Timeline", "Units"]),
    tests("ScenarioFiles", ["Workforce", "Timeline", "Tabular", "Units"]),
    tests("Importing", ["Tabular", "Timeline"]),
    tests(
      "Rostering",
      ["TinyTours", "Tours", "Workforce", "LabourRules", "Timeline", "Units", "Staffing", "Chance"]),
    tests(
      "Muster",
      [
        "Workforce", "Forecasting", "LabourRules", "Publishing", "Tours", "Rostering", "Timeline", "Tabular", "Units",
        "ScenarioFiles", "MusterCommand", "MusterFuzz", "Chance", "LinearProgram", "Files",
      ] + examples.map { .byName(name: $0.name) }),
  ] + examples + coverageFuzzing,
  swiftLanguageModes: [.v6]
)
