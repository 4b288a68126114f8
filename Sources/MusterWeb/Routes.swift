import FlyingFox
import FoundationEssentials
import Muster
import Tabular

/// What is asked for, and who answers it.
struct Routes: Sendable {
  let room: DeskRoom
  let guarded: RequestGuard
  let language: String

  func answer(_ request: HTTPRequest) async throws -> HTTPResponse {
    do {
      let path = try guarded.path(of: request)
      return request.method == .GET ? try await get(path, request) : try await post(path, request)
    } catch {
      return try Answer.failure(error)
    }
  }

  private func get(_ path: String, _ request: HTTPRequest) async throws -> HTTPResponse {
    func query(_ name: String) -> String? { request.query.first { $0.name == name }?.value }
    switch path {
    case "":
      let wanted = query("language") ?? language
      do {
        return Answer.page(try await room.page(language: ReportRequest.hasLanguage(wanted) ? wanted : language))
      } catch let error as InputError {
        return Answer.faults(error)
      }
    case "api/state": return try Answer.json(await room.picture())
    case "api/job": return try Answer.json(await room.jobNow)
    default: throw Refused(.notFound, "there is nothing here")
    }
  }

  private func post(_ path: String, _ request: HTTPRequest) async throws -> HTTPResponse {
    let body = try await request.bodyData
    func read<Value: Decodable>(_ kind: Value.Type) throws -> Value { try JSONDecoder().decode(kind, from: body) }
    switch path {
    case "api/prepare":
      try await room.prepare(read(AskedPreparation.self))
      return try Answer.json(Done())
    case "api/why": return try Answer.json(await room.why(read(AskedDay.self)))
    case "api/preview": return try Answer.json(await room.preview(read(AskedChange.self)))
    case "api/change": return try Answer.json(await room.make(read(AskedChange.self)))
    case "api/decide":
      try await room.decide(read(TableDecision.self))
      return try Answer.json(Done())
    case "api/undo":
      try await room.undo(read(AskedStep.self))
      return try Answer.json(Done())
    case "api/job": return try Answer.json(await room.begin(read(AskedJob.self)))
    case "api/stop":
      await room.stop()
      return try Answer.json(Done())
    default: throw Refused(.notFound, "there is nothing here")
    }
  }
}

/// It was done.
private struct Done: Encodable {
  var done = true
}
