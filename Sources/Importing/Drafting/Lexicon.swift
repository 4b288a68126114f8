import Timeline

/// What a column may mean in an export.
enum Role: CaseIterable {
  case start, date, clock, end, queue, channel, language, direction, outcome, offered, handled, abandoned
  case handleTime, talk, hold, wrap, duration, wait, id, answeredAt, abandonFlag, answeredFlag, zone, length
}

/// Names that columns of each meaning have, by the words in them.
enum Lexicon {
  /// How well a name fits a meaning: 0 not at all, 100 by its very name.
  static func fit(_ name: ColumnName, _ role: Role) -> Int {
    if exact[role]?.contains(name.text) == true { return 100 }
    if let aside = name.aside, isHarmless(aside), exact[role]?.contains(name.core) == true { return 99 }
    let phrases = phrases[role] ?? []
    var best = 0
    for (place, phrase) in phrases.enumerated() where name.has(phrase) {
      let extra = name.words.count - phrase.split(separator: " ").count
      best = max(best, 80 - min(30, place) - 4 * extra)
    }
    if best > 0, let barred = barred[role], name.hasAny(barred) { return 0 }
    return best
  }

  /// Whether what stands behind a name in parentheses is a unit or a clock.
  private static func isHarmless(_ aside: String) -> Bool {
    let words = ColumnName(aside).words
    return words.allSatisfy(asideWords.contains) || (try? Zone(named: aside)) != nil
  }

  private static let asideWords: Set<String> = [
    "in", "s", "seg", "segs", "sec", "secs", "seconds", "sek", "sekunden", "secondes", "segundos", "secondi",
    "seconden", "min",
    "mins",
    "秒", "分",
    "minutes", "minuten", "minutos", "ms", "h", "hrs", "hours", "hh", "mm", "ss", "hms", "mss", "utc", "gmt", "local",
    "tz",
  ]

  /// Words of a mean.
  static let meanWords: Set<String> = [
    "avg", "average", "mean", "aht", "durchschn", "durchschnittl", "mittl", "moy", "prom", "med", "gemidd", "asa",
    "mittlere", "mittlerer", "durchschnitt", "durchschnittliche",
    "durchschnittlich", "schnitt", "moyen", "moyenne", "media", "medio", "promedio", "tempomedio", "gemiddelde",
    "gem", "o", "tma", "tmo", "tmg", "dmt", "dmc", "dmpt", "dmpa", "dma", "gjennomsnittlig", "gns", "gennemsnitlig",
    "genomsnittlig", "snitt",
    "srednia", "sredni", "平均処理時間", "平均対応時間", "平均通話時間", "平均保留時間",
    "平均後処理時間",
  ]
  /// Words of a sum.
  static let sumWords: Set<String> = [
    "total", "sum", "summe", "gesamt", "totale", "totaal", "tot", "somme", "suma", "sume",
  ]
  /// Words of figures that are no counts of contacts.
  private static let figures: Set<String> = [
    "%", "percent", "percentage", "pct", "rate", "ratio", "quote", "taux", "tasa", "share", "level", "service", "sl",
    "sla", "time", "avg", "average", "mean", "max", "min", "longest", "speed", "zeit", "dauer", "temps", "tiempo",
    "duree",
    "duracion", "tempo", "durata", "within", "per", "goal", "target", "forecast", "agent", "agents", "id", "name",
    "date",
    "sec", "seconds", "secs", "transferred", "outbound", "satisfaction", "aht", "asa", "hold", "wait", "talk", "wrap",
  ]

