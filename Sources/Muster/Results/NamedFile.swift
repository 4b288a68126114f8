import Tabular

/// A file that somebody named for a result: an export, a saved dry run, a page, a comparison.
///
/// A name that is free is written to, and so is one that stands for what Muster makes there. Whatever else has the name, a file of
/// the scenario above all, is somebody's and stays.
struct NamedFile {
  /// The file as it was named.
  let path: String
  /// What Muster makes there, in words, for example `a workbook with a sheet roster`.
  let kind: String
  /// Whether people edit such files, so that an earlier one is kept beside the new one.
  let isEdited: Bool

  /// A file of a kind.
  init(_ path: String, kind: String, isEdited: Bool) {
    self.path = path
    self.kind = kind
    self.isEdited = isEdited
  }

  /// Refuses the name where something else has it; asked before anything is worked out.
  ///
  /// - Parameter isOurs: whether content is of the kind.
  /// - Returns: the content that is there; `nil` where the name is free.
  @discardableResult
  func check(_ isOurs: ([UInt8]) -> Bool) throws(InputError) -> [UInt8]? {
    guard Disk.exists(path) else { return nil }
    let old = try FileAccess.read(path, limit: 1 << 32)
    guard old.isEmpty || isOurs(old) else {
      throw InputError(
        Place(file: path), "there is a file of this name, which is not \(kind)",
        next: "Name another file, or move this one away.")
    }
    return old
  }

  /// Writes the file; a run that ends early leaves the old one.
  ///
  /// - Returns: the name under which the earlier file is kept; `nil` where there was none, or the same one.
  func write(_ bytes: [UInt8], _ isOurs: ([UInt8]) -> Bool) throws(InputError) -> String? {
    let old = try check(isOurs)
    if old == bytes { return nil }
    var kept: String?
    if isEdited, let old, !old.isEmpty { kept = try keep(old) }
    try FileAccess.write(bytes, to: path)
    return kept
  }

  /// Puts a copy of the earlier file beside it, under the first name that is free.
  private func keep(_ old: [UInt8]) throws(InputError) -> String {
    var number = 1
    while Disk.exists(FolderChange.editedName(of: path, number)) { number += 1 }
    let name = FolderChange.editedName(of: path, number)
    try FileAccess.write(old, to: name, isNew: true)
    return name
  }
}
