#include "features/crm/import/row.hpp"
#include "platform/text/email.hpp"
#include "platform/text/fold.hpp"
#include "platform/text/phone.hpp"
#include "platform/time/zones.hpp"

namespace crm {

RowTools row_tools(std::string region) {
    RowTools tools;
    tools.normalise_email = text::normalise_email;
    tools.phone_e164 = [region = std::move(region)](std::string_view number) {
        return text::phone_e164(number, region);
    };
    tools.is_time_zone = zones::is_zone;
    tools.fold = text::fold;
    return tools;
}

} // namespace crm
