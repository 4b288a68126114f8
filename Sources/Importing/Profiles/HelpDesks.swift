extension Profile {
  /// Tickets have no handle time: it is told for the queue in scenario.yaml.
  static let zendeskTickets = Profile("zendesk-tickets", "Zendesk, ticket export", .files, .contact).with {
    $0.knownBy = [
      ["Id", "Requester", "Group", "Status", "Via", "Created at"],
      ["Ticket ID", "Created Date", "Resolved Date", "Priority"],
      ["Summation column", "Id", "Requester", "Group", "Created at"],
    ]
    $0.start = [["Created at"], ["Created Date"]]
    $0.queue = ["Group|Issue Type"]
    $0.contactId = ["Id", "Ticket ID"]
    $0.isHandled = [Mapping.Claim("Solved at"), Mapping.Claim("Resolved Date")]
    $0.filters = [Mapping.Filter("Status", drops: ["deleted", "spam"])]
  }

  static let zendeskExplore = Profile("zendesk-explore", "Zendesk Explore, tickets by hour", .documentation, .interval)
    .with {
      $0.knownBy = [
        ["Ticket created - Date", "Ticket created - Hour", "Tickets"], ["Ticket created - Timestamp", "Tickets"],
        ["Ticket created - Date", "Ticket created - Hour", "Ticket group", "Tickets"],
      ]
      $0.start = [["Ticket created - Date", "Ticket created - Hour"], ["Ticket created - Timestamp"]]
      $0.queue = ["Ticket group", "Ticket channel"]
      $0.offered = [["Tickets"], ["Created tickets"], ["Tickets created"]]
      $0.handled = [["Solved tickets"]]
    }

  /// One row a ticket, as a query by ticket lists them.
  static let zendeskExploreTickets = Profile(
    "zendesk-explore-tickets", "Zendesk Explore, single tickets", .documentation, .contact
  ).with {
    $0.knownBy = [
      ["Ticket ID", "Ticket created - Timestamp"], ["Ticket ID", "Ticket created - Date", "Ticket created - Hour"],
      ["Ticket ID", "Ticket created - Timestamp", "Tickets"],
    ]
    $0.start = [["Ticket created - Timestamp"], ["Ticket created - Date", "Ticket created - Hour"]]
    $0.queue = ["Ticket group", "Ticket channel"]
    $0.contactId = ["Ticket ID"]
    $0.isHandled = [Mapping.Claim("Ticket solved - Timestamp"), Mapping.Claim("Ticket solved - Date")]
    $0.filters = [Mapping.Filter("Ticket status", drops: ["deleted", "spam"])]
  }

  /// Seconds since 1970; most durations leave out the hours outside office time.
  static let intercom = Profile("intercom", "Intercom, conversations", .documentation, .contact).with {
    $0.knownBy = [
      ["created_at", "state", "team_assignee_id"], ["Conversation ID", "Conversation started at", "Team assigned"],
      ["Conversation ID", "Conversation started at"],
      ["id", "created_at", "state", "statistics.first_admin_reply_at"],
    ]
    $0.start = [["created_at"], ["Conversation started at"]]
    $0.queue = ["Team assigned|Team currently assigned|team_assignee_name|team_assignee_id", "Channel"]
    $0.contactId = ["id", "Conversation ID"]
    $0.isHandled = [
      Mapping.Claim("statistics.first_admin_reply_at"), Mapping.Claim("state", words: ["closed"]),
      Mapping.Claim("Conversation state", words: ["closed"]),
    ]
    $0.handleTime = [[Part("Handling time")], [Part("Teammate handling time")]]
  }

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

  static let freshdesk = Profile("freshdesk", "Freshdesk, tickets", .documentation, .contact).with {
    $0.knownBy = [
      ["Ticket ID", "Subject", "Status", "Priority", "Source", "Created time"],
      ["Ticket ID", "Source", "Group", "Created time"],
    ]
    $0.start = [["Created time"]]
    $0.queue = ["Group", "Source"]
    $0.contactId = ["Ticket ID"]
    $0.isHandled = [Mapping.Claim("Resolved time"), Mapping.Claim("Closed time")]
    $0.handleTime = [[Part("Time tracked")]]
    $0.filters = [Mapping.Filter("Status", drops: ["spam", "deleted", "trashed"])]
  }
}