  private static let exact: [Role: Set<String>] = [
    .start: [
      "start", "start time", "timestamp", "time stamp", "time", "date time", "datetime", "call time", "interval",
      "interval start", "started at", "created at", "calldate", "call date", "call datetime", "start date", "period",
      "startzeit", "zeitstempel", "created date", "created", "request date time", "fecha hora", "date heure",
      "data ora",
      "half hour", "ts", "epoch", "unix time", "unix timestamp", "epoch time", "timeinterval",
      "interval start utc date", "start datetime", "starttime", "start stamp", "arrival",
      "queue enter time", "enqueued at", "started", "arrived", "arrived at", "opened", "opened at", "received at",
      "call started",
      "日時", "開始日時", "着信日時", "受付日時", "data i godzina", "poczatek",
      "time started", "call start", "call start time", "callstart", "begin", "beginn", "ds",
    ],
    .date: [
      "日付", "年月日", "着信日", "受付日", "date", "datum", "fecha", "data", "day", "tag", "jour", "dia", "start date",
      "call date", "date from", "row date", "dato",
    ],
    .clock: [
      "時間帯", "時刻", "時間", "godzina", "godz", "przedzial", "przedzial czasu", "time", "zeit", "uhrzeit", "hora", "ora",
      "heure", "interval", "start time", "call time", "starttime", "tijd",
      "hour",
      "intervall", "intervalo", "intervallo", "intervalle", "period", "time from", "time of day", "stunde", "from",
      "half hour", "starttime interval", "start", "begin", "beginn", "von", "van", "od", "inicio", "debut", "desde",
      "inizio",
      "klokkeslett", "tid", "tidspunkt", "tidsrum", "klokkeslaet",
    ],
    .end: ["end", "interval end", "end time", "finished at", "ended at", "to", "bis", "stop"],
    .queue: [
      "キュー", "キュー名", "窓口", "スキル", "スキル名", "nazwa kolejki", "infolinia", "queue", "queue name", "queuename", "skill",
      "skill name", "split", "split skill", "csq", "csq name", "vdn",
      "campaign",
      "ring group", "ring groups", "group", "group name", "service", "service name", "workgroup", "warteschlange",
      "file",
      "file d attente", "cola", "coda", "fila", "wachtrij", "hotline", "application", "task queue", "call queue",
      "contact queue", "ct queue", "planning group", "team", "team name", "department", "queuename csq",
      "kolejka", "ko", "competence", "competencia", "competenza", "ring group name", "first queue", "gruppe", "groupe",
      "grupo", "gruppo", "acd group", "acd",
      "mailbox", "mailbox name", "inbox", "inbox name", "shared inbox", "team inbox", "postfach", "boite de reception",
      "buzon", "bandeja de entrada", "caixa de entrada", "casella", "target name",
      "forecast group", "line", "number name", "pipeline", "workload", "workload name", "workload group",
    ],
    .channel: [
      "channel", "channel type", "media type", "media", "contact type", "kanal", "canal", "canale", "medium", "via",
      "conversation channel", "contact channel", "ticket channel", "kontaktkanal", "kanaltyp", "medientyp",
      "channels", "source", "ticket source", "quelle", "ticketquelle", "origin", "case origin", "herkunft", "ursprung",
      "origine",
      "origen", "origem", "kundenvorgangsursprung", "kundenvorgangsherkunft", "kundenvorgangs herkunft",
      "kundenvorgangs ursprung", "fallursprung", "fallherkunft", "origine de la requete", "origen del caso",
      "origem do caso", "origine caso",
    ],
    .language: ["language", "sprache", "langue", "idioma", "lingua", "taal", "lang", "jezyk"],
    .direction: [
      "direction", "initial direction", "call type", "calltype", "call direction", "richtung", "direccion", "sens",
      "direzione", "direcao", "sentido", "type", "typ", "art", "tipo", "type d appel", "anrufart", "anruftyp",
      "gespraechsart", "tipo de llamada", "tipo llamada", "tipo di chiamata", "tipo chiamata", "tipo de chamada",
      "tipo chamada", "soort", "rodzaj", "kierunek", "contact direction", "direction type", "initiation method",
    ],
    .outcome: [
      "disposition", "status", "call status", "outcome", "result", "call result", "state", "ergebnis", "estado",
      "statut",
      "stato", "esito", "situacao", "resultado", "resultat", "contact disposition", "call outcome", "final status",
      "call state", "termination status", "event",
    ],
    .offered: [
      "offered", "inbound", "incoming", "calls offered", "contacts offered", "incoming contact volume", "calls inbound",
      "inbound calls",
      "incoming calls", "contacts queued", "received", "calls received", "calls", "contacts", "volume", "call count",
      "call volume", "total calls", "angeboten", "anrufe", "calls presented", "presented", "contact volume",
      "n offered",
      "entered", "eingang", "appels", "appels recus", "appels entrants", "llamadas", "llamadas recibidas",
      "llamadas entrantes", "chiamate", "chamadas", "chiamate ricevute", "gesprekken", "tickets", "conversations",
      "chats",
      "cases", "items", "offered calls", "offd direct call cnt", "interactions", "interactions offered", "count",
      "calls queued", "created tickets", "tickets created", "new tickets", "arrivals", "offer", "n entered", "arrived",
      "recibidas", "ofrecidas", "entrantes", "llamadas ofrecidas", "eingegangen", "eingegangene anrufe", "recus",
      "presentes", "appels presentes", "entrants", "ricevute", "offerte", "entranti", "chiamate offerte",
      "chiamate entranti", "recebidas", "oferecidas", "chamadas recebidas", "aangeboden", "demand",
      "inbound contacts", "incoming contacts", "contacts inbound", "total interactions", "total contacts", "着信数", "着信",
      "総着信数", "入電数", "入電", "呼数", "コール数", "polaczenia przychodzace",
      "przychodzace", "polaczenia", "zaoferowane", "binnengekomen", "binnenkomende gesprekken", "inkomende gesprekken",
      "aantal gesprekken", "ligacoes", "ligacoes recebidas", "contatos recebidos", "eingehende anrufe",
      "angebotene anrufe", "appels offerts", "offerts", "calls count", "offered count", "received count", "tilbudte",
      "tilbudt", "innkommende", "indgaende", "inkommande", "erbjudna",
    ],
    .handled: [
      "handled", "answered", "contacts handled", "calls handled", "calls answered", "answered calls", "handled calls",
      "interactions handled", "contacts answered", "acd calls", "angenommen", "angenommene anrufe", "beantwortet",
      "appels traites", "appels decroches", "atendidas", "llamadas atendidas", "risposte", "chiamate risposte",
      "chamadas atendidas", "beantwoord", "n answered", "n handled", "answ call cnt", "interactions answered",
      "serviced",
      "calls serviced", "answer", "handle", "solved tickets", "tickets solved", "resolved", "closed", "accepted",
      "completed", "contestadas", "llamadas contestadas", "repondus", "appels repondus", "traites", "decroches",
      "gestite", "chiamate gestite", "served", "replied", "応答数", "応答", "対応数", "odebrane", "polaczenia odebrane",
      "obsluzone",
      "answered count", "handled count", "polaczenia obsluzone", "aangenomen", "afgehandeld", "beantwoorde gesprekken",
      "ligacoes atendidas",
      "beantwortete anrufe", "angenommene", "besvarte", "besvarede", "besvarade", "ans",
    ],
    .abandoned: [
      "abandoned", "calls abandoned", "abandoned calls", "contacts abandoned", "aband calls", "calls aband", "aban",
      "aban calls", "calls aban",
      "lost calls",
      "aufgelegt", "verloren", "abandonnes", "appels abandonnes", "abandonadas", "abbandonate", "n abandon", "abandons",
      "abandon", "aband call cnt", "missed", "missed calls", "abandonos", "unanswered", "verlorene anrufe", "lost",
      "abandonadas llamadas", "not answered", "放棄数", "放棄呼数", "放棄呼", "放棄", "porzucone", "polaczenia porzucone",
      "utracone",
      "abandoned count", "abandon count", "nieodebrane", "verlaten", "verlaten gesprekken", "opgehangen", "afgebroken",
      "ligacoes abandonadas",
      "aufgegeben",
      "abgebrochen", "abgebrochene anrufe", "perdidas", "tapte", "mistede", "forlorade", "avbrutna", "abn", "abd",
    ],
    .handleTime: [
      "handle time", "average handle time", "avg handle time", "aht", "total handle time", "handling time",
      "avg handle",
      "total handle", "t handle", "bearbeitungszeit", "duree de traitement", "dmt", "tma", "tmo", "handle time seconds",
      "avg handling time", "mean handle time", "aht seconds", "aht sec", "handletime", "avghandletime",
      "average handling time", "handling", "avg handling", "average handling", "behandlingstid", "hanteringstid",
      "handle duration", "service length", "service time", "treatment time", "handle seconds", "handling seconds",
      "平均処理時間", "処理時間", "平均対応時間", "対応時間", "総処理時間", "tmg", "time worked", "time spent", "time tracked",
      "total time worked", "total time spent", "total time tracked", "bearbeitungsdauer",
    ],
    .talk: [
      "talk time", "avg talk time", "average talk time", "mean talk time", "talk duration", "talk", "avg talk",
      "total talk",
      "gespraechszeit", "gespraechsdauer", "temps de conversation", "tiempo de conversacion", "billsec", "bill sec",
      "talking call dur", "avg acd time", "acd time", "conversation time", "conversation duration", "t talk",
      "talktime", "conversation", "conversacion", "conversazione", "conversacao", "tiempo conversacion",
      "temps conversation",
      "in call duration", "speaktime", "talking", "talking time", "total talking", "dmc", "平均通話時間", "通話時間", "総通話時間",
      "czas rozmowy", "sredni czas rozmowy",
      "gesprekstijd",
      "gespreksduur",
    ],
    .hold: [
      "mise en garde", "mise en attente", "retencion", "retencao", "messa in attesa", "hold time", "avg hold time",
      "hold", "avg hold", "total hold", "haltezeit", "average hold time", "t held",
      "hold duration", "平均保留時間", "保留時間", "czas zawieszenia", "wachtstandtijd",
    ],
    .wrap: [
      "post appel", "postllamada", "post llamada", "post chiamata", "pos chamada", "post gespraech",
      "after call work time", "acw", "acw time", "avg acw", "avg acw time", "total acw", "wrap up", "wrap up time",
      "wrapup time",
      "wrap time", "after call work", "nachbearbeitung", "nachbearbeitungszeit", "wrap up dur", "t acw",
      "average acw time",
      "wrap up duration", "avg wrap up time", "post call time", "average after call work", "work time", "平均後処理時間",
      "後処理時間", "dmpt", "post traitement", "temps de post traitement",
      "nawerktijd", "czas po rozmowie",
    ],
    .duration: [
      "duration", "call duration", "dauer", "duree", "duracion", "durata", "gespraechsdauer gesamt", "length",
      "duration sec",
    ],
    .wait: [
      "wait time", "queue wait time", "waiting time", "queue time", "wartezeit", "asa", "average speed of answer",
      "hold in queue",
      "wait duration", "time in queue", "speed to answer", "ring time", "ringing", "wait", "temps d attente",
      "tiempo de espera",
      "espera", "attente", "attesa", "待ち時間", "平均待ち時間", "平均応答時間", "応答時間", "wachttijd", "czas oczekiwania",
      "sredni czas oczekiwania", "dmpa", "dma",
    ],
    .id: [
      "call id", "callid", "contact id", "interaction id", "conversation id", "ticket id", "uniqueid", "unique id",
      "id",
      "case number", "case id", "case", "uuid", "session id", "segment id", "conversation", "ticket", "key",
      "issue key",
      "通話id", "コールid", "call sid", "sid", "master contact id", "work item id", "ticket number", "call uuid", "linkedid",
      "agent work id", "kundenvorgangsnummer", "fallnummer", "vorgangsnummer", "ticketnummer", "datensatz id",
      "numero de la requete", "numero de requete", "numero du ticket", "numero de ticket", "numero del caso",
      "numero de caso", "numero do caso", "numero del ticket", "numero caso",
      "contact session id", "record id", "incident number", "incident id", "request number", "request id", "chat id",
      "node session seq id", "call ref", "number ticket",
    ],
    .answeredAt: [
      "answered at", "answer time", "time answered", "call answered", "accept date time", "answer", "connected at",
      "answer stamp", "accepted at", "pickup time", "first admin reply at", "answered time", "connect time",
      "call connected", "answered", "picked up", "connected", "angenommen um", "decroche a", "contestada a",
      "initially assigned at", "assigned date time",
    ],
    .answeredFlag: ["answered", "handled", "is answered", "was answered", "accepted", "call answered", "angenommen"],
    .abandonFlag: ["abandoned", "is abandoned", "abandon time", "abandoned at", "abandon", "abandonment", "aufgelegt"],
    .zone: ["tz", "zone", "time zone", "timezone", "zeitzone"],
    .length: [
      "interval duration", "interval length", "minutes", "interval minutes", "granularity", "interval min",
      "interval mins", "interval length min", "duration of interval", "minutes in interval",
    ],
  ]

