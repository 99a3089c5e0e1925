// Botan's ffi.h includes <botan/build.h> and that one <botan/compiler.h>, which Debian keeps one folder further down,
// out of the compiler's path. Botan's pkg-config file would lead there, but it also carries flags that the package
// manager refuses, with a warning on every build.
#include <botan-2/botan/build.h>
