package import Workforce

/// What scenario files say of a channel: how histories call it, the goal of a draft, and the words of messages.
extension Channel {
  /// The channel that the words of a queue's name speak of; two words may be one, as in `back-office`.
  package init?(named words: [String]) {
    let pairs = zip(words, words.dropFirst()).map { $0 + $1 }
    for word in pairs + words {
      if let channel = Channel.allCases.first(where: { $0.names.contains(word) }) {
        self = channel
        return
      }
    }
    return nil
  }

  private var names: Set<String> {
    switch self {
    case .phone:
      [
        "phone", "voice", "call", "calls", "tel", "telephone", "telefon", "telefonie", "telefono", "telefone",
        "telefoon",
      ]
    case .chat: ["chat", "messaging", "whatsapp", "sms", "webchat", "messenger", "livechat", "facebook", "instagram"]
    case .email:
      [
        "email", "mail", "emails", "mails", "ticket", "tickets", "webform", "inbox", "mailbox", "postfach", "correo",
        "courriel",
      ]
    case .callback: ["callback", "callbacks"]
    case .backOffice: ["backoffice", "claims", "cases"]
    }
  }

  /// Every channel whose contacts wait, as files write them.
  static let deferred = allCases.filter(\.isDeferred).map(\.rawValue).joined(separator: ", ")

  /// For example "an email" or "a phone".
  var withArticle: String { ("aeiou".contains(rawValue.prefix(1)) ? "an " : "a ") + rawValue }

  /// A threshold of the size that its goals have.
  var usualThreshold: String {
    switch self {
    case .phone, .chat: "20 s"
    case .callback: "1 h"
    case .email, .backOffice: "24 h"
    }
  }

  /// A goal as scenario.yaml writes it, for the planner to change.
  var usualGoal: String {
    switch self {
    case .phone: "answered: 80 %, within: 20 s"
    case .chat: "answered: 80 %, within: 45 s"
    case .email: "answered: 90 %, within: 4 h, clock: business"
    case .callback: "answered: 80 %, within: 1 h, clock: business"
    case .backOffice: "answered: 95 %, within: 24 h, clock: business"
    }
  }
}
