// Writes CSV that spreadsheets open without running anything, and that reads back as it was.
#pragma once
#include <string>
#include <string_view>

namespace text {

// Spreadsheets run a cell that starts with = + - @, a tab, a line end or a full-width form of the
// four signs as a formula (OWASP, "CSV Injection"). Such a cell is written with an apostrophe
// before it, which shows and does no harm.
//
// So that reading is the exact reverse, every cell that is apostrophes (none or more) and then such
// a character gets one more: `=1` is written `'=1`, `'=1` is written `''=1`, and `O'Brien` and
// `'quoted'` stay as they are.
//
// Phones (+44 20 …) get it too: a spreadsheet would read them as numbers and lose the plus sign for
// good when saving. Plain negative numbers of up to 15 digits (-5, -12.50) do not: a spreadsheet
// reads them as the numbers they are.
bool needs_apostrophe(std::string_view cell);

// What a cell of a file means: without the apostrophe that keeps it from being a formula.
std::string_view without_apostrophe(std::string_view cell);

// Appends records to a text; the caller sends it on and clears it when it is long enough.
// RFC 4180: CR LF ends a line; a field is quoted where it has to be, and where another delimiter
// could be guessed.
class CsvWriter {
  public:
    explicit CsvWriter(std::string& out, char delimiter = ',') : out_(out), delimiter_(delimiter) {}

    void field(std::string_view value);
    void end_record();

  private:
    std::string& out_;
    char delimiter_;
    std::size_t fields_ = 0; // of the record under way
    bool is_blank_ = true;   // so far
};

} // namespace text
