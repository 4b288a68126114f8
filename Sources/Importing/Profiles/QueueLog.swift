extension Profile {
  /// Bars, no header: epoch, call, queue, agent, event and what belongs to it.
  static let queueLog = Profile("asterisk-queue-log", "Asterisk, queue_log", .files, .queueLog).with {
    $0.columns = ["time", "callid", "queue", "agent", "event", "data1", "data2", "data3", "data4", "data5"]
    $0.cells = [.time, .any, .any, .any, .word(queueLogEvents)]
    $0.knownBy = [["time", "callid", "queuename", "agent", "event"], ["time", "callid", "queue", "agent", "event"]]
    $0.start = [["time"]]
    $0.queue = ["queue|queuename"]
    $0.contactId = ["callid"]
  }

  /// Events of a queue_log, in lower case.
  static let queueLogEvents: Set<String> = [
    "abandon", "addmember", "agentdump", "agentlogin", "agentlogoff", "agentcallbacklogin", "agentcallbacklogoff",
    "attendedtransfer", "blindtransfer", "completeagent", "completecaller", "configreload", "connect", "did",
    "enterqueue",
    "exitempty", "exitwithkey", "exitwithtimeout", "info", "pause", "pauseall", "pausereason", "penalty", "queuestart",
    "removemember", "ringcanceled", "ringnoanswer", "sysoffline", "sysonline", "transfer", "unpause", "unpauseall",
  ]
}
