// The command `muster`: reads arguments, calls the library, prints.
// In: arguments. Out: files below a scenario's out folder, a summary on standard output, progress on standard error.
// Exit status: 0 done, 1 done but goals missed or faults found, 2 input wrong or output not to be written, 3 our
// fault.
// It holds no logic of planning.

import ArgumentParser
import Muster
import Tabular

@main
struct MusterCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "muster",
    abstract: "Forecasts contacts, staffs queues and rosters named people for a support operation.",
    discussion: """
      The chain runs from history.csv to calendars, and each stage can be run alone from the files of the one before:

        muster example europe-support my-plan     write an example scenario
        muster check my-plan                      report every problem of its files
        muster plan my-plan                       the whole chain into my-plan/out

      Exit status: 0 done, 1 done but goals missed or faults found, 2 input wrong or \
      output not to be written, 3 a fault of Muster.
      """,
    version: musterVersion,
    subcommands: [
      PlanCommand.self, ForecastCommand.self, StaffCommand.self, RosterCommand.self, PublishCommand.self,
      ReportCommand.self, ServeCommand.self, ShowCommand.self, HistoryCommand.self, DiffCommand.self,
      RollbackCommand.self,
      SwapCommand.self, GiveCommand.self, MoveCommand.self, CopyWeekCommand.self, ImportRosterCommand.self,
      SwapsCommand.self, LeaveQuotesCommand.self, ReplanCommand.self, WhyCommand.self, ValueCommand.self,
      CheckCommand.self, AuditCommand.self,
      SimulateCommand.self, BacklogCommand.self, CompareCommand.self, SweepCommand.self, BacktestCommand.self,
      OutlookCommand.self,
      HeadcountCommand.self,
      WhatCommand.self, StressCommand.self, BreakEvenCommand.self,
      InitCommand.self,
      ImportCommand.self, ExportCommand.self, ExampleCommand.self,
      KpisCommand.self, DecideCommand.self, ReviewCommand.self,
      ErlangCommand.self, ManualCommand.self,
    ])

  /// Parses and runs; every way out goes through `ExitStatus`.
  static func main() {
    Console.claimStandardFiles()
    if let sentence = Misspelling.sentence(on: Array(CommandLine.arguments.dropFirst())) {
      Console.writeError(sentence)
      ExitStatus.inputWrong.exit()
    }
    do {
      try runCommand()
    } catch {
      let reason = (error as? Console.OutputFailure)?.reason ?? "\(error)"
      Console.writeError(
        "standard output: the result cannot be written: \(reason)\n"
          + "  next: Check where it goes; files that the command wrote are in place.")
      ExitStatus.inputWrong.exit()
    }
  }

  /// Every way out but that of a standard output that takes no more.
  private static func runCommand() throws {
    do {
      var command = try parseAsRoot()
      try command.run()
    } catch let error as InputError {
      Console.writeError(error.description)
      ExitStatus.inputWrong.exit()
    } catch let failure as Console.OutputFailure {
      throw failure
    } catch let status as ExitStatus {
      status.exit()
    } catch is Interrupted {
      Console.writeError("muster: stopped; the results are as they were")
      ExitStatus.interrupted.exit()
    } catch {
      let code = exitCode(for: error)
      let text = fullMessage(for: error)
      if code == .success {
        try Console.write(text + "\n")
        ExitStatus.done.exit()
      }
      Console.writeError(text + "\n")
      (code == .validationFailure ? ExitStatus.inputWrong : ExitStatus.ourFault).exit()
    }
  }
}
