/// Every text of a calendar in one language; `{0}` stands for what is filled in.
///
/// A language is one value of this type, so a missing phrase does not compile.
struct Phrases: Sendable {
  /// BCP 47 tag of the language the phrases are in.
  let language: String
  let personCalendar: String
  let teamCalendar: String
  let about: String
  let shift: String
  let nightShift: String
  let paidTime: String
  let breaks: String
  let mealBreak: String
  let shortBreak: String
  let paid: String
  let unpaid: String
  let queues: String
  let clockChange: String
  let onCall: String
  let onCallCalendar: String

  /// The phrases for a BCP 47 tag: its own, else those of its base language, else English.
  static func of(_ tag: String) -> Phrases {
    let wanted = tag.lowercased().map { $0 == "_" ? "-" : $0 }.split(separator: "-").map { String($0) }
    for length in stride(from: wanted.count, to: 0, by: -1) {
      let prefix = wanted.prefix(length).joined(separator: "-")
      if let found = table.first(where: { $0.language.lowercased() == prefix }) { return found }
    }
    return english
  }

  /// A phrase with its gap filled.
  static func filled(_ phrase: String, _ value: String) -> String {
    guard let gap = phrase.utf8.firstIndex(of: UInt8(ascii: "{")) else { return phrase }
    return String(phrase[..<gap]) + value + phrase[gap...].dropFirst("{0}".count)
  }

  /// All languages; English first.
  static let table = [english, french, german, spanish, italian, portuguese, brazilian, dutch, polish]

  private static let english = Phrases(
    language: "en",
    personCalendar: "Shifts: {0}",
    teamCalendar: "Team shifts: {0}",
    about: "Planned shifts. Times in the text are on the site’s clock.",
    shift: "Shift",
    nightShift: "Night shift",
    paidTime: "Paid time: {0}",
    breaks: "Breaks:",
    mealBreak: "Meal break",
    shortBreak: "Break",
    paid: "paid",
    unpaid: "unpaid",
    queues: "Queues:",
    clockChange: "The clock changes during this shift: it lasts {0}.",
    onCall: "On call",
    onCallCalendar: "On call: {0}")

  private static let french = Phrases(
    language: "fr",
    personCalendar: "Planning\u{A0}: {0}",
    teamCalendar: "Planning d’équipe\u{A0}: {0}",
    about: "Postes planifiés. Les heures du texte sont celles du site.",
    shift: "Poste",
    nightShift: "Poste de nuit",
    paidTime: "Temps payé\u{A0}: {0}",
    breaks: "Pauses\u{A0}:",
    mealBreak: "Pause repas",
    shortBreak: "Pause",
    paid: "payée",
    unpaid: "non payée",
    queues: "Files d’attente\u{A0}:",
    clockChange: "L’heure change pendant ce poste\u{A0}: il dure {0}.",
    onCall: "Astreinte",
    onCallCalendar: "Astreinte\u{A0}: {0}")

  private static let german = Phrases(
    language: "de",
    personCalendar: "Dienstplan: {0}",
    teamCalendar: "Team-Dienstplan: {0}",
    about: "Geplante Schichten. Uhrzeiten im Text sind Ortszeit des Standorts.",
    shift: "Schicht",
    nightShift: "Nachtschicht",
    paidTime: "Bezahlte Zeit: {0}",
    breaks: "Pausen:",
    mealBreak: "Essenspause",
    shortBreak: "Pause",
    paid: "bezahlt",
    unpaid: "unbezahlt",
    queues: "Warteschlangen:",
    clockChange: "Während dieser Schicht wird die Uhr umgestellt; sie dauert {0}.",
    onCall: "Rufbereitschaft",
    onCallCalendar: "Rufbereitschaft: {0}")

  private static let spanish = Phrases(
    language: "es",
    personCalendar: "Turnos: {0}",
    teamCalendar: "Turnos del equipo: {0}",
    about: "Turnos planificados. Las horas del texto son las del centro.",
    shift: "Turno",
    nightShift: "Turno de noche",
    paidTime: "Tiempo retribuido: {0}",
    breaks: "Descansos:",
    mealBreak: "Descanso para comer",
    shortBreak: "Descanso",
    paid: "retribuido",
    unpaid: "no retribuido",
    queues: "Colas:",
    clockChange: "El reloj cambia durante este turno: dura {0}.",
    onCall: "Guardia localizable",
    onCallCalendar: "Guardia localizable: {0}")

