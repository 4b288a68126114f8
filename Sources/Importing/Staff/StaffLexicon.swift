/// Names that columns of exports of people and leave have, the likeliest first, and words of their cells.
enum StaffLexicon {
  /// How well a name fits a meaning: 0 not at all, 100 by its very name.
  static func fit(_ name: ColumnName, _ field: StaffMapping.Field, _ kind: StaffMapping.Kind) -> Int {
    let phrases = phrases(field, kind)
    if let place = phrases.firstIndex(of: name.text) { return 100 - min(30, place) }
    if name.hasAny(barred[field] ?? []) { return 0 }
    var best = 0
    for (place, phrase) in phrases.enumerated() where name.has(phrase) {
      let extra = name.words.count - phrase.split(separator: " ").count
      best = max(best, 65 - min(30, place) - 4 * extra)
    }
    return best
  }

  private static func phrases(_ field: StaffMapping.Field, _ kind: StaffMapping.Kind) -> [String] {
    if kind == .leave, field == .from || field == .to { return leaveDates[field] ?? [] }
    return phrases[field] ?? []
  }

  private static let phrases: [StaffMapping.Field: [String]] = [
    .id: [
      "employee id", "employee number", "personnel number", "agent id", "agent login", "login id", "employeeid",
      "person id", "staff id", "worker id", "user id", "external id", "associate id", "payroll number", "payroll id",
      "personalnummer", "personalnr", "mitarbeiternummer", "mitarbeiter id", "mitarbeiternr", "matricule",
      "numero empleado", "id empleado", "matricola", "numero de empleado", "personeelsnummer", "medewerker id",
      "employment number", "nr ewidencyjny", "numer pracownika", "id pracownika", "matricula", "numero de funcionario",
      "id colaborador", "社員番号", "従業員番号", "職員番号", "agent", "login", "id", "number", "pers nr", "persnr",
      "personal nr", "employee code", "employee export code", "export code", "payroll code", "codigo empleado",
      "codice dipendente", "legajo", "registro",
    ],
    .name: [
      "name", "full name", "employee name", "agent name", "display name", "employee", "worker", "nom complet",
      "nombre completo", "nombre", "nome", "naam", "mitarbeiter", "nom", "nome completo", "pracownik",
      "imie i nazwisko",
      "colaborador", "氏名", "名前", "社員名",
    ],
    .site: [
      "site", "location", "work location", "office", "standort", "ort", "niederlassung", "business unit", "branch",
      "lieu", "lieu de travail", "sede", "centro", "centro de trabajo", "ubicacion", "vestiging", "locatie", "city",
      "site name", "location name", "lokalizacja", "local de trabalho", "unidade", "拠点", "勤務地",
    ],
    .contract: [
      "contract", "contract type", "employment type", "contract name", "vertrag", "vertragsart", "vertragstyp",
      "beschaeftigungsart", "contrat", "type de contrat", "contrato", "tipo de contrato", "contratto",
      "tipo di contratto", "contracttype", "contract group", "work rule", "employment category", "time type",
      "working time model", "arbeitszeitmodell", "weekly hours", "hours per week", "wochenstunden", "fte",
      "rodzaj umowy", "雇用形態", "契約区分",
    ],
    .languages: [
      "languages", "language", "sprachen", "sprache", "langues", "langue", "idiomas", "idioma", "lingue", "lingua",
      "talen", "taal", "spoken languages", "language skills", "sprachkenntnisse", "jezyki", "jezyk", "言語", "対応言語",
    ],
    .skills: [
      "skills", "skill", "skill name", "skill names", "skillset", "skill set", "queues", "queue", "competences",
      "kompetenzen", "faehigkeiten", "habilidades", "competencias", "competenze", "vaardigheden", "assigned queues",
      "channels", "channel", "kanaele", "multi skill", "skill group", "umiejetnosci", "スキル",
    ],
    .team: [
      "team", "team name", "supervisor team", "group", "gruppe", "equipe", "equipo", "squadra", "groupe", "grupo",
      "team code", "department", "abteilung", "zespol", "チーム",
    ],
    .from: [
      "hire date", "start date", "employment start", "date of hire", "contract start", "joined", "eintritt",
      "eintrittsdatum", "date d embauche", "date embauche", "fecha de alta", "fecha alta", "data di assunzione",
      "data assunzione", "datum in dienst", "in dienst", "valid from", "from", "start", "data zatrudnienia",
      "data de admissao", "入社日",
    ],
    .to: [
      "termination date", "end date", "employment end", "leaving date", "last day", "contract end", "austritt",
      "austrittsdatum", "date de sortie", "date sortie", "fecha de baja", "fecha baja", "data di cessazione",
      "datum uit dienst", "uit dienst", "valid to", "to", "end", "data zwolnienia", "data de demissao",
      "data de desligamento",
      "退職日", "退社日",
    ],
    .kind: [
      "leave type", "absence type", "time off type", "type", "kind", "abwesenheitsart", "art", "type d absence",
      "type de conge", "tipo de ausencia", "tipo assenza", "verloftype", "rodzaj urlopu", "rodzaj nieobecnosci",
      "typ urlopu", "tipo de licenca", "休暇種別",
      "休暇区分", "absence", "reason", "activity", "pay code",
    ],
  ]

