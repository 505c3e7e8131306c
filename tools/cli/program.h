// The program without its main(): parses, runs one command, and turns what happened into an exit code.
#pragma once

namespace saitaku::cli {

/// As main(): words[0] is the program's name.
int run_program(int count, char** words);

}  // namespace saitaku::cli