  private static let phrases: [Role: [String]] = [
    .start: [
      "interval start", "start time", "started at", "created at", "call start", "start date", "date time",
      "created date",
      "request date", "arrival time", "enqueue", "queue enter", "time stamp", "timestamp", "call date", "call time",
      "start",
      "interval", "created", "opened", "received at", "inicio", "beginn", "debut", "inizio",
    ],
    .date: ["date", "datum", "fecha", "data", "day"],
    .clock: ["time of day", "start time", "time", "uhrzeit", "hora", "ora", "heure", "interval", "hour"],
    .end: ["interval end", "end time", "end"],
    .queue: [
      "queue name", "queue", "skill name", "skill", "ring group", "csq", "split", "workgroup", "campaign",
      "warteschlange",
      "group name", "group", "service name", "cola", "coda", "fila", "team", "department", "call type",
    ],
    .channel: ["media type", "channel type", "channel"],
    .language: ["language", "sprache", "langue", "idioma", "lingua"],
    .direction: ["direction", "call type"],
    .outcome: ["disposition", "call status", "status", "outcome", "result"],
    .offered: [
      "calls offered", "contacts offered", "offered", "incoming contact", "calls inbound", "calls received",
      "inbound calls",
      "contact volume", "call volume", "presented", "queued", "received", "entered", "incoming calls", "anrufe",
      "appels recus", "llamadas recibidas", "chiamate ricevute", "tickets created", "total calls", "number calls",
      "aangeboden", "tilbudte", "inkommande", "przychodzace", "recebidas", "oferecidas", "recibidas", "ofrecidas",
      "ricevute",
    ],
    .handled: [
      "calls answered", "calls handled", "contacts handled", "answered", "handled", "acd calls", "angenommen",
      "beantwortet",
      "atendidas", "traites", "decroches", "risposte", "serviced", "beantwoorde", "besvarte", "besvarede", "besvarade",
      "odebrane",
    ],
    .abandoned: [
      "calls abandoned", "abandoned", "aband", "aban", "abandons", "abandon", "aufgelegt", "verloren", "abandonnes",
      "abandonadas",
      "abbandonate", "lost", "missed", "verlaten", "porzucone", "tapte",
    ],
    .handleTime: [
      "handle time", "handling time", "aht", "avg handle", "handle", "bearbeitungszeit", "traitement",
      "tiempo gestion", "tempo gestione", "durata gestione", "tempo atendimento", "tempo tratamento", "afhandeltijd",
      "czas obslugi",
    ],
    .talk: [
      "talk time", "talk", "conversation time", "gespraechszeit", "gespraechsdauer", "conversation", "conversacion",
      "conversazione", "conversacao", "samtaletid", "samtalstid", "duree communication", "temps communication",
      "czas rozmowy", "gesprekstijd",
    ],
    .hold: [
      "hold time", "hold", "haltezeit", "mise garde", "retencion", "retencao", "messa attesa", "zawieszenia",
      "wachtstand",
    ],
    .wrap: [
      "after call work", "acw", "wrap up", "wrapup", "wrap", "nachbearbeitung", "nachbearbeitungszeit", "post call",
      "post appel", "postllamada", "post llamada", "post chiamata", "pos chamada", "pos atendimento", "post gespraech",
      "po rozmowie", "nawerktijd", "etterbehandling", "efterbehandling", "efterbehandlingstid", "etterarbeid",
    ],
    .duration: ["call duration", "duration", "dauer", "duree", "duracion", "durata"],
    .wait: [
      "queue wait", "wait time", "waiting time", "queue time", "wartezeit", "speed answer", "wait", "tempo espera",
      "tiempo espera", "temps attente", "tempo attesa", "czas oczekiwania", "wachttijd",
    ],
    .id: [
      "call id", "contact id", "interaction id", "conversation id", "ticket id", "case id", "unique id", "uuid",
      "appel id", "llamada id", "anruf id", "chiamata id", "chamada id", "gespraech id", "vorgang id",
    ],
    .answeredAt: ["answered at", "answer time", "time answered", "accept date"],
    .answeredFlag: ["answered", "handled", "accepted"],
    .abandonFlag: ["abandoned", "abandon"],
    .zone: ["time zone"],
    .length: ["interval duration", "interval length"],
  ]

