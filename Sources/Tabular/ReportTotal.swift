/// Rows of totals, as reports have at their end and between their parts.
public enum ReportTotal {
  /// Whether a text begins such a row.
  public static func begins(_ text: String) -> Bool {
    let word = text.lowercased().split { !$0.isLetter }.joined(separator: " ")
    return words.contains { word == $0 || word.hasPrefix($0 + " ") }
  }

  /// Whether a text ends with such a word, as `Day total` does.
  public static func ends(_ text: String) -> Bool {
    let word = text.lowercased().split { !$0.isLetter }.joined(separator: " ")
    return words.contains { word == $0 || word.hasSuffix(" " + $0) }
  }

  /// Whether a text is the word for a total and nothing more.
  public static func isWhole(_ text: String) -> Bool {
    words.contains(text.lowercased().split { !$0.isLetter }.joined(separator: " "))
  }

  private static let words = [
    "total", "totals", "grand total", "subtotal", "sub total", "sum", "summe", "gesamt", "gesamtsumme", "zwischensumme",
    // What pivot tables call it in the language of the program.
    "gesamtergebnis", "total general", "total général", "total geral", "totale complessivo", "totalsumma", "totalsum",
    "hovedtotal", "eindtotaal", "genel toplam", "végösszeg",
    "celkový součet", "kaikki yhteensä", "suma końcowa", "總計", "总计", "総計", "총합계", "общий итог",
    "somme", "totale", "totaal", "suma", "razem", "soma", "summa", "celkem", "toplam",
    "\u{438}\u{442}\u{43E}\u{433}\u{43E}",
    "\u{432}\u{441}\u{435}\u{433}\u{43E}", "\u{5408}\u{8BA1}", "\u{5408}\u{8A08}",
  ]
}
