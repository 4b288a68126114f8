extension Profile {
  /// Legs of a transfer are child contacts of one master; each counts in its own queue.
  static let niceDetail = Profile("nice-calldetail", "NICE CXone, call detail", .documentation, .contact).with {
    $0.knownBy = [
      ["Contact_ID", "Master_Contact_ID", "Contact_Code"],
      ["Contact_ID", "Master_Contact_ID", "Skill_Name", "Agent_Time"],
      ["Contact_ID", "Master_Contact_ID", "Skill", "Agent_Time"],
    ]
    $0.start = [["Start_Date", "Start_Time"], ["Start_Date", "start_time"], ["Contact_Start"]]
    $0.queue = ["Skill_Name|Skill"]
    $0.contactId = ["Master_Contact_ID"]
    $0.wait = [Part("InQueue"), Part("In_Queue_Time"), Part("Queue_Time")]
    $0.handleTime = [
      [Part("Agent_Time"), Part("ACW_Time")], [Part("Agent_Time"), Part("ACW_Seconds")], [Part("Agent_Time")],
    ]
    $0.isAbandoned = [Mapping.Claim("Abandon"), Mapping.Claim("Abandoned")]
  }
}
