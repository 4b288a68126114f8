extension Profile {
  /// No header: name, number, destination, context, start, answer, end, duration, billed seconds, cause, uuid.
  static let freeSwitch = Profile("freeswitch-cdr", "FreeSWITCH, Master.csv", .files, .contact).with {
    $0.columns = [
      "caller_name", "caller_number", "destination", "context", "start", "answer", "end", "duration", "billsec",
      "hangup_cause", "uuid", "bleg_uuid", "accountcode", "read_codec", "write_codec",
    ]
    $0.cells = [.any, .any, .any, .any, .time, .any, .time, .number, .number, .any, .any]
    $0.start = [["start"]]
    $0.queue = ["destination"]
    $0.contactId = ["uuid"]
    $0.handleTime = [[Part("billsec", .seconds)]]
    $0.isHandled = [Mapping.Claim("billsec")]
    $0.isAbandoned = [
      Mapping.Claim(
        "hangup_cause", words: ["originator_cancel", "original_cancel", "no_answer", "no_user_response", "user_busy"])
    ]
  }
}
