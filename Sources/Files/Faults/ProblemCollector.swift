/// Gathers the problems of one or more files, so that planners see them at once and fix files in rounds.
///
/// The first twenty of each file are kept, all are counted; sentences are built only for those that are kept.
public struct ProblemCollector: Sendable {
  /// How many problems of a file are kept and shown.
  public static let listedPerFile = 20

  private(set) var files: [InputError.FileProblems] = []

  /// No problems.
  public init() {}

  /// How many problems were added in all.
  public var count: Int { files.reduce(0) { $0 + $1.count } }

  /// Whether no problem was added.
  public var isEmpty: Bool { files.isEmpty }

  /// Whether so many problems of a file are known that reading on would show nothing more.
  public func isFull(for file: String) -> Bool { count(in: file) >= Self.listedPerFile }

  /// How many problems of a file were added.
  public func count(in file: String) -> Int { files.first { $0.file == file }?.count ?? 0 }

  /// Adds a problem; message and next step are evaluated only if they will be shown.
  public mutating func add(
    _ place: Place, _ message: @autoclosure () -> String, next: @autoclosure () -> String
  ) {
    let index = index(of: place.file)
    files[index].count += 1
    if files[index].listed.count < Self.listedPerFile {
      files[index].listed.append(InputProblem(place, message(), next: next()))
    }
  }

  /// Adds a problem.
  public mutating func add(_ problem: InputProblem) { add(problem.place, problem.message, next: problem.next) }

  /// Puts the problems of a file that are kept in the order of its lines, where some were found later than others.
  public mutating func sortByLine(in file: String) {
    guard let index = files.firstIndex(where: { $0.file == file }) else { return }
    let sorted = files[index].listed.enumerated().sorted { one, other in
      (one.element.place.line ?? .max, one.offset) < (other.element.place.line ?? .max, other.offset)
    }
    files[index].listed = sorted.map(\.element)
  }

  /// Puts the problems of a file before those of others, which may follow from them.
  public mutating func putFirst(_ file: String) {
    guard let index = files.firstIndex(where: { $0.file == file }) else { return }
    files.insert(files.remove(at: index), at: 0)
  }

  /// Adds all problems of another reader.
  public mutating func add(_ other: ProblemCollector) {
    for file in other.files { add(file) }
  }

  /// Adds all problems of an error.
  public mutating func add(_ error: InputError) {
    for file in error.files { add(file) }
  }

  /// All problems as an error; nil where there are none.
  public var error: InputError? { isEmpty ? nil : InputError(files: files) }

  /// Throws all problems added so far.
  ///
  /// - Throws: `InputError` unless there are none.
  public func check() throws(InputError) {
    if let error { throw error }
  }

  private mutating func add(_ more: InputError.FileProblems) {
    let index = index(of: more.file)
    files[index].count += more.count
    files[index].listed += more.listed.prefix(Self.listedPerFile - files[index].listed.count)
  }

  /// The entry of a file, made if there is none. Files are few.
  private mutating func index(of file: String) -> Int {
    if let index = files.firstIndex(where: { $0.file == file }) { return index }
    files.append(InputError.FileProblems(file: file, listed: [], count: 0))
    return files.count - 1
  }
}