  private static let leaveDates: [StaffMapping.Field: [String]] = [
    .from: [
      "from", "start date", "first day", "start", "date from", "absence from", "von", "beginn", "startdatum", "debut",
      "date de debut", "desde", "fecha inicio", "fecha de inicio", "dal", "data inizio", "van", "begindatum", "begin",
      "time off date", "leave date", "absence date", "od", "data od", "data rozpoczecia", "data de inicio", "inicio",
      "開始日",
      "休暇開始日", "取得日",
      "date", "datum", "fecha", "data", "day", "time off start", "leave start", "absence start", "leave from",
    ],
    .to: [
      "to", "end date", "last day", "end", "date to", "absence to", "bis", "ende", "enddatum", "fin", "date de fin",
      "hasta", "fecha fin", "fecha de fin", "al", "data fine", "tot", "einddatum", "until", "do", "data do",
      "data zakonczenia", "data de fim", "data final", "fim", "終了日", "休暇終了日", "time off end", "leave end",
      "absence end", "leave to",
    ],
  ]

  /// Words that turn a column into one of something else.
  private static let barred: [StaffMapping.Field: Set<String>] = [
    .id: [
      "manager", "supervisor", "team", "site", "location", "contract", "department", "tax", "bank", "national", "phone",
      "mobile", "cost", "email", "mail", "insurance", "passport", "leave", "absence", "request", "skill", "queue",
      "telefon", "steuer", "room",
    ],
    .name: [
      "manager", "supervisor", "team", "site", "location", "contract", "user", "login", "birth", "middle", "contact",
      "company", "skill", "queue", "type", "id", "number", "department",
    ],
    .site: ["birth", "home", "geburtsort", "postal", "wohnort", "private", "manager"],
    .contract: ["start", "end", "date", "number", "from", "to", "id", "signed"],
    .languages: ["interface", "display", "ui", "correspondence", "id"],
    .skills: ["date", "count", "id", "level", "priority"],
    .team: ["lead", "leader", "leiter", "manager", "id"],
    .from: ["birth", "birthday", "geburtsdatum", "shift", "time", "probation", "last", "modified", "end"],
    .to: [
      "birth", "birthday", "geburtsdatum", "shift", "time", "probation", "login", "modified", "start", "first",
      "pedido", "solicitacao", "cadastro",
    ],
    .kind: ["contract", "employment", "status", "date"],
  ]

  /// Words of columns that say how many days a leave is.
  static let dayWords: Set<String> = [
    "days", "day", "tage", "jours", "dias", "giorni", "dagen", "duration", "amount", "quantity", "dauer", "anzahl",
    "duree", "duracion", "durata",
  ]
  /// Words of columns that say what such a number counts.
  static let unitWords: Set<String> = ["unit", "units", "einheit", "unite", "unidad", "unita", "eenheid"]
  /// Words of columns that say whether the first or the last day of a leave is half a day.
  static let halfWords: Set<String> = [
    "half", "halb", "halbtags", "halber", "halbe", "demi", "medio", "media", "mezza", "mezzo", "halve", "meio",
    "polowa",
  ]
  /// Words of days that are left, and of dates that are no lengths.
  static let balanceWords: Set<String> = [
    "balance", "remaining", "entitlement", "first", "last", "start", "end", "back",
  ]
  /// Words of dates on which somebody saw to a request.
  static let deskWords: Set<String> = [
    "request", "requested", "created", "submitted", "approved", "approval", "updated", "modified", "changed", "entered",
    "booked", "decided", "birth", "hire", "hired", "beantragt", "erstellt", "genehmigt", "geaendert", "geburtsdatum",
    "creation", "solicitud", "demande", "richiesta", "week", "woche", "semaine", "semana", "period", "pay",
  ]
  static let clockWords: Set<String> = ["time", "zeit", "uhrzeit", "hora", "heure", "ora", "tijd", "clock"]
  static let beginWords: Set<String> = [
    "start", "from", "begin", "von", "beginn", "debut", "inicio", "inizio", "desde",
  ]
  static let endWords: Set<String> = ["end", "to", "until", "bis", "ende", "fin", "fine", "hasta"]
  /// Names of the first day on which somebody is back.
  static let returnNames: Set<String> = [
    "first day back", "return date", "date of return", "returns", "return", "back", "back at work", "back on",
    "return to work", "return to work date", "rueckkehr", "rueckkehrdatum", "wieder da", "reprise", "date de reprise",
    "date de retour", "reincorporacion", "fecha de reincorporacion", "rientro", "data rientro", "data di rientro",
    "terugkeer",
  ]

