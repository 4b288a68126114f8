extension Profile {
  /// Seconds since 1970; most durations leave out the hours outside office time.
  static let intercom = Profile("intercom", "Intercom, conversations", .documentation, .contact).with {
    $0.knownBy = [
      ["created_at", "state", "team_assignee_id"], ["Conversation ID", "Conversation started at", "Team assigned"],
      ["Conversation ID", "Conversation started at"],
      ["id", "created_at", "state", "statistics.first_admin_reply_at"],
    ]
    $0.start = [["created_at"], ["Conversation started at"]]
    $0.queue = [
      "Team assigned|Team currently assigned|team_assignee_name|team_assignee_id", "Channel|Conversation channel",
    ]
    $0.contactId = ["id", "Conversation ID"]
    $0.isHandled = [
      Mapping.Claim("statistics.first_admin_reply_at"), Mapping.Claim("state", words: ["closed"]),
      Mapping.Claim("Conversation state", words: ["closed"]),
    ]
    $0.handleTime = [[Part("Handling time")], [Part("Teammate handling time")]]
  }
}
