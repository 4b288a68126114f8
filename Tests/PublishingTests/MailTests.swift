import Publishing
import Testing

@Suite("Addresses of mail")
struct MailTests {
  @Test(
    "an address is read with or without a name, and nothing is that could smuggle in a line",
    arguments: [
      ("a@example.org", "", "a@example.org"), ("Ann Lee <a.b+c@example.org>", "Ann Lee", "a.b+c@example.org"),
      ("\"Lee, Ann\" <a@b>", "Lee, Ann", "a@b"), ("Örsan Ünal <o@example.org>", "Örsan Ünal", "o@example.org"),
    ])
  func sound(text: String, name: String, address: String) throws {
    let read = try #require(MailAddress(text))
    #expect(read.name == name && read.address == address)
  }

  @Test(
    "no address",
    arguments: [
      "", "a", "a@", "@b", "a@b@c", "a b@c", "a@b.", ".a@b", "a..b@c", "ü@example.org", "A <a@b", "A\nBcc: x@y <a@b>",
      "a@b\r\nBcc: x@y", "<a@b> x",
    ])
  func unsound(text: String) { #expect(MailAddress(text) == nil) }
}
