#include <zlib.h>

#include "tests/support/form_workbook.h"
#include "tests/unit/intake/units_support.h"

using namespace saitaku;
using namespace std::string_literals;
using tests::listing_of;
using tests::read_all;
using tests::TemporaryFolder;

namespace {

intake::UnitOptions options_of(std::size_t unit_bytes = 4u << 20, std::size_t longest = 64u << 20) {
  intake::UnitOptions options;
  options.form = tests::form_of(R"("a": {"type": "integer", ~}, "t": {"type": "string", ~})");
  options.call = "small/1";
  options.unit_bytes = unit_bytes;
  options.longest_record = longest;
  return options;
}

std::string gzip(std::string_view bytes) {
  z_stream stream{};
  REQUIRE(deflateInit2(&stream, 6, Z_DEFLATED, MAX_WBITS + 16, 8, Z_DEFAULT_STRATEGY) == Z_OK);
  std::string packed(bytes.size() + 200, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(packed.data());
  stream.avail_out = static_cast<uInt>(packed.size());
  REQUIRE(deflate(&stream, Z_FINISH) == Z_STREAM_END);
  packed.resize(stream.total_out);
  deflateEnd(&stream);
  return packed;
}

tests::Reading read(std::string_view bytes, const intake::UnitOptions& options = options_of(),
                    const std::string& name = "f.ndjson") {
  const TemporaryFolder folder;
  return read_all({folder.write(name, bytes)}, options);
}

}  // namespace

TEST_CASE("lines: each is an application; a broken one is unreadable with its line and byte, and the rest goes on") {
  const auto text =
      "\xEF\xBB\xBF{\"application_id\":\"x\",\"a\":1}\r\n\r\n{\"a\":}\n  {\"a\": 2, \"t\": \"だ\"}\t\n[1]\n{\"a\":\"x\"}"s;
  for (const auto size : {1u, 7u, 40u, 1u << 20}) {
    const auto reading = read(text, options_of(size));
    REQUIRE(reading.applications.size() == 3);
    CHECK(reading.applications[0] == "x@1:3 a=1");
    CHECK(reading.applications[1] == "@4:44 a=2 t='だ'");
    CHECK(reading.applications[2].starts_with("@6:70 a=malformed\n  "));
    CHECK(listing_of(reading.unreadable) == "json.syntax@3:40 draft.not-an-object@5:66");
    CHECK((size > 100) == (reading.units == 1));
  }
}

TEST_CASE("line numbers hold over many pieces, most of them blank lines") {
  const auto text = "{\"a\":1}\n" + std::string(70'001, '\n') + "{\"a\":2}\n";
  for (const auto size : {63u, 4096u, 40'000u, 1u << 20}) {
    const auto reading = read(text, options_of(size));
    REQUIRE(reading.applications.size() == 2);
    CHECK(reading.applications[1] == "@70003:70009 a=2");
  }
}

TEST_CASE("lines are recognised by their content where the name does not say") {
  const auto options = options_of();
  CHECK(read("{\"a\":1}\n{\"a\":2}\n", options, "data").applications.size() == 2);
  CHECK(read("{\"a\":\n{\"a\":2}\n", options, "data").unreadable.size() == 1);
  CHECK(listing_of(read("{\n\"a\":1}\n", options, "data.json").applications) == "@0:-1 a=1");
  CHECK(listing_of(read("{\"a\":1}\n", options, "data.json").applications) == "@0:-1 a=1");
}

TEST_CASE("an array is read item by item") {
  const auto text = "[ {\"a\":1,\"t\":\"],[\\\"\"},\n {\"a\":2} ,5,\n\n{\"a\":}, {\"a\":4}]\n"s;
  for (const auto size : {1u, 7u, 40u, 1u << 20}) {
    const auto reading = read(text, options_of(size), "x.json");
    CHECK(listing_of(reading.applications) == "@1:2 a=1 t='],[\"' @2:24 a=2 @4:45 a=4");
    CHECK(listing_of(reading.unreadable) == "draft.not-an-object@2:33 json.syntax@4:42");
  }
}

TEST_CASE("what is wrong with an array as a whole is one thing unreadable; the items before it are read") {
  const auto options = options_of();
  const auto reasons = [&](std::string_view text) {
    for (const auto size : {1u, 3u}) {
      CHECK(read(text, options_of(size), "x.json").unreadable == read(text, options, "x.json").unreadable);
    }
    return listing_of(read(text, options, "x.json").unreadable);
  };
  CHECK(reasons("[]") == "draft.empty-array@1:1");
  CHECK(reasons("[\n]\n") == "draft.empty-array@1:1");
  CHECK(reasons("[{},{\"a\":1") == "audit-input.array-cut-off@1:4");
  CHECK(reasons("[{},") == "audit-input.array-cut-off@1:4");
  CHECK(reasons("[{}]\n {}") == "audit-input.behind-array@2:6");
  CHECK(reasons("[{},]") == "json.empty@1:4");
  CHECK(read("[{},{\"a\":1", options, "x.json").applications.size() == 1);
}

TEST_CASE("a record longer than the limit is unreadable, and reading goes on behind it") {
  const auto text =
      "{\"a\":1}\n{\"t\":\"" + std::string(300, 'x') + "\"}\n{\"a\":2}\n{\"t\":\"" + std::string(300, 'x');
  for (const auto size : {1u, 64u, 100u, 1u << 20}) {
    const auto reading = read(text, options_of(size, 100));
    CHECK(listing_of(reading.applications) == "@1:0 a=1 @3:317 a=2");
    CHECK(listing_of(reading.unreadable) == "audit-input.record-too-long@2:8 audit-input.record-too-long@4:325");
  }
  const auto items = "[{\"a\":1},{\"t\":\"" + std::string(300, ',') + "\"},{\"a\":2}]";
  for (const auto size : {1u, 64u, 100u, 1u << 20}) {
    const auto reading = read(items, options_of(size, 100), "x.json");
    CHECK(listing_of(reading.applications) == "@1:1 a=1 @1:318 a=2");
    CHECK(listing_of(reading.unreadable) == "audit-input.record-too-long@1:9");
  }
}

TEST_CASE("a first line is a record also where more blank space follows than is read ahead") {
  const auto text = "{\"a\":1}\n" + std::string(500'000, ' ') + "\n{\"a\":2}\n";
  const auto reading = read(text, options_of(1u << 16, 100'000), "x.txt");
  CHECK(listing_of(reading.applications) == "@1:0 a=1 @3:500009 a=2");
  CHECK(listing_of(reading.unreadable) == "audit-input.record-too-long@2:8");
}

TEST_CASE("gzip is unpacked on the way, several one after the other too; cut off, what was there is read") {
  const auto one = "{\"a\":1}\n{\"a\":2}\n"s;
  const auto two = "{\"a\":3}\n"s;
  CHECK(read(gzip(one) + gzip(two) + std::string(20, '\0')).applications.size() == 3);
  CHECK(read(gzip(one) + gzip(two)).unreadable.empty());
  std::string many;
  for (int i = 0; i < 20000; ++i) many += "{\"a\":" + std::to_string(i * 7919 % 10007) + "}\n";
  const auto packed = gzip(many);
  for (const auto size : {1000u, 4u << 20}) {
    const auto reading = read(packed.substr(0, packed.size() / 2), options_of(size));
    CHECK(reading.applications.size() > 1000);
    CHECK(reading.applications.size() < 20000);
    REQUIRE(reading.unreadable.size() == 1);
    CHECK(reading.unreadable[0].starts_with("audit-input.gzip-cut-off@"));
  }
  CHECK(listing_of(read(gzip(one) + "rubbish").unreadable) == "audit-input.gzip-damaged@0:-1");
}

TEST_CASE("other encodings and formats are one thing unreadable with the reason") {
  const auto options = options_of();
  CHECK(listing_of(read("\xFF\xFE{\0\"\0a\0"s).unreadable) == "draft.encoding@0:-1");
  CHECK(listing_of(read("{\"t\":\"\x83\x65\x83\x58\x83\x67\"}\n{\"t\":\"\x8A\xBF\x8E\x9A\"}\n").unreadable) ==
        "draft.encoding@0:-1");
  CHECK(listing_of(read("%PDF-1.7\n", options, "x.json").unreadable) == "draft.other-format@0:-1");
  CHECK(listing_of(read("", options).unreadable) == "json.empty@0:-1");
  CHECK(listing_of(read(" \n ", options).unreadable) == "json.empty@0:-1");
  CHECK(listing_of(read("nonsense", options, "x.xlsx").unreadable) == "workbook.not-a-workbook@0:-1");
}

TEST_CASE("an application to another call is unreadable") {
  const auto text = "{\"call\":\"small/2\",\"a\":1}\n{\"call\":\"small/1\",\"a\":2}\n{\"a\":3}\n"s;
  const auto reading = read(text);
  CHECK(reading.applications.size() == 2);
  CHECK(listing_of(reading.unreadable) == "audit-input.other-call@1:8");
}

TEST_CASE("members that the form does not have are counted by path") {
  const auto reading = read("{\"a\":1,\"u\":{\"v\":1}}\n{\"u\":2,\"w\":3,\"_note\":1}\n");
  REQUIRE(reading.unknown_members.size() == 2);
  CHECK(reading.unknown_members[0] == std::pair("u"s, std::uint64_t{2}));
  CHECK(reading.unknown_members[1] == std::pair("w"s, std::uint64_t{1}));
  CHECK(reading.applications[0].find("field.unknown") == std::string::npos);
}

TEST_CASE("a table is read row by row, in pieces of any size; one without rows is a piece without applications") {
  const auto options = options_of();
  const auto text = "application_id,a\nx,1\ny,2\nz,3\n"s;
  for (const auto size : {1u, 12u, 1u << 20}) {
    const auto reading = read(text, options_of(size), "t.csv");
    CHECK_MESSAGE(reading.unreadable.empty(), listing_of(reading.unreadable));
    REQUIRE(reading.applications.size() == 3);
    CHECK(reading.applications[2].starts_with("z@4:"));
    CHECK(reading.applications[2].ends_with("a=3"));
  }
  CHECK(read("application_id,a\n", options, "t.csv").units == 1);
}

TEST_CASE("equal digests are equal contents, whatever the file and the place in it") {
  const TemporaryFolder folder;
  const auto a = folder.write("a.ndjson", "{\"a\":1}\n{\"a\":2}\n");
  const auto b = folder.write("b.ndjson", "{\"a\":2}\n{\"a\":3}\n");
  folder.write("f/application.json", "{}");
  folder.write("f/facts.json", "{}");
  const std::vector<std::string> paths{a, b, folder.path() + "/f"};
  const auto digests = [&] {
    const auto inventory = intake::take_inventory(paths, {});
    intake::UnitReader reader(inventory, options_of(8));
    std::vector<std::string> all;
    while (const auto unit = reader.next()) all.push_back(to_hex(intake::UnitFiller::digest(inventory, *unit)));
    return all;
  };
  const auto before = digests();
  REQUIRE(before.size() == 5);
  CHECK(before[1] == before[2]);
  CHECK(before[0] != before[1]);
  CHECK(digests() == before);
  folder.write("f/facts.json", "{\"a\":1}");
  const auto after = digests();
  CHECK(after[0] == before[0]);
  CHECK(after[4] != before[4]);
}

TEST_CASE("an official workbook is one application; one of another form says which forms are known") {
  const TemporaryFolder folder;
  const auto path = folder.write("plan.xlsx", test::FormWorkbook(test::shipped_map("round-2-ja")).bytes());
  const std::vector<forms::CellMap> maps{test::shipped_map("round-2-ja")};
  auto options = options_of();
  options.call = maps[0].call;
  options.maps = maps;
  const auto reading = read_all({path}, options);
  CHECK(reading.applications.size() == 1);
  CHECK(reading.unreadable.empty());
  const std::vector<forms::CellMap> others{test::shipped_map("round-1")};
  options.maps = others;
  CHECK(listing_of(read_all({path}, options).unreadable) == "workbook.unknown-form@0:-1");
}
