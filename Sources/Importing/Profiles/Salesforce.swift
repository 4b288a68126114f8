extension Profile {
  /// One row a work item; a transfer is a row of its own.
  static let salesforce = Profile("salesforce-agentwork", "Salesforce, AgentWork", .documentation, .contact).with {
    $0.knownBy = [
      ["RequestDateTime", "AcceptDateTime", "CloseDateTime", "HandleTime"],
      ["RequestDateTime", "HandleTime", "Status"], ["Request Date", "Accept Date", "Close Date", "Handle Time"],
    ]
    $0.start = [["RequestDateTime"], ["Request Date"]]
    $0.queue = [
      "OriginalQueue.Name|OriginalQueueName|Queue|OriginalQueueId", "ServiceChannel.DeveloperName|ServiceChannelId",
    ]
    $0.contactId = ["WorkItemId", "Agent Work: Agent Work Name", "Agent Work Name", "Id"]
    $0.handleTime = [[Part("HandleTime", .seconds)], [Part("ActiveTime", .seconds)]]
    $0.wait = [Part("SpeedToAnswer", .seconds)]
    $0.isHandled = [Mapping.Claim("AcceptDateTime"), Mapping.Claim("Accept Date")]
    $0.isAbandoned = [Mapping.Claim("Status", words: ["canceled", "cancelled", "declined", "unavailable"])]
  }
}
