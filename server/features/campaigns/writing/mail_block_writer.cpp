// Blocks as HTML that mail programs show, and as text.
#include <fmt/format.h>

#include <boost/json.hpp>

#include "features/campaigns/writing/mail_blocks.hpp"
#include "features/campaigns/writing/mail_markup.hpp"
#include "platform/text/ascii.hpp"

namespace campaigns {
namespace {

namespace json = boost::json;

constexpr int side_padding = 32, column_gap = 20; // pixels

// A field of a block or the theme; the manifest's default where it is absent.
class Fields {
  public:
    Fields(const json::object& given, const json::object& rules) : given_(given), rules_(rules) {}

    std::string_view text(std::string_view name) const {
        const auto& value = at(name);
        return value.is_string() ? std::string_view(value.get_string()) : std::string_view();
    }
    std::int64_t number(std::string_view name) const { return at(name).to_number<std::int64_t>(); }
    const json::array& list(std::string_view name) const {
        static const json::array none;
        const auto* all = at(name).if_array();
        return all ? *all : none;
    }
    bool is(std::string_view name, std::string_view option) const { return text(name) == option; }

  private:
    const json::value& at(std::string_view name) const {
        static const json::value nothing;
        if (const auto* value = given_.if_contains(name)) return *value;
        const auto* rule = rules_.if_contains(name);
        const auto* otherwise = rule ? rule->as_object().if_contains("default") : nullptr;
        return otherwise ? *otherwise : nothing;
    }
    const json::object& given_;
    const json::object& rules_;
};

// Whether white letters are easier to read on the colour than black ones (WCAG 2.2, relative
// luminance, without its gamma: enough for a choice of two).
bool wants_white_letters(std::string_view color) {
    const auto part = [&](std::size_t at) {
        return text::hex_value(color[at]) * 16 + text::hex_value(color[at + 1]);
    };
    constexpr double middle = 150;
    return part(1) * 0.2126 + part(3) * 0.7152 + part(5) * 0.0722 < middle;
}

// Of each of `count` columns that share `width`.
int column_width(int width, int count) {
    return (width - column_gap * (count - 1)) / count;
}

class DocumentWriter {
  public:
    explicit DocumentWriter(const json::object& theme)
        : theme_(theme, mail_block_manifest().at("theme").as_object()) {}

    MailSources write(const json::array& blocks) {
        for (const auto& block : blocks) row(block.as_object());
        return std::move(made_);
    }
    std::string write_one(const json::object& block, int columns) {
        write_block(block, column_width(width_inside(), columns));
        return std::move(made_.html);
    }

    std::string page(std::string_view rows, std::string_view subject, std::string_view preheader,
                     std::string_view language) const;

  private:
    // A block of the whole width, as one row of the mail's table.
    void row(const json::object& block) {
        const bool is_footer = block.at("type") == "footer";
        made_.html += fmt::format(R"(<tr><td class="pad" style="padding:{} {}px {}">)",
                                  is_footer ? "16px" : "0", side_padding, is_footer ? "8px" : "0");
        write_block(block, width_inside());
        made_.html += "</td></tr>\n";
    }

    void write_block(const json::object& block, int width) {
        const std::string_view type = block.at("type").as_string();
        const auto& rules = mail_block_manifest().at("blocks").at(type).at("fields").as_object();
        const Fields fields(block, rules);
        if (type == "heading")
            heading(fields);
        else if (type == "text")
            words(fields);
        else if (type == "button")
            button(fields);
        else if (type == "image")
            image(fields, width);
        else if (type == "columns")
            columns(fields, width);
        else if (type == "divider")
            divider();
        else if (type == "spacer")
            spacer(fields);
        else if (type == "social")
            social(fields);
        else if (type == "footer")
            footer(fields);
        else
            throw std::logic_error("a block in the manifest that nobody writes");
    }

    int width() const { return static_cast<int>(theme_.number("width")); }
    int width_inside() const { return width() - 2 * side_padding; }

    std::string font() const {
        return theme_.is("font", "serif")
                   ? "Georgia,'Times New Roman',serif"
                   : "-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";
    }

    std::string letters(int pixels, std::string_view align) const {
        return fmt::format("font:{}px/1.55 {};color:{};text-align:{}", pixels, font(),
                           theme_.text("text"), align);
    }