  private static let countBars = figures
  /// Names of columns that say which way contacts went, and nothing else.
  static let waysNames: Set<String> = [
    "direction", "call direction", "contact direction", "initial direction", "richtung", "anrufrichtung", "direccion",
    "direzione", "direcao", "richting", "kierunek", "retning", "riktning",
  ]
  /// Words of contacts that went out, and of those that came in.
  static let outWords: Set<String> = [
    "outbound", "outgoing", "saliente", "salientes", "sortant", "sortants", "ausgehend", "ausgehende", "uscenti",
  ]
  static let inWords: Set<String> = [
    "inbound", "incoming", "offered", "entrante", "entrantes", "entrant", "entrants", "eingehend", "eingehende",
    "recibidas",
    "recus", "received", "presented", "queued",
  ]
  /// Whether a name is of a length of time and no count.
  static func isTime(_ name: ColumnName) -> Bool {
    [Role.handleTime, .talk, .hold, .wrap, .duration, .wait].contains { role in
      exact[role]?.contains(name.text) == true || (phrases[role] ?? []).contains { name.has($0) }
    } || name.hasAny(["time", "zeit", "dauer", "%", "percent", "rate"])
  }
  /// Words of columns that say who worked.
  static let personWords: Set<String> = [
    "agent", "agents", "user", "person", "employee", "teammate", "advisor", "operator", "extension", "login",
    "mitarbeiter",
    "agente", "conseiller", "asesor", "operatore", "atendente", "medewerker", "konsultant", "id",
  ]
  /// Whether a name is of a way, a channel, a year, a plan or a sum of contacts, and so of no queue.
  static func isOfNoQueue(_ name: ColumnName) -> Bool {
    name.hasAny(outWords)
      || name.words.allSatisfy { word in
        word.allSatisfy(\.isNumber) || inWords.contains(word) || channelWords.contains(word) || sumWords.contains(word)
          || meanWords.contains(word) || planWords.contains(word)
      }
  }
  /// Whether a name is that of dates, times, weekdays or weeks.
  static func isOfTime(_ name: ColumnName) -> Bool {
    [Role.start, .date, .clock, .end].contains { fit(name, $0) >= 99 } || name.hasAny(hourWords)
      || WeekNames.isWeek(name)
      || ["weekday", "wochentag", "jour", "dia", "day of week", "giorno"].contains(name.text)
  }
  /// Whether a name may be that of a queue: it is of no figure, person, plan or length of time.
  static func mayBeQueue(_ name: ColumnName) -> Bool {
    let roles: [Role] = [
      .offered, .handled, .abandoned, .handleTime, .talk, .hold, .wrap, .wait, .duration, .length, .id,
    ]
    return !roles.contains { fit(name, $0) >= 99 } && !isOfNoQueue(name) && !isTime(name) && !name.hasAny(personWords)
      && !name.hasAny(planWords) && !isOfOtherFigures(name.text) && !name.words.allSatisfy { $0.hasPrefix("column") }
  }
  private static let planWords: Set<String> = [
    "forecast", "forecasted", "planned", "plan", "actual", "actuals", "ist", "soll", "budget", "target", "goal",
    "previous",
    "current", "this", "last", "next", "year", "month", "week", "day", "today", "yesterday", "prognose", "prevision",
    "real",
    "variance", "difference", "diff", "delta", "max", "min", "number", "new", "closed", "open",
  ]
  static let hourWords: Set<String> = ["hour", "stunde", "hora", "heure", "ora", "uur", "godzina", "時", "時間"]
  /// Words of channels, which a report has in the names of columns that count the contacts of each.
  static let channelWords: Set<String> = [
    "voice", "phone", "call", "calls", "chat", "chats", "email", "emails", "mail", "mails", "sms", "whatsapp",
    "message",
    "messages", "social", "ticket", "tickets", "anrufe", "telefon", "appels", "llamadas", "chiamate", "chamadas",
    "video",
  ]
  /// Whether a title is of lengths of time, shares or people, and not of contacts.
  static func isOfOtherFigures(_ title: String) -> Bool {
    let name = ColumnName(title)
    return [Role.handleTime, .talk, .hold, .wrap, .wait].contains { fit(name, $0) > 0 }
      || name.hasAny([
        "%", "percent", "level", "occupancy", "agents", "agent", "fte", "staff", "staffing", "forecast", "required",
        "servicelevel", "besetzung", "personal", "prognose", "bedarf", "auslastung", "effectif", "effectifs",
        "plantilla", "agentes", "operatori",
      ])
  }
  /// Whether a word is one for time, also at the end of a longer one, as in `Bedienzeit`.
  static func isWordOfTime(_ word: String) -> Bool {
    ["time", "zeit", "dauer", "tijd", "duur", "時間"].contains { word.hasSuffix($0) }
      || ["tiempo", "temps", "tempo", "duree", "duracion", "durata", "duracao", "czas", "tid", "doba", "cas"].contains(
        word)
  }
  /// Whether a name has no word of times that are not those of the contacts that came in.
  static func mayBeOfInbound(_ name: ColumnName) -> Bool { !name.hasAny(otherTimes) && !name.hasAny(idleTimes) }
  /// Words of times in which nobody works on a contact.
  private static let idleTimes: Set<String> = [
    "%", "date", "ivr", "ring", "ringing", "queue", "abandon", "abandoned", "answer", "bill", "billed", "login",
    "logged",
    "idle", "available", "pause", "response", "reply", "resolution",
  ]
  /// Words of times that are not those of the contacts that came in.
  private static let otherTimes: Set<String> = [
    "max", "min", "longest", "shortest", "goal", "target", "forecast", "forecasted", "planned", "scheduled", "budget",
    "outbound", "outgoing", "internal", "previous", "prognose", "prevision", "saliente", "salientes", "sortant",
    "sortants", "ausgehend", "ausgehende",
  ]

