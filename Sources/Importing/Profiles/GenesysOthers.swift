extension Profile {
  /// As another planner's import page asks for it.
  static let genesysOthers = Profile("genesys-queue", "Genesys, queue figures by interval", .documentation, .interval)
    .with {
      $0.knownBy = [["Timestamp", "QueueName", "ContactsOffered", "ContactsAnswered"]]
      $0.start = [["Timestamp"]]
      $0.queue = ["QueueName"]
      $0.offered = [["ContactsOffered"]]
      $0.handled = [["ContactsAnswered"]]
      $0.abandoned = [["ContactsAbandoned"]]
      $0.handleTime = [[Part("AverageHandleTime", nil, .mean)], [Part("AverageTalkTime", nil, .mean)]]
    }
}
