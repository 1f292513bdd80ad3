// Another server on the database and the services of a TestApp, with bounds of its own.
#pragma once
#include "features/features.hpp"
#include "platform/http/application.hpp"
#include "platform/net/server.hpp"
#include "platform/realtime/hub.hpp"
#include "testing/temporary_folder.hpp"
#include "testing/test_app.hpp"

struct TestNodeOptions {
    http::ApplicationSettings application = {};
    realtime::HubSettings hub = {}; // with every topic
    net::Limits limits = {};
    const http::Router* router = nullptr; // instead of the TestApp's
};

struct TestNode {
    testing_paths::TemporaryFolder folder; // uploads are spooled here
    http::Application application;
    realtime::Hub hub;
    net::Server server;

    explicit TestNode(TestApp& app, TestNodeOptions options = {})
        : application(app.services(), options.router ? *options.router : app.router(),
                      app.services().identities, {}, options.application),
          hub(app.services(), app.services().identities, with_topics(std::move(options.hub))),
          server(application, hub, "/api/realtime", {}, {}, folder.path(), options.limits) {
        hub.start();
        server.start();
    }
    ~TestNode() {
        server.stop();
        application.drain();
        hub.stop();
    }

    // A person of the TestApp, who calls this server.
    Client client_of(const Client& person) const {
        auto same = person.another();
        Client client(server.port());
        client.cookies() = same.cookies();
        client.project_id = person.project_id;
        client.set_header("X-Project-Id", person.project_id.text());
        return client;
    }

  private:
    static realtime::HubSettings with_topics(realtime::HubSettings settings) {
        settings.topics = features::realtime_topics();
        return settings;
    }
};
