extension Profile {
  static let aircall = Profile("aircall", "Aircall, calls", .documentation, .contact).with {
    $0.knownBy = [
      ["line", "direction", "duration (total)", "missed_call_reason"],
      ["line", "direction", "date (TZ offset incl.)", "datetime (UTC)"],
      ["Call ID", "Line", "Direction", "Started at", "Answered at"],
    ]
    $0.start = [["datetime (UTC)"], ["Started at"], ["date (TZ offset incl.)", "time (TZ offset incl.)"]]
    $0.zone = "UTC"
    $0.queue = ["line"]
    $0.contactId = ["call id", "id"]
    $0.handleTime = [[Part("duration (in call)")], [Part("in call duration")], [Part("duration in call")]]
    $0.isAbandoned = [Mapping.Claim("missed_call_reason")]
    $0.isHandled = [
      Mapping.Claim("answered", words: ["yes", "true", "1"]), Mapping.Claim("Answered at"),
      Mapping.Claim("duration (in call)"),
    ]
    $0.filters = [Mapping.Filter("direction", keeps: ["inbound"])]
  }
}