    void heading(const Fields& fields) {
        constexpr std::array pixels{30, 22, 18};
        const auto level = fields.number("level");
        made_.html += fmt::format(
            R"(<h{0} style="margin:0 0 16px;font:700 {1}px/1.25 {2};color:{3};text-align:{4}">{5}</h{0}>)",
            level, pixels.at(std::size_t(level - 1)), font(), theme_.text("text"),
            fields.text("align"), escaped_around_tokens(fields.text("text")));
        made_.text.append(fields.text("text")).append("\n\n");
    }

    void words(const Fields& fields) {
        const int pixels = fields.is("size", "small") ? 13 : fields.is("size", "large") ? 19 : 16;
        made_.html += markup_to_html(fields.text("text"), letters(pixels, fields.text("align")),
                                     theme_.text("accent"));
        made_.text += markup_to_text(fields.text("text"));
    }

    // A table, since Outlook ignores the padding of links; the cell has the colour.
    void button(const Fields& fields) {
        const auto accent = theme_.text("accent");
        const bool is_filled = fields.is("style", "filled");
        made_.html += fmt::format(
            R"(<table role="presentation" cellspacing="0" cellpadding="0" border="0" align="{}" style="margin:8px {} 24px"><tr>)"
            R"(<td style="border-radius:8px;border:2px solid {};background:{}"><a href="{}" style="display:inline-block;padding:12px 24px;font:600 16px/1.25 {};color:{};text-decoration:none">{}</a></td></tr></table>)",
            fields.text("align"), fields.is("align", "center") ? "auto" : "0", accent,
            is_filled ? accent : theme_.text("surface"), escaped_around_tokens(fields.text("url")),
            font(), is_filled ? (wants_white_letters(accent) ? "#ffffff" : "#111111") : accent,
            escaped_around_tokens(fields.text("label")));
        // What stands left in HTML floats in some programs: what follows begins below.
        made_.html += R"(<div style="clear:both;font-size:0;line-height:0">&nbsp;</div>)";
        made_.text.append(fields.text("label")).append(": ").append(fields.text("url"));
        made_.text += "\n\n";
    }

    void image(const Fields& fields, int width) {
        const auto pixels = width * fields.number("width") / 100;
        auto picture = fmt::format(
            R"(<img src="{}" alt="{}" width="{}" style="display:block;width:100%;max-width:{}px;height:auto;border:0;border-radius:8px;margin:0 auto 20px">)",
            escaped_around_tokens(fields.text("src")), escaped_around_tokens(fields.text("alt")),
            pixels, pixels);
        const auto url = fields.text("url");
        if (!url.empty())
            picture = fmt::format(R"(<a href="{}">{}</a>)", escaped_around_tokens(url), picture);
        made_.html += picture;
        if (!fields.text("alt").empty() || !url.empty()) {
            made_.text.append("[").append(fields.text("alt")).append("]");
            if (!url.empty()) made_.text.append(" ").append(url);
            made_.text += "\n\n";
        }
    }

    void columns(const Fields& fields, int width) {
        const auto& all = fields.list("columns");
        const auto count = static_cast<int>(all.size());
        const int each = column_width(width, count);
        made_.html +=
            R"(<table role="presentation" width="100%" cellspacing="0" cellpadding="0" border="0"><tr>)";
        for (int i = 0; i < count; ++i) {
            made_.html += fmt::format(
                R"(<td class="stack" width="{}" valign="top" style="width:{}px;vertical-align:top;padding:0 {}px 0 0">)",
                each, each, i + 1 == count ? 0 : column_gap);
            for (const auto& block : all[std::size_t(i)].as_array())
                write_block(block.as_object(), each);
            made_.html += "</td>";
        }
        made_.html += "</tr></table>";
    }

    void divider() {
        made_.html += R"(<hr style="margin:8px 0 24px;border:0;border-top:1px solid #d9dce3">)";
        made_.text += "----------\n\n";
    }

    void spacer(const Fields& fields) {
        made_.html +=
            fmt::format(R"(<div style="height:{0}px;font-size:0;line-height:{0}px">&nbsp;</div>)",
                        fields.number("height"));
    }

