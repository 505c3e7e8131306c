#include "engine/rules/kernels/sentence.h"

#include "engine/base/text.h"
#include "engine/rules/detail/render.h"

namespace saitaku::rules::kernels {
namespace {

/// false: null, or a text without letters.
bool append_cell(std::string& text, const Cells& cells, Shape shape, std::size_t row, Language language) {
  const State state = cells.state_at(row);
  if (state == kNull) return false;
  if (shape == Shape::string) {
    if (is_blank(cells.text_at(row))) return false;
    detail::append_cut(text, cells.text_at(row));
  } else if (shape == Shape::boolean) {
    text += state == kTrue ? detail::words(language).yes : detail::words(language).no;
  } else {
    text += detail::shown(*cells.value(shape, row), language);
  }
  return true;
}

}  // namespace

std::optional<Sentence> Sentence::of(const Template& message, Language language, Compiler& compiler) {
  Sentence sentence;
  sentence.language_ = language;
  for (const Template::Piece& piece : message.in(language)) {
    Piece& own = sentence.pieces_.emplace_back(Piece{.text = piece.text, .constant = {}});
    if (piece.answers) return std::nullopt;
    if (!piece.expression) continue;
    const Operand operand = compiler.compile(*piece.expression);
    if (operand.is(Operand::Kind::constant)) {
      own.shows = Piece::Shows::constant;
      own.constant = detail::shown(operand.constant, language);
      own.blank = detail::is_blank_value(operand.constant);
    } else if (operand.is(Operand::Kind::column) && operand.table == forms::kNoField) {
      own.shows = Piece::Shows::column;
      own.column = operand.op;
    } else {
      return std::nullopt;
    }
  }
  return sentence;
}

bool Sentence::append(std::string& text, Columns& columns, std::size_t application) const {
  std::size_t closing = 0;  // of the quotes that a blank value has put off, the bytes that come next
  for (std::size_t i = 0; i < pieces_.size(); ++i) {
    const Piece& piece = pieces_[i];
    text.append(piece.text, closing);
    closing = 0;
    if (piece.shows == Piece::Shows::nothing) continue;
    const std::string_view after = i + 1 < pieces_.size() ? std::string_view(pieces_[i + 1].text) : "";
    if (piece.shows == Piece::Shows::constant) {
      if (piece.blank) closing = detail::unquote(text, after).size();
      text += closing == 0 ? piece.constant : detail::words(language_).null;
      continue;
    }
    const Cells& cells = columns.cells(piece.column);
    if (cells.state_at(application) == kOpen) return false;
    const Shape shape = columns.shape(piece.column);
    if (append_cell(text, cells, shape, application, language_)) continue;
    closing = detail::unquote(text, after).size();
    // An empty text outside quotes is one that the message leaves out.
    const bool null = cells.state_at(application) == kNull;
    if (closing > 0 || null) text += detail::words(language_).null;
    if (closing == 0 && !null) detail::append_cut(text, cells.text_at(application));
  }
  return true;
}

}  // namespace saitaku::rules::kernels
