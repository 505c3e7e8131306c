#include "engine/intake/detail/zip.h"

#include <zip.h>

#include <algorithm>
#include <array>

#include "engine/intake/detail/fault.h"

namespace saitaku::intake::detail {
namespace {

// Sheets of one repeated cell reach about 100 : 1; deflate ends at 1032 : 1. Small parts may be anything.
constexpr std::size_t kMostRatio = 200;
constexpr std::size_t kHarmlessBytes = std::size_t{16} << 20;

// OPC compares part names without regard to ASCII case; some writers use backslashes.
std::string part_key(std::string_view name) {
  std::string key;
  key.reserve(name.size());
  if (!name.empty() && (name.front() == '/' || name.front() == '\\')) name.remove_prefix(1);
  for (const char c : name) {
    if (c == '\\') {
      key += '/';
    } else {
      key += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
  }
  return key;
}

bool needs_password(int error) {
  return error == ZIP_ER_NOPASSWD || error == ZIP_ER_WRONGPASSWD || error == ZIP_ER_ENCRNOTSUPP;
}

struct CloseFile {
  void operator()(zip_file_t* file) const { zip_fclose(file); }
};

}  // namespace

void Zip::Close::operator()(::zip* archive) const { zip_discard(archive); }

bool looks_like_zip(std::string_view bytes) {
  return bytes.starts_with("PK\x03\x04") || bytes.starts_with("PK\x05\x06");
}

Result<Zip> Zip::open(std::string_view bytes, const std::string& file, const WorkbookLimits& limits) {
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
  zip_t* archive = source == nullptr ? nullptr : zip_open_from_source(source, ZIP_RDONLY, &error);
  if (archive == nullptr) {
    if (source != nullptr) zip_source_free(source);
    zip_error_fini(&error);
    return fault("workbook.damaged", file);
  }
  zip_error_fini(&error);

  Zip result;
  result.archive_.reset(archive);
  result.file_ = file;
  result.limits_ = limits;
  result.file_bytes_ = bytes.size();
  const auto count = static_cast<std::uint64_t>(std::max<zip_int64_t>(0, zip_get_num_entries(archive, 0)));
  if (count > limits.parts) {
    return fault("workbook.too-many-parts", file,
                 {{"count", std::to_string(count)}, {"limit", std::to_string(limits.parts)}});
  }
  for (std::uint64_t index = 0; index < count; ++index) {
    zip_stat_t stat;
    if (zip_stat_index(archive, index, ZIP_FL_ENC_RAW, &stat) != 0 || (stat.valid & ZIP_STAT_NAME) == 0) continue;
    const std::uint64_t packed = (stat.valid & ZIP_STAT_COMP_SIZE) != 0 ? stat.comp_size : 0;
    result.entries_.emplace(part_key(stat.name), Entry{index, packed});  // the first of equal names, as readers do
  }
  return result;
}

bool Zip::has(std::string_view name) const { return entries_.contains(part_key(name)); }

Result<std::string> Zip::read(std::string_view name) {
  const auto found = entries_.find(part_key(name));
  SAITAKU_EXPECT(found != entries_.end(), "the caller asks has() first");
  const std::unique_ptr<zip_file_t, CloseFile> part(zip_fopen_index(archive_.get(), found->second.index, 0));
  if (!part) {
    const bool locked = needs_password(zip_error_code_zip(zip_get_error(archive_.get())));
    return fault(locked ? "workbook.encrypted" : "workbook.damaged", file_);
  }
  // The claimed packed size, but never more than there is: a part cannot come from more bytes than the file has.
  const auto packed = std::min<std::uint64_t>(found->second.packed_bytes, file_bytes_);
  std::string content;
  std::array<char, 65536> buffer;
  for (;;) {
    const zip_int64_t got = zip_fread(part.get(), buffer.data(), buffer.size());
    if (got < 0) return fault("workbook.damaged", file_);
    if (got == 0) break;
    content.append(buffer.data(), static_cast<std::size_t>(got));
    unpacked_ += static_cast<std::size_t>(got);
    if (content.size() > kHarmlessBytes && content.size() / kMostRatio > packed) {
      return fault("workbook.bomb", file_, {{"part", std::string(name)}, {"ratio", std::to_string(kMostRatio)}});
    }
    if (content.size() > limits_.part_bytes || unpacked_ > limits_.total_bytes) {
      const auto limit = content.size() > limits_.part_bytes ? limits_.part_bytes : limits_.total_bytes;
      return fault("workbook.too-large", file_,
                   {{"megabytes", std::to_string((content.size() >> 20) + 1)}, {"limit", std::to_string(limit >> 20)}});
    }
  }
  return content;
}

void ZipStream::Close::operator()(::zip_file* part) const { zip_fclose(part); }

Result<ZipStream> Zip::stream(std::string_view name) {
  const auto found = entries_.find(part_key(name));
  SAITAKU_EXPECT(found != entries_.end(), "the caller asks has() first");
  ZipStream stream;
  stream.part_.reset(zip_fopen_index(archive_.get(), found->second.index, 0));
  if (!stream.part_) {
    const bool locked = needs_password(zip_error_code_zip(zip_get_error(archive_.get())));
    return fault(locked ? "workbook.encrypted" : "workbook.damaged", file_);
  }
  stream.file_ = file_;
  stream.name_ = name;
  stream.packed_ = std::min<std::uint64_t>(found->second.packed_bytes, file_bytes_);
  return stream;
}

Result<bool> ZipStream::read(std::string& bytes) {
  std::array<char, 65536> buffer;
  const zip_int64_t got = zip_fread(part_.get(), buffer.data(), buffer.size());
  if (got < 0) return fault("workbook.damaged", file_);
  bytes.append(buffer.data(), static_cast<std::size_t>(got));
  unpacked_ += static_cast<std::uint64_t>(got);
  if (unpacked_ > kHarmlessBytes && unpacked_ / kMostRatio > packed_) {
    return fault("workbook.bomb", file_, {{"part", name_}, {"ratio", std::to_string(kMostRatio)}});
  }
  if (unpacked_ > Zip::kMostStreamed) {
    return fault(
        "workbook.too-large", file_,
        {{"megabytes", std::to_string((unpacked_ >> 20) + 1)}, {"limit", std::to_string(Zip::kMostStreamed >> 20)}});
  }
  return got > 0;
}

}  // namespace saitaku::intake::detail
