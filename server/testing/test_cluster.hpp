// PostgreSQL for tests: one throw-away cluster a run, one database a test.
#pragma once
#include <memory>
#include <string>

#include "platform/embedded.hpp"

// The cluster named by SOCIALFLOW_TEST_CLUSTER (a conninfo; bin/test starts one for all programs of
// a run), else one of this process, made at first use and gone with it. Safe against nothing but
// the death of processes.
class TestCluster {
  public:
    static TestCluster& shared();
    ~TestCluster();

    const std::string& conninfo() const; // of the database `postgres`
    std::string conninfo(const std::string& database) const;

    // The name of a database that has these migrations, made once a cluster and content.
    std::string database_with(const EmbeddedFiles& files);

  private:
    TestCluster();
    struct State;
    std::unique_ptr<State> state_;
};

// A database of its own for one test, dropped at the end with whoever is still connected.
class TestDatabase {
  public:
    // The product's schema.
    TestDatabase() : TestDatabase(migrations()) {}
    explicit TestDatabase(const EmbeddedFiles& files);
    ~TestDatabase();
    TestDatabase(const TestDatabase&) = delete;
    TestDatabase& operator=(const TestDatabase&) = delete;

    const std::string& conninfo() const { return conninfo_; }
    const std::string& name() const { return name_; }

  private:
    std::string name_;
    std::string conninfo_;
};
