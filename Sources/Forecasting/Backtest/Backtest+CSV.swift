extension Backtest {
  /// The runs as a table `origin,start,queue,mean,p10,p50,p90`, one row an interval, numbers with three decimals.
  public var csv: String {
    var text = "origin,start,queue,mean,p10,p50,p90\n"
    for run in runs {
      for index in run.starts.indices {
        text += "\(run.origin.isoText),\(run.starts[index].tableText),\(run.queue)"
        for value in [run.mean[index], run.p10[index], run.p50[index], run.p90[index]] {
          text += "," + decimals(value, 3)
        }
        text += "\n"
      }
    }
    return text
  }
}
