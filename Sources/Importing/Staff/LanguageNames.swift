import ScenarioFiles

/// Languages by the names that exports write for them.
package enum LanguageNames {
  /// The tag of the language that a word of a text names, `de` for `German`.
  package static func tag(named name: String) -> String? { ColumnName(name).words.compactMap { tag($0) }.first }

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

  /// Names in lower case without accents: English, the language's own, and those of its neighbours and of East Asia.
  private static let names: [(tag: String, names: String)] = [
    ("ar", "arabic arabisch arabe arabo arabski arabiska アラビア語 العربية عربي 아랍어 阿拉伯语"),
    ("bg", "bulgarian bulgarisch bulgare bulgaro bulgarski български"),
    ("ca", "catalan katalanisch catala catalano catalao katalonski"),
    ("cs", "czech tschechisch tcheque checo ceco cestina cesky tcheco tsjechisch czeski チェコ語"),
    ("da", "danish daenisch danois danes danese dansk deens dunski dinamarques デンマーク語"),
    ("de", "german deutsch allemand aleman tedesco duits alemao niemiecki tyska tysk nemcina ドイツ語 독일어 德语 德語"),
    ("el", "greek griechisch grec griego greco grego grieks grecki ελληνικα ελληνικά"),
    ("en", "english englisch anglais ingles inglese engels angielski engelsk engelska anglictina 英語 英语 영어"),
    (
      "es",
      "spanish spanisch espagnol espanol spagnolo spaans castellano hiszpanski "
        + "castilian espanhol spanska spansk spanelstina スペイン語 스페인어 西班牙语 西班牙語"
    ),
    ("et", "estonian estnisch estonien estonio estone eesti estonski"),
    ("eu", "basque baskisch euskera vasco baskijski"),
    ("fi", "finnish finnisch finnois fines finlandese suomi fins finski finska finlandes フィンランド語"),
    (
      "fr",
      "french franzoesisch francais frances francese frans francuski "
        + "fransk franska francouzstina フランス語 프랑스어 法语 法語"
    ),
    ("gl", "galician galego gallego galicien galicyjski"),
    ("he", "hebrew hebraeisch hebreu hebreo ebraico hebrajski עברית"),
    ("hi", "hindi ヒンディー語"),
    ("hr", "croatian kroatisch croate croata hrvatski chorwacki"),
    ("hu", "hungarian ungarisch hongrois hungaro ungherese magyar hongaars wegierski ハンガリー語"),
    ("id", "indonesian indonesisch indonesien indonesio indonesiano indonezyjski インドネシア語 인도네시아어"),
    (
      "it",
      "italian italienisch italien italiano italiaans wloski "
        + "italienska italiensk italstina イタリア語 이탈리아어 意大利语 義大利語"
    ),
    ("ja", "japanese japanisch japonais japones giapponese japans japonski 日本語 일본어 日语 日語"),
    ("ko", "korean koreanisch coreen coreano koreaans koreanski 韓国語 한국어 韩语 韓語"),
    ("lt", "lithuanian litauisch lituanien lituano litewski lietuviu"),
    ("lv", "latvian lettisch letton leton lettone lotewski latviesu"),
    (
      "nl",
      "dutch niederlaendisch hollaendisch neerlandais holandes olandese nederlands flemish "
        + "neerlandes niderlandzki holenderski nederlaendska nizozemstina オランダ語 네덜란드어 荷兰语"
    ),
    ("no", "norwegian norwegisch norvegien noruego norvegese norsk noors norweski noruegues norska ノルウェー語"),
    ("pl", "polish polnisch polonais polaco polacco polski pools polones polska polstina ポーランド語 폴란드어 波兰语"),
    (
      "pt",
      "portuguese portugiesisch portugais portugues portoghese portugees "
        + "portugalski portugisiska portugisisk ポルトガル語 포르투갈어 葡萄牙语 葡萄牙語"
    ),
    ("ro", "romanian rumaenisch roumain rumano romeno romana rumunski roemeens ルーマニア語"),
    ("ru", "russian russisch russe ruso russo rosyjski русский ロシア語 러시아어 俄语 俄語"),
    ("sk", "slovak slowakisch slovaque eslovaco slovacco slovencina slowacki"),
    ("sl", "slovene slovenian slowenisch esloveno sloveno slovenscina slowenski"),
    ("sr", "serbian serbisch serbe serbio serbo srpski serbski српски"),
    ("sv", "swedish schwedisch suedois sueco svedese svenska zweeds szwedzki svensk スウェーデン語"),
    ("th", "thai thailaendisch tajski タイ語 ไทย 태국어 泰语"),
    ("tr", "turkish tuerkisch turc turco turkce turks turecki トルコ語 터키어 튀르키예어 土耳其语"),
    ("uk", "ukrainian ukrainisch ukrainien ucraniano ucraino oekraiens ukrainski українська ウクライナ語 우크라이나어"),
    ("vi", "vietnamese vietnamesisch vietnamien vietnamita wietnamski ベトナム語 베트남어 越南语"),
    (
      "zh",
      "chinese chinesisch chinois chino cinese mandarin chines chinees chinski "
        + "mandaryn 中国語 中文 汉语 漢語 普通话 國語 중국어 北京語"
    ),
  ]
}

/// The parts of a cell that lists things: between semicolons, commas, slashes, bars, plus signs, ampersands and
/// line ends, also as Japanese and Chinese have them.
func listParts(_ text: String) -> [String] {
  text.split { ";,/|+&\n\r、・／，；".contains($0) }.map { trimmed($0) }.filter { !$0.isEmpty }
}
