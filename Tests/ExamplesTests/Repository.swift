import Foundation

/// This repository as a folder.
enum Repository {
  /// The folder that holds Package.swift, found upwards from this file.
  static let folder: URL = {
    var folder = URL(fileURLWithPath: #filePath)
    repeat {
      folder.deleteLastPathComponent()
    } while folder.path != "/"
      && !FileManager.default.fileExists(atPath: folder.appending(path: "Package.swift").path)
    return folder
  }()
}
