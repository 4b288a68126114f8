extension Profile {
  /// A report of cases; their owner may be a person, so that the origin is taken for the queue.
  static let salesforceCases = Profile(
    "salesforce-cases", "Salesforce, report of cases", .documentation, .contact
  ).with {
    $0.knownBy = [["Case Number", "Date/Time Opened"]]
    $0.start = [["Date/Time Opened"]]
    $0.queue = ["Case Record Type|Case Origin"]
    $0.contactId = ["Case Number"]
    $0.isHandled = [Mapping.Claim("Date/Time Closed")]
  }
}
