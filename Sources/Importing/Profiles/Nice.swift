extension Profile {
  static let nice = Profile("nice-cxone", "NICE CXone, contacts by interval", .documentation, .interval).with {
    $0.knownBy = [["StartDate", "StartTime", "ContactsQueued", "ContactsHandled"]]
    $0.start = [["StartDate", "StartTime"]]
    $0.queue = ["SkillName|Skill Name|Skill|CampaignName", "MediaTypeName"]
    $0.offered = [["ContactsQueued"]]
    $0.handled = [["ContactsHandled"]]
    $0.abandoned = [["ContactsAbandoned"]]
    $0.handleTime = [[Part("AvgHandleTime", nil, .mean)]]
  }
}
