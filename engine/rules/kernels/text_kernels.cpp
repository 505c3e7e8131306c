// What rules ask of texts.
#include <algorithm>

#include "engine/base/text.h"
#include "engine/rules/kernels/kernels.h"
#include "engine/rules/kernels/memo.h"

namespace saitaku::rules::kernels {
namespace {

State state_of(bool value) { return value ? kTrue : kFalse; }

std::size_t length_of(State which, std::string_view text) {
  switch (which) {
    case kUtf16Units: return utf16_length(text);
    case kWords: return words(text);
    default: return code_points(text);
  }
}

/// Printable ASCII without spaces and capitals: folding leaves it as it is.
bool is_folded_already(std::string_view text) {
  unsigned other = 0;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    other |= static_cast<unsigned>(byte <= 0x20) | static_cast<unsigned>(byte >= 0x7F) |
             (static_cast<unsigned>(byte >= 'A') & static_cast<unsigned>(byte <= 'Z'));
  }
  return other == 0;
}

std::string_view remembered_fold(const Op& op, Memo& memo, std::string_view text) {
  if (text.size() > Memo::kLongest) return memo.keep(folded(text));
  const Memo::Result* found = memo.find(op, text);
  if (found == nullptr) {
    Memo::Result result;
    result.text = folded(text);
    found = &memo.keep(op, text, std::move(result));
  }
  return found->text;
}

}  // namespace

void blank_text(const Op&, Run&, std::span<const Cells* const> in, std::size_t rows, Cells& out) {
  for (std::size_t i = 0; i < rows; ++i) {
    const State state = in[0]->state_at(i);
    if (state == kOpen) {
      out.state[i] = kOpen;
    } else {
      out.state[i] = state_of(state == kNull || is_blank(in[0]->text_at(i)));
    }
  }
}

void text_length(const Op& op, Run&, std::span<const Cells* const> in, std::size_t rows, Cells& out) {
  for (std::size_t i = 0; i < rows; ++i) {
    out.state[i] = kOpen;
    if (in[0]->state_at(i) != kValue || is_skipped(op, in, i)) continue;
    out.integers[i] = static_cast<std::int64_t>(length_of(op.flag, in[0]->text_at(i)));
    out.state[i] = kValue;
  }
}

void only_digits(const Op&, Run&, std::span<const Cells* const> in, std::size_t rows, Cells& out) {
  for (std::size_t i = 0; i < rows; ++i) {
    out.state[i] = kOpen;
    if (in[0]->state_at(i) != kValue) continue;
    const std::string_view text = in[0]->text_at(i);
    out.state[i] = state_of(!text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos);
  }
}

void folded_text(const Op& op, Run& run, std::span<const Cells* const> in, std::size_t rows, Cells& out) {
  for (std::size_t i = 0; i < rows; ++i) {
    out.state[i] = kOpen;
    if (in[0]->state_at(i) != kValue) continue;
    const std::string_view text = in[0]->text_at(i);
    out.texts[i] = is_folded_already(text) ? text : remembered_fold(op, run.memo, text);
    out.state[i] = kValue;
  }
}

void lower_ascii(const Op&, Run& run, std::span<const Cells* const> in, std::size_t rows, Cells& out) {
  const auto is_upper = [](char c) { return c >= 'A' && c <= 'Z'; };
  for (std::size_t i = 0; i < rows; ++i) {
    out.state[i] = kOpen;
    if (in[0]->state_at(i) != kValue) continue;
    out.texts[i] = in[0]->text_at(i);
    out.state[i] = kValue;
    if (std::none_of(out.texts[i].begin(), out.texts[i].end(), is_upper)) continue;
    std::string lower(out.texts[i]);
    for (char& c : lower) {
      if (is_upper(c)) c = static_cast<char>(c - 'A' + 'a');
    }
    out.texts[i] = run.memo.keep(std::move(lower));
  }
}

void has_text(const Op& op, Run&, std::span<const Cells* const> in, std::size_t rows, Cells& out) {
  for (std::size_t i = 0; i < rows; ++i) {
    out.state[i] = kOpen;
    if (in[0]->state_at(i) != kValue || in[1]->state_at(i) != kValue) continue;
    const std::string_view text = in[0]->text_at(i);
    const std::string_view part = in[1]->text_at(i);
    out.state[i] = state_of(op.flag == kStarts ? text.starts_with(part)
                            : op.flag == kEnds ? text.ends_with(part)
                                               : text.find(part) != std::string_view::npos);
  }
}

}  // namespace saitaku::rules::kernels
