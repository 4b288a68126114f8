/// The words with which decisions are made, in one language; a language is one value, so a missing word does not compile.
struct DeskWords: Sendable, Encodable {
  let decisions: String
  // Tables.
  let flags: String
  let overrides: String
  let requests: String
  let leave: String
  let pins: String
  let doneHere: String
  let nothing: String
  let accept: String
  let reject: String
  let discard: String
  let decision: String
  let factor: String
  let author: String
  let note: String
  let wish: String
  let dayOff: String
  let wantsWork: String
  let startsAt: String
  let weight: String
  let kind: String
  let until: String
  let add: String
  let remove: String
  let undo: String
  let undone: String
  // A shift.
  let moveTo: String
  let swapWith: String
  let giveTo: String
  let pin: String
  let choose: String
  let doIt: String
  let anyway: String
  let ruleNone: String
  /// A sentence `{0}`.
  let breaks: String
  /// A sentence `{0}`.
  let mends: String
  /// Points before `{0}`, after `{1}`, difference `{2}`.
  let cost: String
  let was: String
  let becomes: String
  let why: String
  // Work that takes a while.
  let sick: String
  let look: String
  let makeChanges: String
  let publish: String
  let planAgain: String
  let stop: String
  /// Stage `{0}`, seconds `{1}`.
  let working: String
  /// Cost `{0}`, bound `{1}`.
  let best: String
  let stopped: String
  let noChanges: String
  /// What a page says of files `{0}` that changed.
  let changed: String
  let kept: String
  let reload: String
  let away: String
}