  private static let italian = Phrases(
    language: "it",
    personCalendar: "Turni: {0}",
    teamCalendar: "Turni del team: {0}",
    about: "Turni pianificati. Gli orari nel testo sono quelli della sede.",
    shift: "Turno",
    nightShift: "Turno di notte",
    paidTime: "Tempo retribuito: {0}",
    breaks: "Pause:",
    mealBreak: "Pausa pasto",
    shortBreak: "Pausa",
    paid: "retribuita",
    unpaid: "non retribuita",
    queues: "Code:",
    clockChange: "L’ora cambia durante questo turno: dura {0}.",
    onCall: "Reperibilità",
    onCallCalendar: "Reperibilità: {0}")

  private static let portuguese = Phrases(
    language: "pt",
    personCalendar: "Turnos: {0}",
    teamCalendar: "Turnos da equipa: {0}",
    about: "Turnos planeados. As horas no texto são as do local de trabalho.",
    shift: "Turno",
    nightShift: "Turno da noite",
    paidTime: "Tempo remunerado: {0}",
    breaks: "Pausas:",
    mealBreak: "Pausa para refeição",
    shortBreak: "Pausa",
    paid: "remunerada",
    unpaid: "não remunerada",
    queues: "Filas:",
    clockChange: "A hora muda durante este turno: dura {0}.",
    onCall: "Prevenção",
    onCallCalendar: "Prevenção: {0}")

  private static let brazilian = Phrases(
    language: "pt-BR",
    personCalendar: "Escala: {0}",
    teamCalendar: "Escala da equipe: {0}",
    about: "Turnos planejados. Os horários no texto são os do local de trabalho.",
    shift: "Turno",
    nightShift: "Turno da noite",
    paidTime: "Tempo remunerado: {0}",
    breaks: "Intervalos:",
    mealBreak: "Intervalo para refeição",
    shortBreak: "Intervalo",
    paid: "remunerado",
    unpaid: "não remunerado",
    queues: "Filas:",
    clockChange: "O relógio muda durante este turno: ele dura {0}.",
    onCall: "Sobreaviso",
    onCallCalendar: "Sobreaviso: {0}")

  private static let dutch = Phrases(
    language: "nl",
    personCalendar: "Rooster: {0}",
    teamCalendar: "Teamrooster: {0}",
    about: "Geplande diensten. Tijden in de tekst zijn plaatselijke tijd van de locatie.",
    shift: "Dienst",
    nightShift: "Nachtdienst",
    paidTime: "Betaalde tijd: {0}",
    breaks: "Pauzes:",
    mealBreak: "Maaltijdpauze",
    shortBreak: "Pauze",
    paid: "betaald",
    unpaid: "onbetaald",
    queues: "Wachtrijen:",
    clockChange: "De klok wordt tijdens deze dienst verzet: de dienst duurt {0}.",
    onCall: "Bereikbaarheidsdienst",
    onCallCalendar: "Bereikbaarheidsdienst: {0}")

  private static let polish = Phrases(
    language: "pl",
    personCalendar: "Grafik: {0}",
    teamCalendar: "Grafik zespołu: {0}",
    about: "Zaplanowane zmiany. Godziny w tekście są czasem lokalnym miejsca pracy.",
    shift: "Zmiana",
    nightShift: "Zmiana nocna",
    paidTime: "Czas płatny: {0}",
    breaks: "Przerwy:",
    mealBreak: "Przerwa na posiłek",
    shortBreak: "Przerwa",
    paid: "płatna",
    unpaid: "niepłatna",
    queues: "Kolejki:",
    clockChange: "W czasie tej zmiany przestawia się zegar; zmiana trwa {0}.",
    onCall: "Dyżur pod telefonem",
    onCallCalendar: "Dyżur pod telefonem: {0}")
}
