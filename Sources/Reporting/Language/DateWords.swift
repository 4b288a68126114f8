public import Timeline
import Workforce

/// Dates in the language of whoever reads them.
public enum DateWords {
  /// A date with its weekday and without its year, for example `Mo., 2. März`; in English where the language is not known.
  public static func text(_ date: CivilDate, in language: String) -> String {
    let tag = LanguageTag.match(language, among: ReportLanguage.table.map(\.tag))
    return (ReportLanguage.table.first { $0.tag == tag } ?? .english).forms.text(date)
  }
}
