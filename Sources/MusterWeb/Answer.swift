import FlyingFox
import FoundationEssentials
import Muster
import Tabular

/// Answers, with the headers that every one of them has.
enum Answer {
  /// A value as JSON with sorted keys.
  static func json(_ value: some Encodable, _ status: HTTPStatusCode = .ok) throws -> HTTPResponse {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return response(status, "application/json", try encoder.encode(value))
  }

  /// The page with its policy.
  static func page(_ page: ServedPage) -> HTTPResponse {
    response(.ok, "text/html; charset=utf-8", Data(page.bytes), policy: page.policy)
  }

  /// What is wrong with the files, in place of a page that cannot be made of them.
  static func faults(_ error: InputError) -> HTTPResponse {
    response(
      .unprocessableContent, "text/plain; charset=utf-8",
      Data("\(error)\n\nLoad this page again once it is mended.\n".utf8))
  }

  /// A refusal in plain words.
  static func refusal(_ refused: Refused) -> HTTPResponse {
    response(refused.status, "text/plain; charset=utf-8", Data("\(refused.reason)\n".utf8))
  }

  /// What went wrong, for the page to say.
  static func failure(_ error: any Error) throws -> HTTPResponse {
    switch error {
    case let refused as Refused: refusal(refused)
    case let changed as ChangedMeanwhile: try json(Failure(changed), .conflict)
    case let input as InputError: try json(Failure(of: input), .unprocessableContent)
    case is DecodingError: refusal(Refused(.badRequest, "this is not the JSON that is asked for"))
    default: try json(Failure(of: error), .internalServerError)
    }
  }

  private static func response(
    _ status: HTTPStatusCode, _ kind: String, _ body: Data,
    policy: String = "default-src 'none'; base-uri 'none'; form-action 'none'"
  ) -> HTTPResponse {
    var headers: HTTPHeaders = [.contentType: kind, .cacheControl: "no-store"]
    for (name, value) in [
      ("X-Content-Type-Options", "nosniff"), ("X-Frame-Options", "DENY"), ("Referrer-Policy", "no-referrer"),
      ("Cross-Origin-Resource-Policy", "same-origin"), ("Cross-Origin-Opener-Policy", "same-origin"),
      ("Content-Security-Policy", "\(policy); frame-ancestors 'none'"),
    ] { headers[HTTPHeader(name)] = value }
    return HTTPResponse(
      statusCode: status, headers: headers, body: HTTPBodySequence(data: body, suggestedBufferSize: 1 << 18))
  }
}

/// Why something was not done.
struct Failure: Encodable, Sendable {
  /// Files that changed meanwhile.
  var changed: [String] = []
  var problems: [InputProblem] = []

  init(_ changed: ChangedMeanwhile) { self.changed = changed.files }

  init(_ problems: [InputProblem]) { self.problems = problems }

  /// Of any error.
  init(of error: any Error) {
    switch error {
    case let changed as ChangedMeanwhile: self.init(changed)
    case let input as InputError: self.init(input.problems)
    default: self.init([InputProblem(Place(file: "muster"), "\(error)", next: "")])
    }
  }
}
