// A channel that a test scripts: it remembers to whom it handed over, and answers as it is told.
#pragma once
#include <functional>
#include <map>
#include <mutex>
#include <utility>

#include "features/campaigns/channel.hpp"

class TestChannel {
  public:
    using Answer = std::function<campaigns::Outcome(const campaigns::Recipient&)>;

    // Which answer everybody gets from now on.
    void answer(Answer answer) {
        const std::lock_guard lock(mutex_);
        answer_ = std::move(answer);
    }
    void answer(campaigns::Outcome::Kind kind, std::int32_t code = 0) {
        answer([=](const auto&) {
            campaigns::Outcome outcome;
            outcome.kind = kind;
            outcome.reply_code = code;
            return outcome;
        });
    }
    // The next preparation fails with these words; empty: it does not.
    void unprepared(std::string why) {
        const std::lock_guard lock(mutex_);
        unprepared_ = std::move(why);
    }
    // How often each address was accepted.
    std::map<std::string, int> accepted() const {
        const std::lock_guard lock(mutex_);
        return accepted_;
    }
    std::size_t attempts() const {
        const std::lock_guard lock(mutex_);
        return attempts_;
    }
    // Whom it was handed to last, with what his templates would have read.
    campaigns::Recipient last() const {
        const std::lock_guard lock(mutex_);
        return last_;
    }
    const campaigns::Channels& channels() const { return channels_; }

    TestChannel() { channels_.add(std::make_unique<Front>(*this)); }
    TestChannel(const TestChannel&) = delete;
    TestChannel& operator=(const TestChannel&) = delete;

  private:
    struct Message final : campaigns::PreparedMessage {
        campaigns::Rendered render(const campaigns::Recipient&) const override {
            return {"subject", "text", "", {}};
        }
    };
    struct Hand final : campaigns::Carrier {
        explicit Hand(TestChannel& all) : channel(all) {}
        campaigns::Outcome hand_over(const campaigns::PreparedMessage&,
                                     const campaigns::Recipient& recipient,
                                     const campaigns::Rendered&) override {
            return channel.take(recipient);
        }
        TestChannel& channel;
    };
    struct Front final : campaigns::Channel {
        explicit Front(TestChannel& all) : channel(all) {}
        campaigns::ChannelName name() const override { return campaigns::ChannelName::email; }
        void validate(Services&, db::Transaction&, const campaigns::MessageContent&,
                      meta::Problems&) const override {}
        std::unique_ptr<campaigns::PreparedMessage> prepare(
            Services&, db::Transaction&, const campaigns::MessageContent&,
            const std::optional<Uuid>&) const override {
            const std::lock_guard lock(channel.mutex_);
            if (!channel.unprepared_.empty()) throw campaigns::Unprepared(channel.unprepared_);
            return std::make_unique<Message>();
        }
        std::unique_ptr<campaigns::Carrier> open(Services&) const override {
            return std::make_unique<Hand>(channel);
        }
        TestChannel& channel;
    };

    campaigns::Outcome take(const campaigns::Recipient& recipient) {
        Answer answer;
        {
            const std::lock_guard lock(mutex_);
            ++attempts_;
            last_ = recipient;
            answer = answer_;
        }
        auto outcome = answer(recipient);
        if (outcome.kind == campaigns::Outcome::Kind::accepted) {
            const std::lock_guard lock(mutex_);
            ++accepted_[recipient.address];
        }
        return outcome;
    }

    mutable std::mutex mutex_;
    Answer answer_ = [](const auto&) {
        campaigns::Outcome outcome;
        outcome.kind = campaigns::Outcome::Kind::accepted;
        outcome.reply_code = 250;
        return outcome;
    };
    std::string unprepared_;
    std::map<std::string, int> accepted_;
    std::size_t attempts_ = 0;
    campaigns::Recipient last_;
    campaigns::Channels channels_;
};