  /// Words of parts of a contact's time that are not the work on it as a whole, as in `Tempo de Pós-Atendimento`.
  private static let otherParts: Set<String> = [
    "post", "pos", "po", "espera", "attente", "attesa", "oczekiwania", "wait", "waiting",
  ]

  private static let barred: [Role: Set<String>] = [
    .start: [
      "end", "finished", "answered", "duration", "elapsed", "average", "avg", "total", "agent", "complete", "zone",
      "wait", "talk", "hold", "handle", "login",
    ],
    .date: ["end", "due", "birth", "updated", "solved", "resolved", "closed", "wait"],
    .clock: [
      "end", "talk", "hold", "handle", "wait", "ring", "queue", "total", "avg", "average", "mean", "zone", "acw",
      "bill", "ivr", "park", "work", "logged", "resolution", "reply", "answer", "abandon",
    ],
    .queue: [
      "wait", "time", "duration", "size", "length", "position", "abandoned", "entered", "agent", "zeit", "calls",
      "ring",
    ],
    .channel: ["id", "dst"],
    .direction: [],
    .outcome: ["code", "agent"],
    .offered: countBars, .handled: countBars.union(["at", "by", "flow"]),
    .abandoned: countBars.union(["at"]),
    .handleTime: otherTimes.union(otherParts).union(["%"]),
    .talk: otherTimes.union(["%", "number", "count", "id"]),
    .hold: otherTimes.union(["%", "queue", "number", "count", "abandon", "abandoned"]),
    .wrap: otherTimes.union(["%", "code", "number", "count"]),
    .duration: [
      "interval", "max", "min", "longest", "ivr", "wait", "ring", "abandoned", "business", "calendar", "resolution",
    ],
    .wait: ["max", "min", "longest", "%"],
    .answeredFlag: ["time", "at", "date", "by", "agent", "rate", "percent", "%"],
    .abandonFlag: ["rate", "percent", "%", "agent"],
  ]
}

