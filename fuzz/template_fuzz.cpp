// Messages: what does not parse says where, what does renders within its limits, and a value that
// somebody typed into a form never becomes markup.
#include <algorithm>
#include <boost/json.hpp>

#include "features/campaigns/writing/template.hpp"
#include "fuzz.hpp"
#include "platform/text/utf8.hpp"

namespace {

using namespace campaigns;

constexpr std::string_view mark = "zq9"; // of the hostile value, in no template

const Vocabulary& vocabulary() {
    static const auto known = [] {
        Vocabulary all;
        all.add("c.n"); // short names, so that the fuzzer finds them
        all.add("c.u");
        all.add("c.s", TokenKind::number);
        all.add("c.v", TokenKind::boolean);
        all.add("c.b", TokenKind::date);
        all.add("c.t", TokenKind::list);
        all.add("o.l[].p", TokenKind::number);
        return all;
    }();
    return known;
}

const boost::json::object& data() {
    static const auto values = boost::json::parse(R"({
        "c": {"n": "<zq9>\" '>\r\n<zq9", "u": "javascript:zq9", "s": 42, "v": true,
              "b": "2030-01-07", "t": ["<zq9", "vip"]},
        "o": {"l": [{"p": 3.5}, {"p": -4}]}})")
                                   .as_object();
    return values;
}

void check_problems(const std::vector<TemplateProblem>& problems) {
    fuzz::require(!problems.empty() && problems.size() <= most_template_problems);
    for (const auto& problem : problems)
        fuzz::require(problem.line >= 1 && problem.column >= 1 && !problem.message.empty());
}

void check_rendering(const std::string& out, TemplateForm form) {
    fuzz::require(out.size() <= longest_rendering && text::is_storable(out));
    if (form == TemplateForm::html) fuzz::require(out.find("<zq9") == out.npos);
    if (form == TemplateForm::line)
        fuzz::require(std::ranges::none_of(out, [](unsigned char c) { return c < ' '; }));
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data_begin, std::size_t size) {
    const auto source = fuzz::text_of(data_begin, size);
    if (!text::is_storable(source) || source.find(mark) != source.npos) return 0;
    for (const auto form : {TemplateForm::html, TemplateForm::text, TemplateForm::line}) {
        std::vector<TemplateProblem> problems;
        const auto parsed = Template::parse(source, form, vocabulary(), problems, "de");
        if (!parsed) {
            check_problems(problems);
            continue;
        }
        fuzz::require(problems.empty() && std::ranges::is_sorted(parsed->tokens()));
        std::string out;
        try {
            parsed->render(data(), out);
            check_rendering(out, form);
        } catch (const TemplateLimit& limit) {
            fuzz::require(limit.line >= 1);
        }
    }
    return 0;
}
