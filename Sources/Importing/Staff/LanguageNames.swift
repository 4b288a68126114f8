import ScenarioFiles

/// Languages by the names that exports write for them.
enum LanguageNames {
  /// The languages of a cell in their order, without those at a beginner's level, and words that are neither a language nor a level.
  static func read(_ text: String, mapping: StaffMapping) -> (tags: [String], weak: Int, unknown: [String]) {
    var tags: [String] = []
    var weak = 0
    var unknown: [String] = []
    for part in listParts(text) {
      if let meant = mapping.translated(part, .languages) {
        if meant != "none" { tags += meant.split(separator: " ").map(String.init) }
        continue
      }
      if isTag(part) {
        tags.append(part)
        continue
      }
      let words = ColumnName(part).words
      let found = words.compactMap { tag($0) }
      if found.isEmpty {
        unknown.append(part)
      } else if words.contains(where: StaffLexicon.beginners.contains) {
        weak += found.count
      } else {
        tags += found
      }
    }
    var seen: Set<String> = []
    return (tags.filter { seen.insert($0.lowercased()).inserted }, weak, unknown)
  }

  /// `de`, `pt-BR`, `zh_Hant`.
  private static func isTag(_ text: String) -> Bool {
    let parts = text.split(whereSeparator: { $0 == "-" || $0 == "_" })
    guard let base = parts.first, (2...3).contains(base.count), base.allSatisfy(\.isLetter), parts.count <= 3 else {
      return false
    }
    return base.count == 2 ? tags.contains(base.lowercased()) || parts.count > 1 : false
  }

  private static func tag(_ word: String) -> String? { byName[word] }

  private static let byName: [String: String] = {
    var result: [String: String] = [:]
    for (tag, names) in names { for name in names.split(separator: " ") { result[String(name)] = tag } }
    return result
  }()

  private static let tags = Set(names.map(\.tag))

  /// Names in lower case without accents: English, the language's own, and those of its neighbours.
  private static let names: [(tag: String, names: String)] = [
    ("ar", "arabic arabisch arabe arabo"), ("bg", "bulgarian bulgarisch bulgare bulgaro"),
    ("ca", "catalan katalanisch catala catalano"), ("cs", "czech tschechisch tcheque checo ceco cestina"),
    ("da", "danish daenisch danois danes danese dansk deens"),
    ("de", "german deutsch allemand aleman tedesco duits alemao niemiecki"),
    ("el", "greek griechisch grec griego greco"),
    ("en", "english englisch anglais ingles inglese engels angielski engelsk"),
    ("es", "spanish spanisch espagnol espanol spagnolo spaans castellano hiszpanski castilian"),
    ("et", "estonian estnisch"), ("eu", "basque baskisch euskera"),
    ("fi", "finnish finnisch finnois fines finlandese suomi"),
    ("fr", "french franzoesisch francais frances francese frans francuski fransk"),
    ("gl", "galician galego gallego"), ("he", "hebrew hebraeisch hebreu hebreo"), ("hi", "hindi"),
    ("hr", "croatian kroatisch croate croata hrvatski"),
    ("hu", "hungarian ungarisch hongrois hungaro ungherese magyar"), ("id", "indonesian indonesisch"),
    ("it", "italian italienisch italien italiano italiaans wloski"), ("ja", "japanese japanisch japonais japones"),
    ("ko", "korean koreanisch coreen coreano"), ("lt", "lithuanian litauisch"), ("lv", "latvian lettisch"),
    ("nl", "dutch niederlaendisch hollaendisch neerlandais holandes olandese nederlands flemish"),
    ("no", "norwegian norwegisch norvegien noruego norvegese norsk"),
    ("pl", "polish polnisch polonais polaco polacco polski pools"),
    ("pt", "portuguese portugiesisch portugais portugues portoghese portugees"),
    ("ro", "romanian rumaenisch roumain rumano romeno romana"), ("ru", "russian russisch russe ruso russo"),
    ("sk", "slovak slowakisch slovaque eslovaco slovacco"), ("sl", "slovene slovenian slowenisch"),
    ("sr", "serbian serbisch serbe serbio"),
    ("sv", "swedish schwedisch suedois sueco svedese svenska zweeds"), ("th", "thai"),
    ("tr", "turkish tuerkisch turc turco turkce turks"), ("uk", "ukrainian ukrainisch ukrainien ucraniano"),
    ("vi", "vietnamese vietnamesisch"), ("zh", "chinese chinesisch chinois chino cinese mandarin"),
  ]
}

/// The parts of a cell that lists things: between semicolons, commas, slashes, bars, plus signs, ampersands and line ends.
func listParts(_ text: String) -> [String] {
  text.split { ";,/|+&\n\r".contains($0) }.map { trimmed($0) }.filter { !$0.isEmpty }
}
