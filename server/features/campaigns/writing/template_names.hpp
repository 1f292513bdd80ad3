// Which names exist at a place of a template: those of the vocabulary, what was assigned before,
// and what loops run over.
#pragma once
#include <map>
#include <set>
#include <string>
#include <vector>

#include "features/campaigns/writing/template_syntax.hpp"

namespace campaigns {

class TemplateNames {
  public:
    explicit TemplateNames(const Vocabulary& vocabulary) : vocabulary_(vocabulary) {}

    // A name of the template's own. `meaning` is the path of the vocabulary it stands for, empty
    // when it was made by filters and may be anything. Returns its slot.
    std::size_t assign(std::string_view name, std::string meaning);
    std::size_t enter_loop(std::string_view name, std::string meaning);
    void leave_loop();
    bool has_branch(std::string_view path) const { return vocabulary_.has_branch(path); }
    bool in_loop() const { return !loops_.empty(); }
    std::size_t slots() const { return slots_; }

    // Fills kind, slot and steps of a path that begins with `root`. Returns why it cannot be, for
    // people, or an empty text. `meaning` becomes its path in the vocabulary, empty when it is
    // none.
    std::string resolve(std::string_view root, std::vector<Operand::Step> steps, Operand& operand,
                        std::string& meaning);

    // Of everything resolved so far.
    std::vector<std::string> tokens() const { return {tokens_.begin(), tokens_.end()}; }

  private:
    struct Local {
        std::string name, meaning;
        std::size_t slot = 0;
    };
    const Local* find_local(std::string_view name) const;
    bool follow(const Operand::Step& step, std::string& meaning) const;

    const Vocabulary& vocabulary_;
    std::vector<Local> loops_;
    std::map<std::string, Local, std::less<>> assigned_;
    std::size_t slots_ = 0;
    std::set<std::string> tokens_;
};

} // namespace campaigns
