extension Profile {
  /// One row for each leg: a call that rings with three people has three, which count as one.
  static let asteriskCDR = Profile("asterisk-cdr", "Asterisk or FreePBX, call records with a header", .files, .contact)
    .with {
      $0.knownBy = [
        ["calldate", "dst", "dcontext", "billsec", "disposition"],
        ["calldate", "dst", "dcontext", "duration", "billsec", "disposition"],
        ["calldate", "src", "dst", "billsec", "disposition"],
      ]
      $0.start = [["calldate"]]
      $0.queue = ["dst"]
      $0.contactId = ["linkedid", "uniqueid"]
      $0.handleTime = [[Part("billsec", .seconds)]]
      $0.isHandled = [Mapping.Claim("disposition", words: ["answered"])]
      $0.isAbandoned = [Mapping.Claim("disposition", words: ["no answer", "busy", "failed"])]
      // What phones of the house dial, to others of the house or out.
      $0.filters = [Mapping.Filter("dcontext", drops: ["from-internal"])]
    }
}
