extension Profile {
  /// Legs of a transfer are child contacts of one master; each counts in its own queue.
  static let niceDetail = Profile("nice-calldetail", "NICE CXone, call detail", .documentation, .contact).with {
    $0.knownBy = [["Contact_ID", "Master_Contact_ID", "Contact_Code"]]
    $0.start = [["Start_Date", "Start_Time"], ["Start_Date", "start_time"], ["Contact_Start"]]
    $0.queue = ["Skill_Name|Skill"]
    $0.contactId = ["Master_Contact_ID"]
    $0.wait = [Part("InQueue", nil), Part("Queue_Time", nil)]
    $0.handleTime = [[Part("Agent_Time"), Part("ACW_Time")], [Part("Agent_Time")]]
    $0.isAbandoned = [Mapping.Claim("Abandon"), Mapping.Claim("Abandoned")]
  }
}
