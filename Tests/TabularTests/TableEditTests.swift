import Chance
import Tabular
import Testing

@Suite("Changing one row of a table")
struct TableEditTests {
  private func table(_ text: String) -> Table { Table.read(bytes: Array(text.utf8), file: "notes.csv") }

  private func text(_ edit: TableEdit, on text: String) -> String? {
    edit.applied(to: Array(text.utf8)).map { String(decoding: $0, as: UTF8.self) }
  }

  @Test(
    "a new row has the file's own delimiter and line end, and nothing else changes",
    arguments: [
      ("who,when,why\na,1,x\n", "who,when,why\na,1,x\nb,2,\n"),
      ("who;when;why\r\na;1;x\r\n", "who;when;why\r\na;1;x\r\nb;2;\r\n"),
      ("\u{FEFF}who\twhen\twhy\ra\t1\tx\r", "\u{FEFF}who\twhen\twhy\ra\t1\tx\rb\t2\t\r"),
      ("who,when,why\na,1,x", "who,when,why\na,1,x\nb,2,\n"),
      ("when,who,why\n", "when,who,why\n2,b,\n"),
    ])
  func adding(before: String, after: String) throws {
    let edit = try table(before).adding(["who": "b", "when": "2"])
    #expect(text(edit, on: before) == after)
    #expect(text(edit.inverse, on: after) == before)
  }

  @Test("cells that change are quoted where they must be, and their neighbours keep the quotes they had")
  func changing() throws {
    let before = "who,when,why\n\"a\", 1 ,\"two\nlines\"\nb,2,=x\n"
    let edit = try table(before).changing(row: 0, ["when": "3, or 4"])
    let after = "who,when,why\n\"a\",\"3, or 4\",\"two\nlines\"\nb,2,=x\n"
    #expect(text(edit, on: before) == after)
    #expect(text(edit.inverse, on: after) == before)
    let last = try table(before).changing(row: 1, ["why": "=1+1", "who": ""])
    #expect(text(last, on: before) == "who,when,why\n\"a\", 1 ,\"two\nlines\"\n,2,'=1+1\n")
  }

  @Test("a row that goes takes its line end along, also where it has line ends in quotes")
  func removing() throws {
    let before = "who,why\r\n\r\na,\"x\r\ny\"\r\nb,z"
    let edit = try table(before).removing(row: 0)
    #expect(text(edit, on: before) == "who,why\r\n\r\nb,z")
    #expect(edit.lines == ["- a,\"x", "- y\""])
    #expect(text(try table(before).removing(row: 1), on: before) == "who,why\r\n\r\na,\"x\r\ny\"\r\n")
  }

  @Test(
    "where the file changed meanwhile the row is found by its words; where it is gone or there twice nothing is done")
  func meanwhile() throws {
    let before = "who,why\na,1\n"
    let edit = try table(before).adding(["who": "b", "why": "2"])
    #expect(text(edit.inverse, on: "who,why\nz,9\na,1\nb,2\nc,3\n") == "who,why\nz,9\na,1\nc,3\n")
    #expect(text(edit.inverse, on: "who,why\na,1\nb,3\n") == nil)
    #expect(text(edit.inverse, on: "who,why\nb,2\na,1\nb,2\n") == nil)
    #expect(text(edit.inverse, on: "who,why\naab,2\n") == nil, "the end of another row is not the row")
    let gone = try table(before).removing(row: 0)
    #expect(text(gone.inverse, on: "who,why\n") == before)
  }

  @Test("random edits are undone to the byte, and readers see the cells that were written")
  func randomEdits() throws {
    var random = SplitMix64(seed: 7)
    let words = ["", "a", "x,y", "\"q\"", " b ", "=1", "'=1", "two\nlines", "ü;|\t", "'", "a\r\nb"]
    func word() -> String { words[Int(random.next() % UInt64(words.count))] }
    for round in 0..<400 {
      let end = ["\n", "\r\n", "\r"][round % 3]
      let delimiter = [",", ";", "\t", "|"][round % 4]
      var bytes = Array(("k\(delimiter)v\(delimiter)w" + end).utf8)
      for number in 0..<4 {
        bytes = try #require(
          try Table.read(bytes: bytes, file: "t").adding(["k": "k\(number)", "v": word(), "w": word()]).applied(
            to: bytes))
      }
      let read = Table.read(bytes: bytes, file: "t")
      let row = Int(random.next() % 4)
      let (v, w) = (word(), word())
      let edit = try round % 2 == 0 ? read.changing(row: row, ["v": v, "w": w]) : read.removing(row: row)
      let after = try #require(edit.applied(to: bytes))
      #expect(edit.inverse.applied(to: after) == bytes)
      let reread = Table.read(bytes: after, file: "t")
      #expect(reread.problems.isEmpty && reread.rowCount == (round % 2 == 0 ? 4 : 3))
      if round % 2 == 0 {
        #expect(reread.text(row: row, column: 1) == v && reread.text(row: row, column: 2) == w)
      }
    }
  }

  @Test("an unknown column, a missing row and a broken table are told, and nothing is changed")
  func refusals() {
    #expect(throws: InputError.self) { try table("who,why\n").adding(["whom": "x"]) }
    #expect(throws: InputError.self) { try table("who,why\na,1\n").removing(row: 1) }
    #expect(throws: InputError.self) { try table("who,why\na,1,2\n").adding(["who": "x"]) }
    #expect(throws: InputError.self) { try table("").adding(["who": "x"]) }
  }
}