  static let firstNames: Set<String> = [
    "first name", "given name", "forename", "vorname", "prenom", "nombre de pila", "voornaam", "firstname", "nome",
    "nombre", "imie",
  ]
  static let lastNames: Set<String> = [
    "last name", "family name", "surname", "nachname", "familienname", "nom", "nom de famille", "apellidos", "apellido",
    "cognome", "achternaam", "lastname", "nazwisko",
  ]

  static let statusNames: Set<String> = [
    "status", "employment status", "employee status", "state", "active", "is active", "aktiv", "actif", "activo",
    "estado", "stato", "statut", "request status", "approval status", "approval", "genehmigung", "situacao",
    "situacion",
    "ステータス", "状態", "承認状況",
  ]
  /// Words of the names of such columns, where their cells have words that are known.
  static let statusWords: Set<String> = [
    "status", "statut", "estado", "stato", "antragsstatus", "urlaubsstatus", "situacao", "decision",
  ]
  /// Words of people who have left, and of leave that is not to be.
  static let goneWords = withdrawnWords.union([
    "inactive", "terminated", "left", "resigned", "disabled", "deactivated", "former", "no", "false", "0", "inaktiv",
    "ausgeschieden", "nein", "inactif", "sorti", "non", "inactivo", "baja", "inattivo", "cessato", "uit dienst",
    "rejected", "denied", "declined", "abgelehnt", "refuse",
    "rechazado", "rifiutato", "not approved", "nicht genehmigt",
    "refusee",
    "rejete", "rejetee", "rechazada", "denegado", "denegada", "rifiutata", "respinto", "respinta", "recusado",
    "recusada",
    "rejeitado", "rejeitada", "afgewezen", "geweigerd", "odrzucony", "odrzucona", "odrzucone", "却下", "否認", "zwolniony",
    "zwolniona", "nieaktywny", "inativo", "inativa", "desligado", "inactiva", "inattiva", "cessata", "ausgetreten",
    "退職",
  ])
  /// Words of leave that was granted and then taken back.
  static let withdrawnWords: Set<String> = [
    "cancelled", "canceled", "withdrawn", "storniert", "annule", "cancelado", "annullato", "deleted", "zurueckgezogen",
    "widerrufen", "annulee", "cancelada", "anulado", "anulada", "annullata", "cancellato", "cancellata", "geannuleerd",
    "ingetrokken", "anulowany", "anulowana", "anulowane", "取消", "キャンセル",
  ]
  /// Words of people who are there, and of leave that is granted.
  static let stayingWords: Set<String> = [
    "active", "employed", "yes", "true", "1", "aktiv", "beschaeftigt", "ja", "actif", "oui", "activo", "si", "attivo",
    "full time", "part time", "vollzeit", "teilzeit", "permanent", "temporary", "regular",
    "in dienst", "current", "enabled", "approved", "granted", "confirmed", "genehmigt", "approuve", "accepte",
    "aprobado", "approvato", "goedgekeurd", "taken", "planned", "accepted", "booked", "bewilligt", "bestaetigt",
    "approuvee",
    "acceptee", "valide", "validee", "aprobada", "concedido", "concedida", "approvata", "confermato", "confermata",
    "aprovado", "aprovada", "ativo", "ativa", "activa", "attiva", "akkoord", "zatwierdzony", "zatwierdzona",
    "zatwierdzone",
    "zaakceptowany", "aktywny", "aktywna", "承認", "承認済", "承認済み", "在籍", "在職",
  ]
  /// Words of leave that nobody has decided on.
  static let openWords: Set<String> = [
    "pending", "requested", "open", "submitted", "draft", "beantragt", "offen", "en attente", "demande", "pendiente",
    "in attesa", "aangevraagd", "waitlisted", "pending approval", "awaiting approval", "eingereicht", "ausstehend",
    "in pruefung", "en cours", "demandee", "solicitado", "solicitada", "en espera", "in sospeso", "richiesto",
    "richiesta",
    "pendente", "in behandeling", "in afwachting", "oczekujacy", "oczekujaca", "oczekuje", "zlozony", "申請中", "未承認",
  ]
  /// Names of the column that says how well a language is spoken.
  static let levelNames: Set<String> = [
    "level", "language level", "proficiency", "language proficiency", "niveau", "sprachniveau", "niveau de langue",
    "nivel", "nivel de idioma", "livello", "livello lingua",
  ]
  /// Levels of a language at which nobody answers customers.
  static let beginners: Set<String> = [
    "a1", "a2", "basic", "beginner", "elementary", "grundkenntnisse", "anfaenger", "debutant", "basico", "base",
    "principiante",
  ]
}
