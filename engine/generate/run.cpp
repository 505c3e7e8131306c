#include "engine/generate/run.h"

#include <algorithm>
#include <condition_variable>
#include <map>
#include <mutex>
#include <thread>
#include <vector>

namespace saitaku::generate {
namespace {

constexpr std::uint64_t kPiece = 256;

Piece piece_of(const Generator& generator, std::uint64_t begin, std::uint64_t end,
               const std::function<void(const Application&, std::string&)>& render,
               const std::function<std::string(const Application&)>& file_of) {
  Piece piece;
  piece.records = end - begin;
  for (std::uint64_t number = begin; number < end; ++number) {
    const auto application = generator.application(number);
    render(application, piece.text);
    if (application.breaks.empty()) continue;
    piece.defects += defects_line(application, file_of ? file_of(application) : "");
    ++piece.defective;
  }
  return piece;
}

/// Workers take the next piece; nobody runs further ahead of the writer than a few pieces each, so memory is bounded.
class Line {
 public:
  Line(std::uint64_t pieces, std::uint64_t ahead) : pieces_(pieces), ahead_(ahead) {}

  /// The next piece to make; `pieces_` when there is none.
  std::uint64_t next() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return stopped_ || begun_ >= pieces_ || begun_ < taken_ + ahead_; });
    return stopped_ ? pieces_ : std::min(begun_++, pieces_);
  }
  void put(std::uint64_t index, Piece piece) {
    const std::lock_guard lock(mutex_);
    made_.emplace(index, std::move(piece));
    changed_.notify_all();
  }
  Piece take(std::uint64_t index) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return made_.contains(index); });
    Piece piece = std::move(made_.extract(index).mapped());
    taken_ = index + 1;
    changed_.notify_all();
    return piece;
  }
  void stop() {
    const std::lock_guard lock(mutex_);
    stopped_ = true;
    changed_.notify_all();
  }

 private:
  const std::uint64_t pieces_, ahead_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::map<std::uint64_t, Piece> made_;
  std::uint64_t begun_ = 0, taken_ = 0;
  bool stopped_ = false;
};

}  // namespace

std::string defects_line(const Application& application, const std::string& file) {
  if (application.breaks.empty()) return "";
  JsonValue line = JsonValue::object();
  line.at("application_id") = JsonValue::of(std::string_view(application.id));
  line.at("number") = JsonValue::of(static_cast<std::int64_t>(application.number));
  if (!file.empty()) line.at("file") = JsonValue::of(std::string_view(file));
  auto& breaks = line.at("breaks");
  breaks = JsonValue::array();
  for (const auto& code : application.breaks) breaks.items.push_back(JsonValue::of(std::string_view(code)));
  return write_json(line, false) + "\n";
}

void run(const Generator& generator, std::uint64_t count, unsigned jobs,
         const std::function<void(const Application&, std::string&)>& render,
         const std::function<bool(const Piece&)>& take, const std::function<std::string(const Application&)>& file_of) {
  const std::uint64_t pieces = (count + kPiece - 1) / kPiece;
  const auto make = [&](std::uint64_t index) {
    return piece_of(generator, index * kPiece, std::min(count, (index + 1) * kPiece), render, file_of);
  };
  if (jobs <= 1 || pieces <= 1) {
    for (std::uint64_t i = 0; i < pieces; ++i) {
      if (!take(make(i))) return;
    }
    return;
  }
  Line line(pieces, std::uint64_t{jobs} * 4);
  std::vector<std::thread> workers;
  for (unsigned i = 0; i < jobs; ++i) {
    workers.emplace_back([&] {
      for (auto index = line.next(); index < pieces; index = line.next()) line.put(index, make(index));
    });
  }
  for (std::uint64_t i = 0; i < pieces; ++i) {
    if (!take(line.take(i))) break;
  }
  line.stop();
  for (auto& worker : workers) worker.join();
}

}  // namespace saitaku::generate