    void social(const Fields& fields) {
        static const json::object no_defaults;
        made_.html +=
            fmt::format(R"(<p style="margin:0 0 16px;{}">)", letters(14, fields.text("align")));
        for (bool is_first = true; const auto& item : fields.list("links")) {
            const Fields link(item.as_object(), no_defaults);
            const auto label = link.text("label"), url = link.text("url");
            made_.html += std::exchange(is_first, false) ? "" : " &nbsp;·&nbsp; ";
            made_.html += fmt::format(R"(<a href="{}" style="color:{};font-weight:600">{}</a>)",
                                      escaped_around_tokens(url), theme_.text("accent"),
                                      escaped_around_tokens(label));
            made_.text.append(label).append(": ").append(url).append("\n");
        }
        made_.html += "</p>";
        made_.text += '\n';
    }

    // The sender's postal address and the way out belong to every footer, whatever else it says.
    void footer(const Fields& fields) {
        const auto small = "margin:0 0 8px;" + letters(13, "center") + ";opacity:.75";
        made_.html += R"(<hr style="margin:8px 0 20px;border:0;border-top:1px solid #d9dce3">)";
        made_.html += markup_to_html(fields.text("text"), letters(13, "center") + ";opacity:.75",
                                     theme_.text("text"));
        made_.html += fmt::format(R"(<p style="{}">{{{{ sender.postal_address }}}}</p>)", small);
        made_.html += fmt::format(R"(<p style="{}">)", small);
        made_.text += "--\n" + markup_to_text(fields.text("text"));
        made_.text += "{{ sender.postal_address }}\n";
        bool is_first = true;
        for (const auto* link : {"unsubscribe", "preferences", "web_version"}) {
            const auto label = fields.text(link);
            if (label.empty() && std::string_view(link) != "unsubscribe") continue;
            const auto words = label.empty() ? std::string_view("Unsubscribe") : label;
            made_.html += std::exchange(is_first, false) ? "" : " &nbsp;·&nbsp; ";
            made_.html += fmt::format(R"(<a href="{{{{ links.{} }}}}" style="color:{}">{}</a>)",
                                      link, theme_.text("text"), escaped_around_tokens(words));
            made_.text += fmt::format("{}: {{{{ links.{} }}}}\n", words, link);
        }
        made_.html += "</p>";
    }

    Fields theme_;
    MailSources made_;
};

std::string DocumentWriter::page(std::string_view rows, std::string_view subject,
                                 std::string_view preheader, std::string_view language) const {
    std::string hidden;
    if (!preheader.empty()) {
        // The blanks keep inboxes from showing the beginning of the mail behind it.
        hidden = R"(<div style="display:none;max-height:0;overflow:hidden">)"
                 + escaped_around_tokens(preheader);
        for (int i = 0; i < 60; ++i) hidden += "&#8199;&#847; ";
        hidden += "</div>\n";
    }
    return fmt::format(
        R"(<!doctype html>
<html lang="{}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="color-scheme" content="light"><title>{}</title>
<style>@media(max-width:620px){{.stack{{display:block!important;width:100%!important;padding:0!important}}.pad{{padding-left:20px!important;padding-right:20px!important}}}}</style>
</head><body style="margin:0;padding:0;background:{}">
{}<table role="presentation" width="100%" cellspacing="0" cellpadding="0" border="0" style="background:{}"><tr><td align="center" style="padding:24px 12px">
<table role="presentation" width="{}" cellspacing="0" cellpadding="0" border="0" style="width:100%;max-width:{}px;background:{};border-radius:12px;text-align:left">
<tr><td style="height:32px;font-size:0;line-height:32px">&nbsp;</td></tr>
{}<tr><td style="height:16px;font-size:0;line-height:16px">&nbsp;</td></tr>
</table></td></tr></table>
</body></html>
)",
        language, escaped_around_tokens(subject), theme_.text("background"), hidden,
        theme_.text("background"), width(), width(), theme_.text("surface"), rows);
}

} // namespace

MailSources write_mail_document(const json::object& document, std::string_view subject,
                                std::string_view preheader, std::string_view language) {
    static const json::object standard;
    const auto* theme = document.if_contains("theme");
    DocumentWriter writer(theme ? theme->as_object() : standard);
    auto made = writer.write(document.at("blocks").as_array());
    made.html = writer.page(made.html, subject, preheader, language);
    return made;
}

std::string write_mail_block(const json::object& theme, const json::object& good, int columns) {
    return DocumentWriter(theme).write_one(good, columns);
}

} // namespace campaigns
