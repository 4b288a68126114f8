extension Profile {
  static let ringCentral = Profile("ringcentral", "RingCentral, call log", .documentation, .contact).with {
    $0.knownBy = [
      ["Direction", "Type", "Phone Number", "Date", "Time", "Action Result", "Duration"],
      ["Type", "Direction", "From", "To", "Date", "Time", "Action", "Action Result", "Duration"],
    ]
    $0.start = [["Date", "Time"]]
    $0.queue = ["Queue"]
    $0.handleTime = [[Part("Duration")]]
    $0.isHandled = [
      Mapping.Claim("Action Result", words: ["accepted", "call connected", "answered", "connected"])
    ]
    $0.isAbandoned = [Mapping.Claim("Action Result", words: ["missed", "no answer", "hang up", "abandoned"])]
    $0.filters = [
      Mapping.Filter("Direction", keeps: ["incoming", "inbound"]), Mapping.Filter("Type", keeps: ["voice"]),
    ]
  }
}
