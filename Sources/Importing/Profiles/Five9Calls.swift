extension Profile {
  static let five9Calls = Profile("five9-calls", "Five9, call log", .files, .contact).with {
    $0.knownBy = [["CALL ID", "TIMESTAMP", "CAMPAIGN", "CALL TYPE", "DISPOSITION"]]
    $0.start = [["TIMESTAMP"]]
    $0.queue = ["SKILL|CAMPAIGN"]
    $0.contactId = ["CALL ID"]
    $0.handleTime = [[Part("TALK TIME"), Part("HOLD TIME"), Part("AFTER CALL WORK TIME")], [Part("TALK TIME")]]
    $0.wait = [Part("QUEUE WAIT TIME")]
    $0.isAbandoned = [Mapping.Claim("ABANDONED")]
    $0.isHandled = [Mapping.Claim("TALK TIME")]
    $0.filters = [Mapping.Filter("CALL TYPE", keeps: ["inbound", "queue callback", "inbound call"])]
  }
}
