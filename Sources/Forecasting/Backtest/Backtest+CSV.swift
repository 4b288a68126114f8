extension Backtest {
  /// The runs as a table, one row an interval, numbers with three decimals: what was forecast, what came, what the other methods
  /// said, the kind of the date and the queue's `weekToWeekDistance`. Every score follows from it.
  public var csv: String {
    var text =
      "origin,start,queue,mean,p10,p50,p90,actual,last_week,eight_week_mean,eight_week_p10,eight_week_p90,dates,"
      + "week_to_week\n"
    for run in runs {
      let distance = weekToWeekDistance[run.queue] ?? .nan
      for index in run.starts.indices {
        text += "\(run.origin.isoText),\(run.starts[index].tableText),\(run.queue)"
        let mean = run.range(.eightWeekMean, index)
        for value in [
          run.mean[index], run.p10[index], run.p50[index], run.p90[index], run.actual[index],
          run.range(.lastWeek, index).mean, mean.mean, mean.p10, mean.p90,
        ] { text += "," + decimals(value, 3) }
        text += ",\(kind(of: run.starts[index].date, run.queue).rawValue),"
        text += distance.isFinite ? decimals(distance, 6) + "\n" : "\n"
      }
    }
    return text
  }
}
