extension Profile {
  /// 21 fields without a header; zone not in the file.
  static let teleopti = Profile(
    "calabrio-queue", "Calabrio (Teleopti), queue statistics", .documentation, .interval
  ).with {
    $0.columns = [
      "interval", "date_from", "time", "queue", "queue_name", "offd_direct_call_cnt", "overflow_in_call_cnt",
      "aband_call_cnt", "overflow_out_call_cnt", "answ_call_cnt", "queued_and_answ_call_dur",
      "queued_and_aband_call_dur", "talking_call_dur", "wrap_up_dur", "queued_answ_longest_que_dur",
      "queued_aband_longest_que_dur", "avg_avail_member_cnt", "ans_servicelevel_cnt", "wait_dur",
      "aband_short_call_cnt", "aband_within_sl_cnt",
    ]
    $0.knownBy = [["date_from", "time", "queue_name", "offd_direct_call_cnt", "answ_call_cnt"]]
    $0.cells = [
      .number, .time, .clock, .any, .any, .number, .number, .number, .number, .number, .number, .number, .number,
      .number,
      .number, .number, .number, .number,
    ]
    $0.start = [["date_from", "time"]]
    $0.queue = ["queue_name"]
    $0.offered = [["offd_direct_call_cnt", "overflow_in_call_cnt"]]
    $0.handled = [["answ_call_cnt"]]
    $0.abandoned = [["aband_call_cnt"]]
    $0.handleTime = [[Part("talking_call_dur", .seconds, .sum), Part("wrap_up_dur", .seconds, .sum)]]
  }
}
