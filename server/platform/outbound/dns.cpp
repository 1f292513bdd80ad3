#include "platform/outbound/dns.hpp"

#include <arpa/nameser.h>
#include <netdb.h>

#include <algorithm>
#include <memory>

#include "platform/outbound/ares_channel.hpp"
#include "platform/text/ascii.hpp"

namespace outbound {
namespace {

using std::chrono::milliseconds;
using Type = DnsQuestion::Type;

// c-ares frees what it made.
template <class T>
std::unique_ptr<T, void (*)(void*)> owned(T* data) {
    return {data, &ares_free_data};
}

struct Pending {
    Type type = Type::txt;
    bool done = false;
    DnsAnswer answer;
};

int read_txt(const unsigned char* reply, int size, DnsAnswer& answer) {
    ares_txt_ext* first = nullptr;
    const int status = ares_parse_txt_reply_ext(reply, size, &first);
    const auto freed = owned(first);
    for (const auto* text = first; text; text = text->next) {
        if (text->record_start || answer.records.empty()) {
            if (answer.records.size() == most_dns_records) break;
            answer.records.emplace_back();
        }
        answer.records.back().append(reinterpret_cast<const char*>(text->txt), text->length);
    }
    return status;
}

int read_mx(const unsigned char* reply, int size, DnsAnswer& answer) {
    ares_mx_reply* first = nullptr;
    const int status = ares_parse_mx_reply(reply, size, &first);
    const auto freed = owned(first);
    std::vector<std::pair<unsigned short, std::string>> hosts;
    for (const auto* host = first; host && hosts.size() < most_dns_records; host = host->next)
        hosts.emplace_back(host->priority, text::to_lower_ascii(host->host));
    std::ranges::sort(hosts);
    for (auto& [priority, host] : hosts) answer.records.push_back(std::move(host));
    return status;
}

int read_addresses(bool v6, const unsigned char* reply, int size, DnsAnswer& answer) {
    hostent* host = nullptr;
    const int status = v6 ? ares_parse_aaaa_reply(reply, size, &host, nullptr, nullptr)
                          : ares_parse_a_reply(reply, size, &host, nullptr, nullptr);
    if (!host) return status;
    const std::unique_ptr<hostent, void (*)(hostent*)> freed(host, &ares_free_hostent);
    for (char** bytes = host->h_addr_list; *bytes; ++bytes) {
        if (answer.addresses.size() == most_dns_records) break;
        IpAddress address{v6 ? IpAddress::Family::v6 : IpAddress::Family::v4, {}};
        std::copy_n(reinterpret_cast<const std::uint8_t*>(*bytes), v6 ? 16 : 4,
                    address.bytes.begin());
        answer.addresses.push_back(address);
    }
    return status;
}

int read_reply(const unsigned char* reply, int size, Type type, DnsAnswer& answer) {
    switch (type) {
        case Type::txt:
            return read_txt(reply, size, answer);
        case Type::mx:
            return read_mx(reply, size, answer);
        case Type::a:
        case Type::aaaa:
            return read_addresses(type == Type::aaaa, reply, size, answer);
    }
    throw std::logic_error("a type without a reader");
}

int code_of(Type type) {
    switch (type) {
        case Type::txt:
            return ns_t_txt;
        case Type::mx:
            return ns_t_mx;
        case Type::a:
            return ns_t_a;
        case Type::aaaa:
            return ns_t_aaaa;
    }
    throw std::logic_error("a type without a code");
}

void take_reply(void* pointer, int status, int /*timeouts*/, unsigned char* reply, int size) {
    auto& pending = *static_cast<Pending*>(pointer);
    pending.done = true;
    if (status == ARES_SUCCESS) status = read_reply(reply, size, pending.type, pending.answer);
    if (status != ARES_SUCCESS && status != ARES_ENODATA && status != ARES_ENOTFOUND)
        pending.answer.failure =
            ares_strerror(status == ARES_EDESTRUCTION ? ARES_ETIMEOUT : status);
}

} // namespace

NameServers::NameServers(std::vector<std::string> servers, milliseconds patience)
    : servers_(std::move(servers)), patience_(patience) {
    start_ares();
}

std::vector<DnsAnswer> NameServers::ask(const std::vector<DnsQuestion>& questions) {
    using Clock = std::chrono::steady_clock;
    const auto deadline = Clock::now() + patience_;
    // Before the channel: when that goes, it still reports what it gives up.
    std::vector<Pending> all(questions.size());
    {
        const AresChannel channel(servers_);
        for (std::size_t i = 0; i < all.size(); ++i) {
            all[i].type = questions[i].type;
            ares_query(channel.get(), questions[i].name.c_str(), ns_c_in, code_of(all[i].type),
                       take_reply, &all[i]);
        }
        const auto is_open = [](const Pending& each) { return !each.done; };
        while (std::ranges::any_of(all, is_open)) {
            const auto left = std::chrono::ceil<milliseconds>(deadline - Clock::now());
            if (left <= milliseconds(0)) break;
            channel.step(left);
        }
    }
    std::vector<DnsAnswer> answers;
    for (auto& pending : all) answers.push_back(std::move(pending.answer));
    return answers;
}

} // namespace outbound