/// Words of cells that tell what became of a contact, and which way it went.
enum Words {
  /// A word in lower case without accents and the number of its code: `Handled` of `2: Handled`.
  static func bare(_ text: String) -> String {
    var word = ""
    for scalar in text.lowercased().unicodeScalars {
      if scalar.isASCII { word.unicodeScalars.append(scalar) } else { word += plainLetter(scalar) }
    }
    guard let first = word.utf8.first, first &- 48 < 10 else { return word }
    let rest = word.drop { $0.isNumber }.drop { ":-.)= ".contains($0) }
    return rest.isEmpty ? word : String(rest)
  }

  static let inbound: Set<String> = [
    "inbound", "incoming", "in", "entrant", "entrante", "eingehend", "inbound call", "inbound_call", "queue callback",
    "entrada", "inkomend", "recibida", "recu", "recue", "entree", "entrata", "in entrata", "kommend", "eingang",
    "ankommend", "receptiva", "receptivo", "recebida", "inkomende", "przychodzace", "przychodzaca", "in bound",
    "inbound voice", "inboundcall", "received",
    "external inbound",
    "true inbound", "queue", "incoming call", "inbound chat", "webchat", "inbound queue",
  ]
  static let outbound: Set<String> = [
    "outbound", "outgoing", "out", "sortant", "saliente", "uscente", "ausgehend", "internal", "intern", "interne",
    "interna",
    "interno", "sortante", "sortie", "emis", "emise", "salida", "uscita", "in uscita", "gehend", "ausgang", "abgehend",
    "ativa", "ativo", "efetuada", "realizada", "uitgaande", "wychodzace", "wychodzaca", "outbound call", "manual",
    "outbound_call", "uitgaand", "saida", "click to call", "predictive",
    "preview",
    "3rd party transfer", "agent to agent", "callback outbound", "internal call", "outgoing call", "test", "consult",
    "extension", "extension to extension", "outbound_dial", "local", "progressive", "dialer", "autodial",
    "outbound preview",
    "transfer",
  ]
  static let handled: Set<String> = [
    "answered", "handled", "completed", "complete", "connected", "success", "served", "answer", "accepted", "finished",
    "angenommen", "beantwortet", "decroche", "traite", "atendida", "contestada", "risposta", "beantwoord",
    "completeagent",
    "completecaller", "closed", "solved", "resolved", "normal_clearing", "yes", "true", "1", "y", "ja", "oui", "si",
    "call answered",
    "terminated", "transferred", "inbound answered", "serviced", "talk", "done", "ok", "terminee", "erledigt",
  ]
  static let abandoned: Set<String> = [
    "abandoned", "abandon", "lost", "missed", "no answer", "noanswer", "unanswered", "not answered", "hangup",
    "hung up",
    "aufgelegt", "verpasst", "verloren", "abandonne", "manque", "abandonada", "perdida", "abbandonata", "persa",
    "gemist",
    "no_answer", "original_cancel", "originator_cancel", "cancelled", "canceled", "caller hangup", "dropped", "failed",
    "busy",
    "congestion", "no", "false", "0", "n", "nein", "non", "abandoned in queue", "timeout", "exitwithtimeout",
    "voicemail",
    "rejected", "declined", "missed call", "abandon in queue", "user_busy", "nicht angenommen", "sin respuesta",
    "no contestada", "queue abandoned",
  ]
}
