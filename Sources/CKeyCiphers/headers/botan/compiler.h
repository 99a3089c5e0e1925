// See build.h.
#include <botan-2/botan/compiler.h>
