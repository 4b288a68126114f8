extension Profile {
  /// Asterisk's own Master.csv has no header.
  static let asteriskMaster = Profile("asterisk-master", "Asterisk, Master.csv", .documentation, .contact).with {
    $0.columns = [
      "accountcode", "src", "dst", "dcontext", "clid", "channel", "dstchannel", "lastapp", "lastdata", "start",
      "answer", "end",
      "duration", "billsec", "disposition", "amaflags", "uniqueid", "userfield",
    ]
    $0.cells =
      [Cell](repeating: .any, count: 9) + [.time, .any, .time, .number, .number]
      + [.word(["answered", "no answer", "busy", "failed", "congestion"])]
    $0.start = [["start"]]
    $0.queue = ["dst"]
    $0.contactId = ["uniqueid"]
    $0.handleTime = [[Part("billsec", .seconds)]]
    $0.isHandled = [Mapping.Claim("disposition", words: ["answered"])]
    $0.isAbandoned = [Mapping.Claim("disposition", words: ["no answer", "busy", "failed"])]
    $0.filters = [Mapping.Filter("dcontext", drops: ["from-internal"])]
  }
}
