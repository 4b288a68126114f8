extension Profile {
  static let jira = Profile("jira-service-management", "Jira Service Management, issues", .documentation, .contact).with
  {
    $0.knownBy = [
      ["Issue key", "Created", "Resolved", "Status"], ["Issue key", "Issue Type", "Status", "Created"],
      ["Key", "Issue Type", "Status", "Created"],
    ]
    $0.start = [["Created"]]
    $0.queue = ["Request Type|Customer Request Type|Custom field (Request Type)|Issue Type|Project key"]
    $0.contactId = ["Issue key", "Key"]
    $0.isHandled = [Mapping.Claim("Resolved")]
    $0.handleTime = [[Part("Time Spent", .seconds)]]
  }
}
