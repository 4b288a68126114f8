import Files
import FoundationEssentials

/// What a run read, how it searched and what it wrote, so that a plan can be traced and repeated.
///
/// It holds no time of day and no path of the machine: the same inputs give the same bytes.
public struct Manifest: Codable, Hashable, Sendable {
  /// What the roster's solver proved.
  public struct Proof: Codable, Hashable, Sendable {
    /// Cost in points.
    public var cost: Double
    /// Where it comes from; `nil` in manifests of earlier versions.
    public var costParts: [CostPart]?
    /// No roster costs less; `nil` where no bound above 0 was found.
    public var bound: Double?
    /// In words.
    public var proof: String
    /// Whether a time limit or Ctrl-C ended the search, so that another run may differ.
    public var wasCutShort: Bool
    /// What the simulation of service rounds gives the queues that contacts come to; `nil` where none were played.
    public var played: [PlayedQueue]?
  }

  /// A queue as service rounds played it, which goes before what a formula expects.
  public struct PlayedQueue: Codable, Hashable, Sendable {
    /// Id of the queue.
    public var queue: String
    /// Share within the goal's threshold.
    public var serviceLevel: Double
    /// Share that hangs up, where the goal limits it.
    public var abandonedShare: Double?
  }

  /// Version of Muster.
  public var muster: String
  /// Version of the time zone data.
  public var timeZoneData: String
  /// Seed of every random choice.
  public var seed: UInt64
  /// Effort of the search; `nil` when no roster was searched.
  public var effort: String?
  /// What was proved about the roster; `nil` when it was not made here.
  public var roster: Proof?
  /// Number of the publication from which the roster goes on; `nil` before the first.
  public var publication: Int?
  /// Number of the publication that the calendars tell; `nil` where they are those of a draft, or there are none.
  public var calendars: Int?
  /// SHA-256 by name of every input file.
  public var inputs: [String: String]
  /// SHA-256 by name of every file Muster wrote, this one aside.
  public var outputs: [String: String]

  /// The name of the file.
  static let fileName = "manifest.json"

  /// The manifest of an output folder and the hash of its bytes; `nil` when there is none that can be read whole.
  static func read(from folder: String) -> (manifest: Manifest?, hash: String?) {
    let path = "\(folder)/\(fileName)"
    guard case .file(let hash) = Disk.content(of: path), let data = FileManager.default.contents(atPath: path),
      let manifest = try? JSONDecoder().decode(Manifest.self, from: data),
      manifest.outputs.keys.allSatisfy(FolderChange.isSound)
    else { return (nil, nil) }
    return (manifest, hash)
  }

  /// JSON with sorted keys.
  var bytes: [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
    // Encoding plain strings and finite numbers cannot fail.
    let data = (try? encoder.encode(self)) ?? Data()
    return [UInt8](data) + [UInt8(ascii: "\n")]
  }
}
