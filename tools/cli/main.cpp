// saitaku: the program.
#include "tools/cli/program.h"

int main(int count, char** words) { return saitaku::cli::run_program(count, words); }
